"""Every personal field of an order: where it goes, whom to write to, whom it was sold to, what went wrong."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _

from kindr.privacy.terms import Period
from kindr.privacy.vault.fields import Sealed
from kindr.privacy.vault.records import PersonalRecord

OF_THE_ORDER = {"order": "the random id of an order"}


class UntilArrival(PersonalRecord):
    """Kept for one order: 30 days after its parcel arrived, or after it was cancelled, it is forgotten."""

    excused = OF_THE_ORDER
    counts_with = ("order",)
    counts_from_column = "order__closed_at"

    order = models.OneToOneField("orders.Order", on_delete=models.PROTECT, related_name="%(class)s")

    class Meta:
        abstract = True

    def counts_from(self) -> datetime | None:
        """When the order was closed; None while it is under way."""
        return self.order.closed_at


class Delivery(UntilArrival):
    """Where one parcel goes; forgotten 30 days after it arrived (policy 2.1.9)."""

    clause = "delivery_address"
    period = Period.RECORD

    recipient = Sealed("name")
    phone = Sealed("phone")
    street = Sealed("address")
    area_code = Sealed("address")
    village = Sealed("address")
    district = Sealed("address")
    city = Sealed("address")
    province = Sealed("address")
    postcode = Sealed("address")
    notes = Sealed("address")

    class Meta:
        app_label = "orders"


class OrderContact(UntilArrival):
    """Where letters about an order of an account go (policy 2.1.10)."""

    clause = "order_contact"
    period = Period.RECORD

    email = Sealed("email")

    class Meta:
        app_label = "orders"


class GuestContact(UntilArrival):
    """Where a guest can be reached about an order (policy 2.1.8)."""

    clause = "guest_contact"
    period = Period.RECORD

    email = Sealed("email")
    phone = Sealed("phone")

    class Meta:
        app_label = "orders"


class Invoice(PersonalRecord):
    """To whom an order was sold, kept for the tax office (policy 2.3.2; KUP art. 28(11))."""

    clause = "invoice"
    period = Period.CALENDAR_YEAR
    excused = OF_THE_ORDER | {
        "year": "a year",
        "serial": "counts the invoices of a year without gaps",
        "issued_at": "a moment",
    }

    order = models.OneToOneField("orders.Order", on_delete=models.PROTECT, related_name="invoice")
    year = models.PositiveSmallIntegerField(null=True, blank=True)
    serial = models.PositiveIntegerField(null=True, blank=True)
    """Drawn in the same transaction, after the row is there."""
    issued_at = models.DateTimeField()
    name = Sealed("name")
    address = Sealed("address", kind=list)

    class Meta:
        app_label = "orders"
        constraints = [models.UniqueConstraint(fields=["year", "serial"], name="one_invoice_per_number")]

    @property
    def number(self) -> str:
        """As it is printed: `INV/2026/000042`."""
        return f"INV/{self.year}/{self.serial:06}"


class Shipment(PersonalRecord):
    """The courier's number for a parcel: through the courier's page it leads to a person, so it is sealed."""

    clause = "order_book"
    period = Period.CALENDAR_YEAR
    excused = OF_THE_ORDER

    order = models.OneToOneField("orders.Order", on_delete=models.PROTECT, related_name="shipment")
    tracking_number = Sealed("order_history")

    class Meta:
        app_label = "orders"


class ProblemReport(PersonalRecord):
    """What a buyer wrote about an order that went wrong (policy 2.8.2)."""

    clause = "problem_report"
    period = Period.RECORD
    excused = OF_THE_ORDER | {"closed_at": "a moment"}

    order = models.ForeignKey("orders.Order", on_delete=models.PROTECT, related_name="problems")
    closed_at = models.DateTimeField(null=True, blank=True)
    """When customer service was done with it; its pictures go 90 days later."""
    message = Sealed("correspondence")

    class Meta:
        app_label = "orders"


class Worn(PersonalRecord):
    """A garment that a guardian says is for this child; the person is the child (policy 2.5.4).

    What it is lies sealed. Which line of which order is whose lies in the clear, with random numbers in place of names,
    and the book of orders has the line's size: whoever holds the tables reads which sizes some child wears (ADR 19).
    """

    clause = "child_wardrobe"
    period = Period.LIFE
    excused: ClassVar[Mapping[str, str]] = {
        "line": "a number of the book of orders, where the size stands, beside the random id of a person",
        "is_told": "yes or no: with the line it says that somebody has outgrown a size, and not when",
    }

    line = models.OneToOneField("orders.OrderLine", on_delete=models.PROTECT, related_name="worn")
    is_told = models.BooleanField(default=False)
    """Whether the shop was told that it is outgrown; once, until it fits again. When, nobody needs to know."""
    garment = Sealed("order_history", verbose_name=_("Bought for this child"))

    class Meta:
        app_label = "orders"
        verbose_name = _("A garment of your child")

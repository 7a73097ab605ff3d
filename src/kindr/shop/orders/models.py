"""Orders, their lines and their history: random ids, garments and amounts; what is personal is sealed beside them."""

from __future__ import annotations

from enum import Enum

from django.db import models
from django.db.models import F, Q

from kindr.base.ids import new_id
from kindr.privacy.people import Person
from kindr.shop.orders.personal import Delivery, GuestContact, Invoice, OrderContact, ProblemReport, Shipment, Worn
from kindr.shop.orders.rules import Parcel, Refund, Service, Standing, State, Step

__all__ = [
    "Delivery",
    "GuestContact",
    "Invoice",
    "InvoiceSerial",
    "Order",
    "OrderContact",
    "OrderEvent",
    "OrderLine",
    "ProblemReport",
    "Shipment",
    "Worn",
]


def _choices(of: type[Enum]) -> list[tuple[str, str]]:
    return [(each.value, each.value) for each in of]


def _values(of: type[Enum]) -> list[str]:
    return [each.value for each in of]


class Order(models.Model):
    """One sale. Amounts are whole rupiah, tax included; `near` means that it goes to Jabodetabek."""

    excused = {
        "id": "a random id",
        "number": "a random code",
        "person": "the random id of a person",
        "state": "one of the rules' states",
        "parcel": "one of the rules' states",
        "refund": "one of the rules' states",
        "service": "how it is delivered",
        "near": "whether the dear or the cheap delivery zone: one of two",
        "goods": "an amount",
        "delivery_price": "an amount",
        "tax": "an amount",
        "total": "an amount",
        "language": "a language",
        "key": "a random id",
        "stock_hold": "a random id",
        "paid_by": "a random id",
        "placed_at": "a moment",
        "paid_at": "a moment",
        "packed_at": "a moment",
        "shipped_at": "a moment",
        "delivered_at": "a moment",
        "closed_at": "a moment",
    }

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    number = models.CharField(max_length=12, unique=True, editable=False)
    """Random and easy to read aloud: `KD-7XK2-M9QP`."""
    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    state = models.CharField(max_length=20, choices=_choices(State), default=State.AWAITING_PAYMENT)
    parcel = models.CharField(max_length=10, choices=_choices(Parcel), default=Parcel.WAITING)
    refund = models.CharField(max_length=10, choices=_choices(Refund), default=Refund.NONE)
    service = models.CharField(max_length=10, choices=_choices(Service))
    near = models.BooleanField()
    goods = models.BigIntegerField()
    delivery_price = models.BigIntegerField()
    tax = models.BigIntegerField()
    total = models.BigIntegerField()
    language = models.CharField(max_length=5)
    key = models.UUIDField(unique=True, editable=False)
    """What makes placing idempotent: the same key is the same order."""
    stock_hold = models.UUIDField(default=new_id, editable=False)
    """Under which the stock book holds the pieces; an order that is revived takes them under a new one."""
    paid_by = models.UUIDField(null=True, blank=True)
    """The payment whose money this order lives on; money of any other payment goes back."""
    placed_at = models.DateTimeField()
    paid_at = models.DateTimeField(null=True, blank=True)
    packed_at = models.DateTimeField(null=True, blank=True)
    shipped_at = models.DateTimeField(null=True, blank=True)
    delivered_at = models.DateTimeField(null=True, blank=True)
    closed_at = models.DateTimeField(null=True, blank=True)
    """When it arrived or was cancelled: from here the keeping time of address and contact counts."""

    class Meta:
        app_label = "orders"
        constraints = [
            models.CheckConstraint(condition=Q(state__in=_values(State)), name="order_state_is_known"),
            models.CheckConstraint(condition=Q(parcel__in=_values(Parcel)), name="order_parcel_is_known"),
            models.CheckConstraint(condition=Q(refund__in=_values(Refund)), name="order_refund_is_known"),
            models.CheckConstraint(condition=Q(service__in=_values(Service)), name="order_service_is_known"),
            models.CheckConstraint(
                condition=Q(state=State.PAID) | Q(parcel=Parcel.WAITING), name="only_a_paid_order_is_packed"
            ),
            models.CheckConstraint(
                condition=~Q(state=State.PAID) | Q(paid_by__isnull=False, paid_at__isnull=False),
                name="a_paid_order_names_its_payment",
            ),
            models.CheckConstraint(
                condition=Q(refund=Refund.NONE) | Q(paid_by__isnull=False), name="only_received_money_goes_back"
            ),
            models.CheckConstraint(
                condition=Q(goods__gt=0, delivery_price__gte=0, tax__gte=0)
                & Q(total=F("goods") + F("delivery_price"))
                & Q(tax__lt=F("total")),
                name="order_totals_add_up",
            ),
        ]
        indexes = [
            models.Index(fields=["person", "-placed_at"], name="orders_of_person"),
            models.Index(fields=["state", "parcel", "placed_at"], name="orders_by_stage"),
            models.Index(fields=["closed_at"], name="orders_by_closing"),
        ]

    def __str__(self) -> str:
        return f"order {self.number} ({self.state})"

    @property
    def standing(self) -> Standing:
        """Where it stands in the three machines."""
        return Standing(State(self.state), Parcel(self.parcel), Refund(self.refund))


class OrderLine(models.Model):
    """What was sold, in the words and at the price of that day."""

    excused = {
        "id": "a number",
        "order": "a random id",
        "variant": "a number of the catalogue",
        "slug": "a name of the catalogue",
        "sku": "a code of the catalogue",
        "title_id": "a name of the catalogue",
        "title_en": "a name of the catalogue",
        "colour_key": "a name of the catalogue",
        "colour_id": "a name of the catalogue",
        "colour_en": "a name of the catalogue",
        "size": "a size of the catalogue",
        "price": "an amount",
        "pieces": "a number",
        "tax": "an amount",
    }

    order = models.ForeignKey(Order, on_delete=models.PROTECT, related_name="lines")
    variant = models.BigIntegerField()
    slug = models.CharField(max_length=90)
    sku = models.CharField(max_length=32)
    title_id = models.CharField(max_length=90)
    title_en = models.CharField(max_length=90)
    colour_key = models.CharField(max_length=50)
    colour_id = models.CharField(max_length=40)
    colour_en = models.CharField(max_length=40)
    size = models.PositiveSmallIntegerField()
    price = models.BigIntegerField()
    pieces = models.PositiveSmallIntegerField()
    tax = models.BigIntegerField()

    class Meta:
        app_label = "orders"
        constraints = [
            models.UniqueConstraint(fields=["order", "variant"], name="a_variant_once_in_an_order"),
            models.CheckConstraint(condition=Q(pieces__gte=1, pieces__lte=10), name="order_line_pieces"),
            models.CheckConstraint(
                condition=Q(price__gt=0, tax__gte=0) & Q(tax__lt=F("price") * F("pieces")), name="order_line_amounts"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.pieces} of {self.sku}"


class OrderEvent(models.Model):
    """One line of an order's history; lines are added and never changed."""

    append_only = True
    excused = {
        "id": "a number",
        "order": "a random id",
        "step": "one of the rules' steps",
        "role": "a role of the policy",
        "state": "one of the rules' states",
        "parcel": "one of the rules' states",
        "refund": "one of the rules' states",
        "at": "a moment",
    }

    order = models.ForeignKey(Order, on_delete=models.PROTECT, related_name="events")
    step = models.CharField(max_length=15, choices=_choices(Step))
    state = models.CharField(max_length=20, choices=_choices(State))
    parcel = models.CharField(max_length=10, choices=_choices(Parcel))
    refund = models.CharField(max_length=10, choices=_choices(Refund))
    role = models.CharField(max_length=20)
    at = models.DateTimeField()

    class Meta:
        app_label = "orders"
        constraints = [
            models.CheckConstraint(condition=Q(step__in=_values(Step)), name="order_event_step_is_known"),
        ]
        indexes = [models.Index(fields=["order", "at"], name="order_history")]

    def __str__(self) -> str:
        return f"{self.step} at {self.at}"


class InvoiceSerial(models.Model):
    """The last invoice number of a year; the row's lock is what keeps the numbers without gaps."""

    excused = {"year": "a year", "last": "a number"}

    year = models.PositiveSmallIntegerField(primary_key=True)
    last = models.PositiveIntegerField(default=0)

    class Meta:
        app_label = "orders"

    def __str__(self) -> str:
        return f"{self.last} invoices in {self.year}"

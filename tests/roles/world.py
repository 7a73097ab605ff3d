"""What the routes are asked about: things of Mara's, so that she is their owner and everybody else is not."""

from __future__ import annotations

import uuid
from typing import Any

from django.urls import URLPattern, reverse

from kindr.base import clock
from kindr.policy import POLICY
from kindr.privacy.rights.requests.rules import Proof
from kindr.privacy.vault.files import SealedFile
from kindr.shop.accounts.personal import ChildProfile, SavedAddress
from kindr.shop.catalog.actions import load_catalogue
from kindr.shop.catalog.models import Colour, Variant
from kindr.shop.measuring.actions import keep
from kindr.shop.measuring.rules.measures import Measure, Occasion
from kindr.shop.orders.models import Delivery, Order, OrderLine, ProblemReport
from kindr.shop.payments.models import Payment
from tests.buying import order_of, paid
from tests.cast import Player
from tests.privacy.incidents.happening import an_incident
from tests.privacy.rights.requests.test_receiving import ask
from tests.slices.orders.test_order_pages import picture

NOBODYS = uuid.UUID(int=4, version=4)
"""The id of something that is not there: for what the world has none of."""


WITHOUT_NAMES = {
    "admin:(no name) <path:object_id>/": "/back-office/catalog/product/1/",
    "admin:(no name) (?P<url>.*)$": "/back-office/no/such/page/",
    "admin:app_list": "/back-office/catalog/",
}
ADMIN_DEEDS = ("change", "delete", "history")
"""Addresses of routes of the admin that cannot be asked for by name."""


class World:
    """Mara's paid order with a report and a picture, her payment, her invoice, her address."""

    def __init__(self, mara: Player) -> None:
        load_catalogue(seed=7, at=clock.now(), most=3)
        self.variant = Variant.objects.select_related("product").filter(stock__gt=1).earliest("pk")
        placed = paid(order_of(mara, self.variant))
        written = {"message": "Kancingnya lepas", "pictures": [picture()]}
        assert mara.client().post(f"/orders/{placed.number}/problem/", written).status_code == 302
        self.order = Order.objects.get(number=placed.number)
        self.report = ProblemReport.objects.get()
        self.request = ask(mara, "erasure", channel="phone", proof=Proof.CHANNEL)
        self.incident = an_incident(clock.now())
        self.mara = mara
        child = ChildProfile.objects.get(person__guardian=mara.id)
        told = Occasion(clock.now().astimezone(clock.JAKARTA).date(), {Measure.HEIGHT: 1210})
        self.measured = keep(child.pk, told, access=mara.access("measure_sizes"), at=clock.now())

    def path(self, name: str, pattern: URLPattern) -> str:
        """The address of a route, about something of Mara's."""
        if name in WITHOUT_NAMES:
            return WITHOUT_NAMES[name]
        return reverse(name, kwargs={key: self.value(name, key) for key in pattern.pattern.converters})

    def value(self, route: str, key: str) -> Any:
        """What stands in one place of an address."""
        return self._special(route).get(key) or self._usual()[key]

    def _usual(self) -> dict[str, Any]:
        variant = self.variant
        address = SavedAddress.objects.filter(person_id=self.mara.id).earliest("collected_at")
        return {
            "number": self.order.number,
            "payment_id": Payment.objects.get(order=self.order.id).id,
            "reference": Payment.objects.get(order=self.order.id).reference,
            "report": self.report.pk,
            "file": SealedFile.objects.earliest("pk").pk,
            "person": self.mara.id,
            "clause": "profile",
            "address": address.pk,
            "row": Delivery.objects.get(order_id=self.order.id).pk,
            "column": "street",
            "slug": variant.product.slug,
            "colour": variant.colour_id or Colour.objects.earliest("position").pk,
            "view": "front",
            "paper": "a4",
            "line": OrderLine.objects.get(order=self.order).pk,
            "variant": variant.pk,
            "sheet": "tape",
            "token": "no-such-token",
            "size": variant.size,
            "chapter": "2",
            "profile": ChildProfile.objects.get(person__guardian=self.mara.id).pk,
            "measured": self.measured,
            "kept": NOBODYS,
            "errand": NOBODYS,
            "step": "stop",
            "kind": "prices",
            "product": variant.product_id,
            "mark": "0123456789ab",
            "passkey": NOBODYS,
            "erasure": NOBODYS,
            "run": NOBODYS,
            "hold": NOBODYS,
            "book": "access_log",
            "letter": NOBODYS,
            "consent": "greet_birthday",
            "event": NOBODYS,
            "alarm": NOBODYS,
            "colleague": NOBODYS,
            "grant": NOBODYS,
            "certificate": NOBODYS,
            "version": POLICY.version,
        }

    def _special(self, route: str) -> dict[str, Any]:
        if route.startswith("incidents:"):
            return {"number": self.incident.number}
        if route.startswith(("requests:", "requests_desk:")):
            return {"number": self.request.number, "proof": NOBODYS}
        return {
            "storefront:category": {"slug": self.variant.product.category.slug},
            **{f"admin:catalog_product_{deed}": {"object_id": self.variant.product_id} for deed in ADMIN_DEEDS},
            **{
                f"admin:catalog_category_{deed}": {"object_id": self.variant.product.category_id}
                for deed in ADMIN_DEEDS
            },
            **{f"admin:catalog_colour_{deed}": {"object_id": self.variant.colour_id} for deed in ADMIN_DEEDS},
            "desk:invoice": {"number": self.order.number},
        }.get(route, {})

"""The shop's figures do not know people: when their buyers are erased, every sum, count and book stays what it was."""

from __future__ import annotations

from typing import Any

import pytest
from django.db.models import Count, Sum
from django.db.models.functions import TruncMonth

from kindr.base import clock
from kindr.privacy.access.declare import system_access
from kindr.privacy.people import Person
from kindr.privacy.rights import actions as rights
from kindr.privacy.rights.models import Erasure, ErasureState
from kindr.shop.catalog.models import StockMovement, Variant
from kindr.shop.orders.models import Invoice, Order, OrderLine
from kindr.shop.orders.queries.books import invoice_years
from kindr.shop.payments.models import Payment
from tests.buying import a_garment, arrived, guest_order, paid
from tests.cast import Player

ERASURES = 8
"""A thousand of them are erased by `make bench-scale` (`bench/figures_scale.py`)."""


def figures() -> dict[str, Any]:
    """Everything that the shop counts or adds up."""
    months = Order.objects.annotate(month=TruncMonth("placed_at")).values("month", "state")
    sold = OrderLine.objects.values("sku").annotate(sold=Sum("pieces")).order_by("-sold", "sku")
    return {
        "orders by month": list(months.annotate(n=Count("pk"), sum=Sum("total"), tax=Sum("tax")).order_by("month")),
        "best sellers": list(sold),
        "stock": list(Variant.objects.order_by("pk").values_list("pk", "stock")),
        "stock book": StockMovement.objects.aggregate(Count("pk"), Sum("quantity")),
        "invoices": Invoice.objects.aggregate(Count("pk"), Sum("order__total"), Sum("order__tax")),
        "invoices by year": [str(year) for year in invoice_years()],
        "payments": list(Payment.objects.order_by("state").values("state").annotate(n=Count("pk"), sum=Sum("amount"))),
    }


def sell_to(number: int, *, by: Player) -> None:
    """So many guests each buy something that arrives."""
    garment = a_garment(stock=number + 1)
    for each in range(number):
        arrived(paid(guest_order(f"buyer{each}@families.example", garment)), by=by)


def erase_buyers() -> int:
    """Everybody who ever ordered is erased; counts them."""
    buyers = list(Person.objects.filter(pk__in=Order.objects.values("person_id")))
    for buyer in buyers:
        erasure = Erasure.objects.create(person_id=buyer.pk, language="id", requested_at=clock.now(), letter="none")
        done = rights.carry_out(erasure, access=system_access("erase_my_data"), at=clock.now())
        assert done.state != ErasureState.INTENT
    return len(buyers)


@pytest.mark.slow
@pytest.mark.django_db(transaction=True)
@pytest.mark.clause("6.3.3")
def test_no_figure_changes_when_the_buyers_are_erased(bima: Player) -> None:
    sell_to(ERASURES, by=bima)
    before = figures()
    assert before["invoices"]["pk__count"] == ERASURES
    assert erase_buyers() == ERASURES
    assert figures() == before

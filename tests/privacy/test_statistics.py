"""The shop's figures do not know people: when their buyers are erased, every sum, count and book stays what it was."""

from __future__ import annotations

import os
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

ERASURES = int(os.environ.get("KINDR_ERASURES", "8"))
"""A thousand where there is time; what is erased does not change by being more."""


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


@pytest.mark.slow
@pytest.mark.django_db(transaction=True)
@pytest.mark.clause("6.3.3")
def test_no_figure_changes_when_the_buyers_are_erased(bima: Player) -> None:
    garment = a_garment(stock=ERASURES + 1)
    for number in range(ERASURES):
        arrived(paid(guest_order(f"buyer{number}@families.example", garment)), by=bima)
    before, access = figures(), system_access("erase_my_data")
    assert before["invoices"]["pk__count"] == ERASURES
    for buyer in Person.objects.filter(pk__in=Order.objects.values("person_id")):
        erasure = Erasure.objects.create(person_id=buyer.pk, language="id", requested_at=clock.now(), letter="none")
        assert rights.carry_out(erasure, access=access, at=clock.now()).state != ErasureState.INTENT
    assert figures() == before

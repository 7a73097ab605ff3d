"""Kill -9 at each step of placing, paying and invoicing: nothing is lost, nothing is doubled, nothing is half there."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import uuid
from pathlib import Path

import pytest

from kindr.base import clock
from kindr.privacy.access.declare import system_access
from kindr.privacy.access.terms import STRANGER, Access
from kindr.privacy.people import Person
from kindr.shop.catalog.models import StockMovement, Variant
from kindr.shop.orders import actions
from kindr.shop.orders.models import Delivery, GuestContact, Invoice, InvoiceSerial, Order, OrderEvent
from kindr.shop.orders.rules import State
from tests.buying import a_garment, guest_order, paid, run_tasks, wish

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.slow]

SAM = "sam@elsewhere.example"
MORTAL = """
import importlib, os, signal, sys, uuid
import django
django.setup()
from kindr.base import clock
from kindr.privacy.access.declare import system_access
from kindr.privacy.access.terms import STRANGER, Access
from kindr.shop.catalog.models import Variant
from kindr.shop.orders import actions
from tests.buying import wish

module, name = sys.argv[1].rsplit(":", 1)
place = importlib.import_module(module)
real = getattr(place, name)

def last_act(*args, **kwargs):
    real(*args, **kwargs)
    os.kill(os.getpid(), signal.SIGKILL)

setattr(place, name, last_act)
deed, key = sys.argv[2], uuid.UUID(sys.argv[3])
if deed == "place":
    wanted = wish(Variant.objects.get(), email="sam@elsewhere.example", key=key)
    actions.place_order(wanted, access=Access(STRANGER, "place_order"), at=clock.now())
elif deed == "settle":
    actions.settle_up(key, access=system_access("take_payment"), at=clock.now())
else:
    actions.issue_invoice(key, access=system_access("place_order"), at=clock.now())
"""
PLACING = "kindr.shop.orders.actions.placing"
STEPS = "kindr.shop.orders.actions.steps"


def dies(at: str, deed: str, key: uuid.UUID) -> None:
    """Does something in a process of its own that is killed right after one of its steps."""
    root = Path(__file__).resolve().parents[2]
    environment = {**os.environ, "DJANGO_SETTINGS_MODULE": "kindr.web.settings", "PYTHONPATH": f"{root / 'src'}:{root}"}
    done = subprocess.run([sys.executable, "-c", MORTAL, at, deed, str(key)], cwd=root, env=environment, timeout=300)
    assert done.returncode == -signal.SIGKILL


@pytest.mark.parametrize(
    "step", [f"{PLACING}:_keep_destination", f"{PLACING}:_keep_contact", "kindr.shop.catalog.actions:take_stock",
             f"{STEPS}:note", "kindr.privacy.vault.keyrings:for_writing"],
)  # fmt: skip
def test_a_death_while_placing_leaves_nothing_and_the_same_page_places_the_order_then(step: str) -> None:
    garment, key = a_garment(stock=3), uuid.uuid4()
    dies(step, "place", key)
    assert not Order.objects.exists()
    assert not Person.objects.exists()
    assert not Delivery.objects.exists()
    assert Variant.objects.get().stock == 3
    assert run_tasks() == []
    actions.place_order(wish(garment, email=SAM, key=key), access=Access(STRANGER, "place_order"), at=clock.now())
    assert Order.objects.count() == Delivery.objects.count() == GuestContact.objects.count() == 1
    assert Variant.objects.get().stock == 2
    assert StockMovement.objects.filter(reason="sold").count() == 1


def test_a_death_while_money_is_taken_to_the_order_is_made_good_by_the_worker() -> None:
    from kindr.adapters.payments.simulator import Deed, Simulator
    from kindr.shop.payments import actions as payments
    from kindr.shop.payments import ports
    from kindr.shop.payments.models import Payment

    order, at = guest_order(SAM), clock.now()
    access = system_access("take_payment")
    actions.pay(order.number, access=access, at=at, method="qris")
    gateway = ports.gateway()
    assert isinstance(gateway, Simulator)
    for body, headers in gateway.play(Payment.objects.get().reference, Deed.PAY, at=at):
        payments.receive_notification(body, headers, at=at, access=access)
    dies(f"{STEPS}:take", "settle", order.order_id)
    assert Order.objects.get().state == State.AWAITING_PAYMENT
    run_tasks({"settle_up", "issue_invoice"})
    assert Order.objects.get().state == State.PAID
    assert OrderEvent.objects.filter(step="pay").count() == Invoice.objects.count() == 1


@pytest.mark.parametrize("step", ["kindr.shop.orders.actions.invoicing:_next_serial", "kindr.privacy.gates:collect"])
def test_a_death_while_an_invoice_is_written_leaves_no_gap_in_the_numbers(step: str) -> None:
    first, second = paid(guest_order(SAM)), guest_order(SAM)
    Order.objects.filter(pk=second.order_id).update(state=State.PAID, paid_by=uuid.uuid4(), paid_at=clock.now())
    dies(step, "invoice", second.order_id)
    assert Invoice.objects.get().order_id == first.order_id
    actions.issue_invoice(second.order_id, access=system_access("place_order"), at=clock.now())
    assert sorted(Invoice.objects.values_list("serial", flat=True)) == [1, 2]
    assert InvoiceSerial.objects.get().last == 2

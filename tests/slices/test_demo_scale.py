"""A larger demo at the speed of COPY: it opens through the ordinary gates, adds up, and is forgotten like any other."""

from __future__ import annotations

import uuid

import pytest
from django.db.models import Sum

from kindr.base import clock
from kindr.privacy import gates, registry
from kindr.privacy.access import log
from kindr.privacy.access.declare import access_of, system_access
from kindr.privacy.people import Person, PersonKind
from kindr.privacy.rights import actions as rights
from kindr.privacy.vault import keyrings
from kindr.shop.accounts.actions import create_parent
from kindr.shop.accounts.queries import account_of_address
from kindr.shop.catalog.models import Reason, StockMovement, Variant
from kindr.shop.orders.models import Delivery, Invoice, InvoiceSerial, Order
from kindr.shop.payments.models import Payment
from kindr.web import demo
from kindr.web.demo import families as demo_families
from kindr.web.demo import scale as demo_scale
from tests.faults import questions

pytestmark = pytest.mark.django_db
ORDERS = 40


@pytest.fixture
def larger() -> None:
    now = clock.now()
    demo.load(at=now, scale=2)
    assert demo.load_times(2, at=now, orders=ORDERS) > ORDERS * 10


def first_family() -> uuid.UUID:
    found = [account_of_address(family.email) for family in demo_families.families(demo.SEED, chunk=1)]
    return next(account.person_id for account in found if account)


@pytest.mark.usefixtures("larger")
def test_every_record_of_it_opens_through_the_ordinary_gates() -> None:
    opened = 0
    for model in registry.personal_records():
        records = list(model._default_manager.all())
        purpose = next(iter(sorted(registry.clause(model.clause).purposes & {"show_my_data", "run_staff"})))
        for start in range(0, len(records), 50):
            page = gates.read_many(records[start : start + 50], access=system_access(purpose), at=clock.now())
            assert not any(each.is_forgotten for each in page)
            assert all(each.values() for each in page)
            opened += len(page)
    assert opened > ORDERS * 2


@pytest.mark.usefixtures("larger")
def test_its_families_read_who_opened_their_data() -> None:
    person = first_family()
    lines = log.lines_about(person)
    assert {"collect"} <= {line.verb for line in lines}
    assert {"customer", "system"} <= {line.role for line in lines}


@pytest.mark.usefixtures("larger")
def test_its_books_add_up() -> None:
    for year in InvoiceSerial.objects.all():
        serials = list(Invoice.objects.filter(year=year.year).order_by("serial").values_list("serial", flat=True))
        assert serials == list(range(1, year.last + 1))
    assert Invoice.objects.count() == Order.objects.filter(paid_at__isnull=False).count()
    booked = dict(StockMovement.objects.values_list("variant").annotate(Sum("quantity")))
    assert all(booked[variant.pk] == variant.stock for variant in Variant.objects.filter(pk__in=booked))
    assert not StockMovement.objects.filter(reason=Reason.SOLD, quantity__gt=0).exists()
    for payment in Payment.objects.filter(received__gt=0):
        assert Order.objects.get(pk=payment.order).total == payment.received


@pytest.mark.usefixtures("larger")
def test_a_family_of_it_that_leaves_is_forgotten() -> None:
    person = first_family()
    access = access_of(Person.objects.get(pk=person), "erase_my_data")
    rights.delete_account(person, language="id", access=access, at=clock.now())
    assert keyrings.is_closed(person)
    left = {line.split()[0] for line in questions.openable(str(person))}
    assert left <= {"orders.Invoice", "orders.Shipment", "payments.CardUsed"}


@pytest.mark.usefixtures("larger")
def test_it_is_loaded_once_and_a_missing_chunk_is_added() -> None:
    now, before = clock.now(), Order.objects.count()
    assert demo.load_times(2, at=now, orders=ORDERS) == 0
    assert demo.load_times(3, at=now, orders=ORDERS) > 0
    assert Order.objects.count() == before + ORDERS


@pytest.mark.usefixtures("larger")
def test_it_never_comes_beside_an_account_that_is_not_of_the_demo() -> None:
    assert demo_scale.strangers(demo.SEED) == 0
    create_parent(email="somebody@elsewhere.example", name="Somebody", at=clock.now())
    with pytest.raises(demo.RealPeopleHere, match="not of the demo: 1"):
        demo.load_times(3, at=clock.now(), orders=ORDERS)


def test_an_interrupted_chunk_leaves_nothing(monkeypatch: pytest.MonkeyPatch) -> None:
    now = clock.now()
    demo.load(at=now, scale=2)
    before = Order.objects.count(), Person.objects.count(), Delivery.objects.count()

    def tired(*_: object) -> int:
        raise RuntimeError

    monkeypatch.setattr(demo_scale, "_openings", tired)
    with pytest.raises(RuntimeError):
        demo.load_times(2, at=now, orders=ORDERS)
    assert (Order.objects.count(), Person.objects.count(), Delivery.objects.count()) == before
    monkeypatch.undo()
    assert demo.load_times(2, at=now, orders=ORDERS)
    assert Person.objects.filter(kind=PersonKind.GUEST).exists()

"""Clause 2.2: what is kept of a payment card, how it is kept, and who may open it."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from django.db import connections
from django.test import Client
from django.utils import timezone

from kindr.adapters.payments.simulator import Simulator
from kindr.base.money import Rupiah
from kindr.policy import POLICY
from kindr.policy.what_we_do_to_protect import RIGHTS
from kindr.privacy import gates
from kindr.privacy.access.declare import system_access
from kindr.privacy.access.terms import PurposeNotAllowed
from kindr.privacy.people import Person, PersonKind
from kindr.privacy.terms import Period
from kindr.privacy.vault.records import sealed_columns
from kindr.shop.payments import actions, ports
from kindr.shop.payments.personal import CardUsed
from kindr.shop.payments.queries import Method, PaymentShown

pytestmark = pytest.mark.django_db

NUMBER, HOLDER, CODE = "4242424242424242", "MARKED HOLDER", "973"


@pytest.fixture(autouse=True)
def _simulator() -> Iterator[None]:
    before = list(ports._bound)
    ports.bind(Simulator(key=b"a key of this test", has_practice_page=True))
    yield
    ports._bound[:] = before


@pytest.fixture
def paid() -> PaymentShown:
    """A payment that Mara has made by card, through the gateway's page."""
    person, at = Person.objects.create(kind=PersonKind.PARENT), timezone.now()
    payment = actions.start_payment(
        order_id=person.id,
        person_id=person.id,
        amount=Rupiah(129_000),
        method=Method.CARD,
        at=at,
        access=system_access("take_payment"),
    )
    card = {"number": NUMBER, "expiry": "08/29", "code": CODE, "holder": HOLDER, "deed": "pay"}
    assert Client().post(f"/-/gateway/{payment.reference}/", card).status_code == 302
    return payment


def rows_with(marker: str) -> list[str]:
    """The tables of both servers that hold a text somewhere, in clear or as bytes."""
    found = []
    for alias in ("default", "keys"):
        connection = connections[alias]
        with connection.cursor() as cursor:
            for table in connection.introspection.table_names(cursor):
                query = f'SELECT count(*) FROM "{table}" AS row WHERE row::text LIKE %s OR row::text LIKE %s'
                cursor.execute(query, [f"%{marker}%", f"%{marker.encode().hex()}%"])
                if cursor.fetchone()[0]:
                    found.append(f"{alias}.{table}")
    return found


@pytest.mark.clause("2.2.1")
def test_payment_card_information_is_kept_encrypted(paid: PaymentShown) -> None:
    record = CardUsed.objects.get(payment_id=paid.id)
    assert gates.read(record, access=system_access("take_payment"), at=timezone.now()).holder == HOLDER
    assert rows_with(HOLDER) == []
    assert rows_with(str(paid.reference)) != []


@pytest.mark.clause("2.2.2")
def test_the_card_number_and_its_security_code_never_reach_our_servers(paid: PaymentShown, settings: object) -> None:
    assert rows_with(NUMBER) == []
    assert NUMBER not in repr(
        gates.read(CardUsed.objects.get(), access=system_access("take_payment"), at=timezone.now()).values()
    )
    settings.DEVELOPMENT = False  # type: ignore[attr-defined]
    assert Client().get(f"/-/gateway/{paid.reference}/").status_code == 404


@pytest.mark.clause("2.2.3")
@pytest.mark.parametrize("purpose", ["take_payment", "refund_payment"])
def test_what_we_keep_of_a_card_can_be_opened_for_paying_and_refunding(paid: PaymentShown, purpose: str) -> None:
    opened = gates.read(CardUsed.objects.get(), access=system_access(purpose), at=timezone.now())
    assert (opened.brand, opened.last4, opened.expiry) == ("Visa", "4242", "08/29")


@pytest.mark.clause("2.2.3")
@pytest.mark.parametrize("purpose", ["fulfil_order", "place_order", "newsletter", "keep_tax_records", "loyalty"])
def test_what_we_keep_of_a_card_can_be_opened_for_nothing_else(paid: PaymentShown, purpose: str) -> None:
    assert POLICY.clauses["payment_card"].purposes - RIGHTS == {"take_payment", "refund_payment"}
    with pytest.raises(PurposeNotAllowed):
        gates.read(CardUsed.objects.get(), access=system_access(purpose), at=timezone.now())


@pytest.mark.clause("2.2.4")
def test_token_brand_last_four_digits_expiry_and_holder_are_kept_and_nothing_more(paid: PaymentShown) -> None:
    assert set(sealed_columns(CardUsed)) == {"token", "brand", "last4", "expiry", "holder"}
    keep = POLICY.clauses["payment_card"].keep
    assert (keep.period, CardUsed.period, keep.days) == (Period.RECORD, Period.RECORD, 90)

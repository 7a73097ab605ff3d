"""Chapter 3: how data reaches Kindr."""

from __future__ import annotations

import pytest
from django.test import Client

from kindr.base import clock
from kindr.policy import POLICY
from kindr.privacy import gates, registry
from kindr.privacy.access.declare import system_access
from kindr.privacy.access.models import AccessEntry
from kindr.privacy.access.terms import PurposeNotAllowed
from kindr.privacy.people import PersonKind
from kindr.shop.accounts.models import Account
from kindr.shop.accounts.personal import Profile, StaffContact
from kindr.shop.orders.models import GuestContact, Order
from tests.buying import guest_order, order_of, paid
from tests.cast import Player

pytestmark = pytest.mark.django_db


def sources_about(person: object) -> dict[str, set[str]]:
    """Source -> the clauses of what came from it."""
    found: dict[str, set[str]] = {}
    for model in registry.personal_records():
        for record in model._default_manager.filter(person_id=person):
            found.setdefault(record.source, set()).add(model.clause)
    return found


@pytest.mark.clause("3.1.1")
def test_opening_an_account_and_changing_it_is_noted_as_the_source(mara: Player) -> None:
    assert sources_about(mara.id) == {"account": {"account_contact", "profile", "address_book", "birthday"}}


@pytest.mark.clause("3.1.1", "3.2.1")
def test_data_is_taken_in_only_from_a_source_that_its_clause_names(ilse: Player) -> None:
    def tell(source: str) -> Profile:
        access, values = ilse.access("keep_account"), {"name": "Ilse", "phone": None}
        return gates.collect(Profile, person=ilse.id, access=access, at=clock.now(), source=source, values=values)  # type: ignore[arg-type]

    Profile.objects.filter(person_id=ilse.id).delete()
    with pytest.raises(PurposeNotAllowed) as refused:
        tell("browsing")
    assert refused.value.clause == POLICY.clauses["profile"].number
    assert tell("account").source == "account"


@pytest.mark.clause("3.1.2")
def test_a_field_says_what_it_is_asked_for_and_what_is_not_required_may_stay_empty(ilse: Player) -> None:
    client = ilse.client()
    page = client.get("/en/account/profile/").content.decode()
    assert "So that we know how to address you." in page
    assert "For urgent questions about an order." in page
    assert client.post("/en/account/profile/", {"name": "Ilse", "phone": ""}).status_code == 302
    opened = gates.read(Profile.objects.get(person_id=ilse.id), access=ilse.access("keep_account"), at=clock.now())
    assert (opened.name, opened.phone) == ("Ilse", None)


@pytest.mark.clause("3.2.1")
def test_ordering_and_paying_is_noted_as_the_source(ilse: Player) -> None:
    paid(order_of(ilse))
    found = sources_about(ilse.id)
    assert found["order"] == {"delivery_address", "order_contact", "payment_card"}
    assert found["system"] == {"invoice"}


@pytest.mark.clause("3.2.2")
def test_an_order_needs_no_account() -> None:
    placed = guest_order("sam@elsewhere.example")
    assert Order.objects.get(pk=placed.order_id).person.kind == PersonKind.GUEST
    assert not Account.objects.exists()
    assert GuestContact.objects.count() == 1


@pytest.mark.clause("3.6.2")
def test_data_of_staff_comes_from_opening_their_working_account(bima: Player) -> None:
    assert sources_about(bima.id) == {"staff": {"staff_account", "second_factor"}}
    with pytest.raises(PurposeNotAllowed):
        gates.collect(
            StaffContact, person=bima.person.pk, access=system_access("run_staff"), at=clock.now(), source="account",
            values={"name": "Bima", "email": bima.email},
        )  # fmt: skip


@pytest.mark.clause("3.6.3")
def test_the_system_records_its_own_work(ilse: Player) -> None:
    before = AccessEntry.objects.filter(person_id=ilse.id).count()
    gates.read(Profile.objects.get(person_id=ilse.id), access=system_access("keep_account"), at=clock.now())
    assert AccessEntry.objects.filter(person_id=ilse.id).count() == before + 1


@pytest.mark.clause("3.1.1")
def test_looking_around_leaves_nothing_about_anybody() -> None:
    client = Client()
    for address in ("/privacy/", "/en/", "/en/sign-in/"):
        client.get(address)
    for model in registry.personal_records():
        assert not model._default_manager.exists()

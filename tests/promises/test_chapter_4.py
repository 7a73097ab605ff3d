"""Chapter 4: what data is used for, and that it opens for nothing else."""

from __future__ import annotations

from dataclasses import dataclass

import pytest

from kindr.base import clock
from kindr.policy import POLICY
from kindr.privacy import gates, registry
from kindr.privacy.access.declare import system_access
from kindr.privacy.access.terms import Access, Refused
from kindr.privacy.terms import Basis
from kindr.privacy.vault.records import PersonalRecord
from kindr.shop.accounts.personal import AccountContact, Passkey, Profile, SavedAddress, StaffContact
from kindr.shop.orders import actions as orders
from kindr.shop.orders.models import Delivery, Invoice, OrderContact, ProblemReport
from kindr.shop.payments.personal import CardUsed
from tests.buying import order_of, paid
from tests.cast import Player

pytestmark = pytest.mark.django_db
MARKETING = ("newsletter", "promotional_email", "event_invitation", "loyalty", "personalise")


@dataclass(frozen=True)
class Shop:
    """A parent with everything the built slices can hold of her, and the staff."""

    mara: Player
    staff: dict[str, Player]

    def access(self, who: str, purpose: str) -> Access:
        if who == "system":
            return system_access(purpose)
        return (self.mara if who == "mara" else self.staff[who]).access(purpose)


@pytest.fixture
def shop(mara: Player, bima: Player, tariq: Player, ratna: Player, odile: Player) -> Shop:
    placed, at = paid(order_of(mara)), clock.now()
    orders.report_problem(placed.number, message="A seam is open.", access=mara.access("answer_customer"), at=at)
    values = {"label": "my telephone", "credential_id": b"id", "public_key": b"key"}
    access = mara.access("secure_account")
    gates.collect(Passkey, person=mara.person.pk, access=access, at=at, source="account", values=values)
    return Shop(mara, {player.name.lower(): player for player in (bima, tariq, ratna, odile)})


def opens(shop: Shop, model: type[PersonalRecord], who: str, purpose: str) -> bool:
    record = model._default_manager.order_by("collected_at").first()
    assert record is not None
    try:
        opened = gates.read(record, access=shop.access(who, purpose), at=clock.now())
    except Refused as refusal:
        assert refusal.clause
        return False
    return bool(opened.values())


def proves(shop: Shop, model: type[PersonalRecord], who: str, purpose: str, *, not_for: tuple[str, ...]) -> None:
    """It opens for the one purpose, and in the same hands for none of the others."""
    assert opens(shop, model, who, purpose)
    for other in not_for:
        assert not opens(shop, model, who, other), other


@pytest.mark.clause("4.7.1")
def test_the_account_opens_for_keeping_the_account_and_not_for_marketing(shop: Shop) -> None:
    for model in (AccountContact, Profile, SavedAddress):
        proves(shop, model, "mara", "keep_account", not_for=MARKETING)


@pytest.mark.clause("4.7.2")
def test_passkeys_open_for_protecting_the_account_and_not_for_orders(shop: Shop) -> None:
    proves(shop, Passkey, "system", "secure_account", not_for=("place_order", "fulfil_order", "deliver_letters"))


@pytest.mark.clause("4.7.3")
def test_the_address_book_opens_for_taking_an_order_and_not_for_packing(shop: Shop) -> None:
    proves(shop, SavedAddress, "mara", "place_order", not_for=("take_payment", "loyalty"))
    assert not opens(shop, SavedAddress, "bima", "fulfil_order")


@pytest.mark.clause("4.7.4", "delivery_address")
def test_the_address_of_a_parcel_opens_for_packing_and_not_for_marketing(shop: Shop) -> None:
    proves(shop, Delivery, "bima", "fulfil_order", not_for=(*MARKETING, "refund_payment", "keep_tax_records"))


@pytest.mark.clause("4.7.5", "2.2.3")
def test_a_card_opens_for_taking_a_payment_and_not_for_packing(shop: Shop) -> None:
    proves(shop, CardUsed, "system", "take_payment", not_for=("fulfil_order", "deliver_letters", *MARKETING[:2]))


@pytest.mark.clause("4.7.6", "2.2.3")
def test_a_card_opens_for_paying_money_back_and_not_for_answering_a_question(shop: Shop) -> None:
    proves(shop, CardUsed, "tariq", "refund_payment", not_for=("answer_customer",))
    assert not opens(shop, CardUsed, "bima", "fulfil_order")


@pytest.mark.clause("4.7.7")
def test_a_report_opens_for_answering_a_complaint_and_not_for_the_warehouse(shop: Shop) -> None:
    proves(shop, ProblemReport, "tariq", "answer_customer", not_for=("fulfil_order", "keep_tax_records"))
    assert not opens(shop, ProblemReport, "bima", "fulfil_order")


@pytest.mark.clause("4.7.8", "order_contact")
def test_the_address_of_an_order_opens_for_its_letters_and_not_for_the_newsletter(shop: Shop) -> None:
    proves(shop, OrderContact, "system", "deliver_letters", not_for=MARKETING)


@pytest.mark.clause("4.2.1", "invoice")
def test_an_invoice_opens_for_the_books_of_the_tax_and_not_for_customer_service(shop: Shop) -> None:
    proves(shop, Invoice, "ratna", "keep_tax_records", not_for=("answer_customer", "fulfil_order", "newsletter"))
    assert not opens(shop, Invoice, "tariq", "answer_customer")


@pytest.mark.clause("4.2.2", "access_log", "consent_ledger")
def test_the_books_open_for_proving_that_the_law_is_kept_and_not_for_learning_about_people(shop: Shop) -> None:
    people, books = [shop.mara.person.pk], ("access_log", "consent_ledger")
    gates.open_books(people, clauses=books, access=shop.access("odile", "prove_compliance"), at=clock.now())
    for who, purpose in (("odile", "analyse_usage"), ("tariq", "answer_customer"), ("bima", "fulfil_order")):
        with pytest.raises(Refused):
            gates.open_books(people, clauses=books, access=shop.access(who, purpose), at=clock.now())


@pytest.mark.clause("4.8.1")
def test_everything_that_is_kept_opens_for_showing_it_to_its_owner(shop: Shop, ilse: Player) -> None:
    for model in registry.personal_records():
        for record in model._default_manager.filter(person_id=shop.mara.id):
            assert gates.read(record, access=shop.access("mara", "show_my_data"), at=clock.now()).values()
            with pytest.raises(Refused):
                gates.read(record, access=ilse.access("show_my_data"), at=clock.now())


@pytest.mark.clause("4.8.2", "4.8.3")
def test_every_clause_serves_the_rights_to_see_to_erase_and_to_ask() -> None:
    for clause in POLICY.clauses.values():
        assert {"show_my_data", "erase_my_data", "answer_requests"} <= clause.purposes, clause.key


@pytest.mark.clause("4.8.4", "access_log")
def test_the_record_of_openings_opens_for_overseeing_access_to_the_officer_alone(shop: Shop) -> None:
    people = [shop.mara.person.pk]
    gates.open_books(people, clauses=["access_log"], access=shop.access("odile", "oversee_access"), at=clock.now())
    for who in ("tariq", "bima", "ratna"):
        with pytest.raises(Refused):
            gates.open_books(people, clauses=["access_log"], access=shop.access(who, "oversee_access"), at=clock.now())


@pytest.mark.clause("4.8.5")
def test_the_system_erases_what_is_due_and_staff_may_not_do_it_in_its_name(shop: Shop) -> None:
    with pytest.raises(Refused):
        gates.expire(SavedAddress.objects.get(), access=shop.access("tariq", "keep_systems_running"), at=clock.now())
    gates.expire(SavedAddress.objects.get(), access=system_access("keep_systems_running"), at=clock.now())
    assert not SavedAddress.objects.exists()


@pytest.mark.clause("4.8.6", "staff_account")
def test_data_of_staff_opens_for_running_their_accounts_and_not_for_customers(shop: Shop) -> None:
    proves(shop, StaffContact, "system", "run_staff", not_for=("keep_account", "fulfil_order"))
    assert not opens(shop, StaffContact, "mara", "show_my_data")


@pytest.mark.clause("4.8.7")
def test_few_purposes_rest_on_a_legitimate_interest_and_none_of_them_is_marketing() -> None:
    resting = {key for key, purpose in POLICY.purposes.items() if purpose.basis is Basis.LEGITIMATE_INTEREST}
    assert resting == {"secure_account", "keep_systems_running", "keep_unmailed", "improve_sizes"}

"""Chapter 2: what is collected, and how long it is kept."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from django.test import Client

from kindr.base import clock
from kindr.privacy import gates, registry
from kindr.privacy.access.declare import system_access
from kindr.privacy.access.terms import ConsentMissing, PurposeNotAllowed
from kindr.privacy.people import PersonKind
from kindr.privacy.retention import actions as retention
from kindr.privacy.vault.records import sealed_columns
from kindr.shop.accounts.actions import arriving, sweeping
from kindr.shop.accounts.actions.address_book import remove_address
from kindr.shop.accounts.models import Account
from kindr.shop.accounts.personal import AccountContact, Birthday, Passkey, Profile, SavedAddress, SignInAttempt
from kindr.shop.orders import actions as orders
from kindr.shop.orders.models import Delivery, GuestContact, Invoice, Order, OrderContact, OrderLine, ProblemReport
from tests.buying import a_garment, arrived, guest_order, order_of, paid
from tests.cast import Player
from tests.promises.evidence import Committing, columns_of, tables_with

pytestmark = pytest.mark.django_db
A_DAY = timedelta(days=1)


def newcomer(address: str) -> SignInAttempt:
    attempt = arriving.ask_for_code(address, caller="127.0.0.1", language="id", at=clock.now())
    return SignInAttempt.objects.get(pk=attempt)


@pytest.mark.clause("2.1.1")
def test_an_account_asks_for_an_e_mail_address_and_nothing_else() -> None:
    attempt = newcomer("sam@elsewhere.example")
    code = arriving.code_of(attempt.id)
    account = arriving.enter_code(attempt.id, code, caller="127.0.0.1", at=clock.now())
    kept = {model for model in registry.personal_records() if model._default_manager.filter(person_id=account.pk)}
    assert kept == {AccountContact}


@pytest.mark.clause("2.1.2", "sign_in_attempt")
def test_the_address_typed_to_sign_in_is_kept_one_day() -> None:
    attempt, access = newcomer("sam@elsewhere.example"), system_access("keep_systems_running")
    sweeping.sweep(access=access, at=attempt.collected_at + A_DAY - timedelta(seconds=1))
    assert SignInAttempt.objects.filter(pk=attempt.pk).exists()
    sweeping.sweep(access=access, at=attempt.collected_at + A_DAY + timedelta(seconds=1))
    assert not SignInAttempt.objects.filter(pk=attempt.pk).exists()
    with pytest.raises(gates.Forgotten):
        gates.read(attempt, access=system_access("keep_account"), at=clock.now())


@pytest.mark.clause("2.1.2")
def test_the_address_typed_to_sign_in_goes_as_soon_as_it_has_done_its_work() -> None:
    attempt = newcomer("sam@elsewhere.example")
    arriving.enter_code(attempt.id, arriving.code_of(attempt.id), caller="127.0.0.1", at=clock.now())
    assert not SignInAttempt.objects.exists()


@pytest.mark.clause("2.1.3", "2.1.4", "2.1.6")
@pytest.mark.parametrize(
    ("model", "column", "value"),
    [
        (AccountContact, "email", "mara@families.example"),
        (Profile, "name", "Mara"),
        (Profile, "phone", "+6281234567890"),
        (SavedAddress, "street", "Jalan Contoh 12, RT 003/RW 004"),
    ],
)
def test_account_profile_and_address_book_are_kept_sealed_and_are_there_for_their_owner(
    mara: Player, model: type[Profile], column: str, value: str
) -> None:
    opened = gates.read(model.objects.get(person_id=mara.id), access=mara.access("keep_account"), at=clock.now())
    assert getattr(opened, column) == value
    assert tables_with(value) == set()


@pytest.mark.clause("2.1.5", "birthday")
def test_a_date_of_birth_is_kept_only_with_consent_to_a_greeting(mara: Player, ilse: Player) -> None:
    born = {"date_of_birth": date(1990, 3, 21)}

    def tell(who: Player) -> None:
        gates.collect(
            Birthday,
            person=who.id,
            access=who.access("keep_account"),
            at=clock.now(),
            source="account",
            values=born,  # type: ignore[arg-type]
        )

    Birthday.objects.all().delete()
    tell(mara)
    with pytest.raises(ConsentMissing) as refused:
        tell(ilse)
    assert refused.value.clause == "4.4.3"
    assert [row.person_id for row in Birthday.objects.all()] == [mara.id]


@pytest.mark.clause("2.1.6", "address_book")
def test_an_address_can_be_taken_out_of_the_address_book(mara: Player, committing: Committing) -> None:
    row, access = SavedAddress.objects.get(person_id=mara.id), mara.access("keep_account")
    with committing():
        remove_address(row.id, access=access, at=clock.now())
    with pytest.raises(gates.Forgotten):
        gates.read(row, access=access, at=clock.now())


@pytest.mark.clause("2.1.7", "second_factor")
def test_passkeys_and_second_factors_are_kept_sealed_and_open_for_signing_in_only(mara: Player) -> None:
    values = {"label": "my telephone", "credential_id": b"0123456789", "public_key": b"public half"}
    access = mara.access("secure_account")
    key = gates.collect(Passkey, person=mara.id, access=access, at=clock.now(), source="account", values=values)  # type: ignore[arg-type]
    assert gates.read(key, access=access, at=clock.now()).public_key == b"public half"
    assert tables_with("my telephone") == tables_with("public half") == set()
    for purpose in ("place_order", "answer_customer", "newsletter"):
        with pytest.raises(PurposeNotAllowed):
            gates.read(key, access=mara.access(purpose), at=clock.now())


@pytest.mark.clause("2.1.8", "2.1.9", "2.1.10", "guest_contact", "delivery_address", "order_contact")
def test_address_and_contact_of_an_order_go_thirty_days_after_it_arrived_and_its_status_stays(
    mara: Player, bima: Player
) -> None:
    placed = [arrived(paid(each), by=bima) for each in (order_of(mara), guest_order("sam@elsewhere.example"))]
    access, at = system_access("keep_systems_running"), Order.objects.latest("closed_at").closed_at
    assert at is not None
    retention.sweep(access=access, at=at + timedelta(days=30) - timedelta(minutes=5))
    assert [model.objects.count() for model in (Delivery, OrderContact, GuestContact)] == [2, 1, 1]
    addresses = list(Delivery.objects.all())
    retention.sweep(access=access, at=at + timedelta(days=30))
    assert [model.objects.count() for model in (Delivery, OrderContact, GuestContact)] == [0, 0, 0]
    for address in addresses:
        with pytest.raises(gates.Forgotten):
            gates.read(address, access=system_access("fulfil_order"), at=clock.now())
    assert {order.parcel for order in Order.objects.filter(number__in=[each.number for each in placed])} == {
        "delivered"
    }


@pytest.mark.clause("2.1.9")
def test_the_address_stays_while_the_parcel_is_on_its_way(mara: Player) -> None:
    paid(order_of(mara))
    retention.sweep(access=system_access("keep_systems_running"), at=clock.now() + timedelta(days=90))
    assert Delivery.objects.count() == 1


@pytest.mark.clause("2.3.1")
def test_the_order_history_says_what_was_bought_when_and_at_what_price(mara: Player) -> None:
    garment = a_garment(price=129_000)
    placed = order_of(mara, garment)
    garment.price = 999_000
    garment.save()
    line = OrderLine.objects.get(order_id=placed.order_id)
    assert (line.sku, line.price, line.pieces) == (garment.sku, 129_000, 1)
    assert Order.objects.get(pk=placed.order_id).placed_at <= clock.now()


@pytest.mark.clause("2.3.2", "invoice")
def test_an_invoice_keeps_name_and_address_sealed_and_says_them_to_the_accountant(mara: Player, ratna: Player) -> None:
    placed = paid(order_of(mara))
    invoice = Invoice.objects.get(order_id=placed.order_id)
    opened = gates.read(invoice, access=ratna.access("keep_tax_records"), at=clock.now())
    assert opened.name == "Mara"
    assert "Jalan Contoh 12" in opened.address
    assert tables_with("Jalan Contoh 12") == set()


@pytest.mark.clause("2.3.3", "order_book")
def test_the_book_of_orders_has_a_random_number_in_place_of_a_name(mara: Player, bima: Player) -> None:
    arrived(paid(order_of(mara)), by=bima)
    for marker in (mara.name, mara.email, "Jalan Contoh 12", "12160", "JNE0012345678"):
        assert tables_with(marker) == set()
    assert columns_of("orders_order").isdisjoint({"name", "email", "phone", "address", "recipient"})


@pytest.mark.clause("2.8.1", "2.8.2", "problem_report")
def test_a_report_of_a_problem_is_kept_sealed_and_opens_for_customer_service(mara: Player, tariq: Player) -> None:
    placed = paid(order_of(mara))
    wrote = "Kancing kemeja lepas sebelum dipakai"
    orders.report_problem(placed.number, message=wrote, access=mara.access("answer_customer"), at=clock.now())
    report = ProblemReport.objects.get()
    assert gates.read(report, access=tariq.access("answer_customer"), at=clock.now()).message == wrote
    assert tables_with(wrote) == set()


@pytest.mark.clause("2.8.1", "2.8.3", "account_facts")
def test_what_an_account_keeps_in_clear_is_a_random_number_and_a_hashed_password(mara: Player) -> None:
    assert columns_of("accounts_account") == {"person_id", "password"}
    account = Account.objects.get(pk=mara.id)
    assert account.person.kind == PersonKind.PARENT
    assert "kereta pagi" not in account.password
    assert account.check_password("kereta pagi lewat jam tujuh")
    assert account.pk.version == 4


@pytest.mark.clause("2.1.1")
def test_no_page_asks_for_more_than_is_kept(mara: Player) -> None:
    page = mara.client().get("/en/account/profile/").content.decode()
    for name in sealed_columns(Profile):
        assert f'name="{name}"' in page
    assert Client().get("/en/sign-in/").content.decode().count('type="email"') == 1

"""Chapter 5: who can see data, and that every opening is recorded first."""

from __future__ import annotations

import uuid
from collections.abc import Sequence
from typing import Any

import psycopg
import pyotp
import pytest
from django.db import connections
from django.test import Client
from django.utils.translation import get_language

from kindr.base import clock
from kindr.policy import POLICY
from kindr.privacy import gates
from kindr.privacy.access import connection as log_connection
from kindr.privacy.access.connection import LogUnavailable
from kindr.privacy.access.declare import system_access
from kindr.privacy.access.models import AccessEntry
from kindr.privacy.access.terms import Access, Actor, ActorKind, NotYours, PurposeNotAllowed, Refused
from kindr.privacy.rights import actions as rights
from kindr.privacy.rights import queries
from kindr.shop.accounts.personal import Profile, StaffContact
from kindr.shop.orders.models import Delivery
from kindr.web import places
from kindr.web.demo import people as demo_people
from tests.buying import order_of, paid, run_tasks
from tests.cast import Player
from tests.promises.evidence import last_line, lines_about, tables_with

pytestmark = pytest.mark.django_db
STAFF = {one.role: one.name for one in demo_people.STAFF}


def of(player: Player) -> Profile:
    return Profile.objects.get(person_id=player.id)


@pytest.mark.clause("5.1.1")
@pytest.mark.parametrize("role", sorted(STAFF))
def test_staff_may_claim_the_purposes_of_their_work_and_no_others(role: str, mara: Player) -> None:
    actor = Actor(ActorKind.STAFF, uuid.uuid4(), role)
    for purpose in POLICY.purposes:
        access, may = Access(actor, purpose), purpose in POLICY.recipients[role].purposes
        try:
            gates.read(of(mara), access=access, at=clock.now())
        except PurposeNotAllowed as refusal:
            said_by = "5.3.6" if purpose == POLICY.access.emergency else POLICY.clauses["profile"].number
            assert refusal.clause == (said_by if may else "5.3"), purpose
        else:
            assert may, purpose


@pytest.mark.clause("5.1.2", "5.2.2")
@pytest.mark.parametrize("party", ["parent_company", "courier", "payment_gateway", "mail_provider", "tax_office"])
def test_an_outside_party_gets_data_only_for_the_purposes_written_for_it(party: str, mara: Player) -> None:
    paid(order_of(mara))
    delivery, allowed = Delivery.objects.get(), POLICY.recipients[party].purposes
    for purpose in ("fulfil_order", "place_order"):
        access = system_access(purpose)
        if purpose in allowed:
            opened = gates.disclose(delivery, access=access, at=clock.now(), to=party)
            assert opened.disclosed("recipient").to == party
            assert last_line(mara.id, verb="disclose").to == party
        else:
            with pytest.raises(PurposeNotAllowed):
                gates.disclose(delivery, access=access, at=clock.now(), to=party)


@pytest.mark.clause("5.1.3", "staff_account")
def test_name_and_address_of_staff_are_kept_sealed(bima: Player) -> None:
    assert tables_with("Bima") == tables_with(bima.email) == set()
    record = StaffContact.objects.get(person_id=bima.id)
    assert gates.read(record, access=bima.access("run_staff"), at=clock.now()).name == "Bima"


@pytest.mark.clause("5.1.4")
def test_from_order_to_invoice_nobody_opens_anything_but_the_system_and_the_buyer(mara: Player) -> None:
    paid(order_of(mara))
    run_tasks()
    assert {line.role for line in lines_about(mara.id)} == {"customer", "system"}


@pytest.mark.clause("5.1.5")
def test_staff_are_signed_in_only_with_a_second_factor(bima: Player) -> None:
    one, client = next(each for each in demo_people.STAFF if each.name == "Bima"), Client()
    client.post("/staff/sign-in/", {"email": one.email, "password": one.password})
    assert "_auth_user_id" not in client.session
    client.post("/sign-in/second-factor/", {"code": "000000"})
    assert "_auth_user_id" not in client.session
    client.post("/sign-in/second-factor/", {"code": pyotp.TOTP(one.totp_secret).now()})
    assert client.session["_auth_user_id"] == str(bima.id)


@pytest.mark.clause("5.2.1")
def test_a_consultant_without_a_certificate_is_not_let_in(yusuf: Player, bima: Player) -> None:
    def tried(email: str, password: str) -> Client:
        client = Client()
        client.post("/staff/sign-in/", {"email": email, "password": password})
        return client

    [one] = demo_people.CONSULTANTS
    colleague = next(each for each in demo_people.STAFF if each.name == "Bima")
    assert "first_factor" in tried(colleague.email, colleague.password).session
    assert "first_factor" not in tried(one.email, one.password).session
    assert "belum ada dalam daftar" in Client().post(
        "/staff/sign-in/", {"email": one.email, "password": one.password}
    ).content.decode()  # fmt: skip


@pytest.mark.clause("5.2.1")
def test_a_visit_of_a_consultant_without_a_certificate_is_a_strangers(yusuf: Player, mara: Player) -> None:
    assert yusuf.access("answer_customer").actor.kind is ActorKind.STRANGER
    assert yusuf.client().get("/account/").status_code == 302
    with pytest.raises(Refused):
        gates.read(of(mara), access=yusuf.access("answer_customer"), at=clock.now())


@pytest.mark.clause("5.1.5")
def test_data_stays_covered_until_it_is_opened(mara: Player) -> None:
    row = of(mara)
    assert f"{row.name}" == str(row.name) == repr(row.name) == "•••"
    assert mara.name not in repr(row) + str(row) + repr(vars(row))


@pytest.mark.clause("5.2.3")
def test_no_purpose_is_to_sell_data() -> None:
    words = " ".join(purpose.says["en"].casefold() for purpose in POLICY.purposes.values())
    assert not any(word in words.split() for word in ("sell", "sale", "rent", "advertisers", "brokers"))
    assert {key for key, party in POLICY.recipients.items() if party.outside} == {
        "parent_company", "courier", "payment_gateway", "mail_provider", "tax_office",
    }  # fmt: skip


@pytest.mark.clause("5.3.1", "access_log")
def test_every_opening_leaves_a_row_before_the_value_is_released(
    mara: Player, tariq: Player, monkeypatch: pytest.MonkeyPatch
) -> None:
    access, row = tariq.access("answer_customer"), of(mara)
    seen: list[str] = []

    def witness(statement: str, parameters: Sequence[Any]) -> list[tuple[Any, ...]]:
        # An alarm that the opening raises is committed on the same connection.
        seen.extend(["committed"] if AccessEntry._meta.db_table in statement else [])
        return write(statement, parameters)

    write = log_connection.write
    monkeypatch.setattr(log_connection, "write", witness)
    monkeypatch.setattr(gates.opening, "opened", lambda record, ring: seen.append("released"))
    monkeypatch.setattr(gates, "_remembered", lambda opened: opened)
    gates.read(row, access=access, at=clock.now())
    assert seen == ["committed", "released"]


@pytest.mark.clause("5.3.1", "access_log")
def test_the_row_says_who_whose_what_kind_and_why(mara: Player, tariq: Player) -> None:
    at = clock.now()
    gates.read(of(mara), access=tariq.access("answer_customer"), at=at)
    line = last_line(mara.id, verb="read")
    assert (line.actor, line.role, line.person, line.purpose) == (str(tariq.id), "service", mara.id, "answer_customer")
    assert line.opened == {"profile": ["name", "phone"]}
    assert line.at == at


@pytest.mark.clause("5.3.1")
def test_what_cannot_be_recorded_cannot_be_opened(mara: Player, monkeypatch: pytest.MonkeyPatch) -> None:
    class Full:
        closed = False

        def execute(self, *_: object) -> None:
            raise psycopg.errors.DiskFull("could not extend file")

        def close(self) -> None:
            pass

    access, row = mara.access("keep_account"), of(mara)
    assert gates.read(row, access=access, at=clock.now()).name == "Mara"
    monkeypatch.setattr(log_connection, "of_this_thread", Full)
    with pytest.raises(LogUnavailable):
        gates.read(row, access=access, at=clock.now())


@pytest.mark.clause("5.3.2")
def test_a_refused_opening_is_recorded_and_names_its_clause(mara: Player, bima: Player) -> None:
    with pytest.raises(PurposeNotAllowed) as refused:
        gates.read(of(mara), access=bima.access("fulfil_order"), at=clock.now())
    line = last_line(mara.id, verb="read")
    assert (line.role, line.purpose, line.refused_by) == ("packer", "fulfil_order", refused.value.clause)
    assert refused.value.clause == POLICY.clauses["profile"].number


@pytest.mark.clause("5.3.3", "access_log")
def test_the_record_of_openings_holds_random_numbers_only(mara: Player) -> None:
    gates.read(of(mara), access=mara.access("keep_account"), at=clock.now())
    entry = AccessEntry.objects.filter(person_id=mara.id).latest("at")
    fields = {field.name for field in AccessEntry._meta.concrete_fields}
    assert fields == {"id", "person_id", "at", "payload", "leaf", "written_in"}
    for word in (b"Mara", b"keep_account", b"profile", b"customer"):
        assert word not in bytes(entry.payload) + bytes(entry.leaf)


@pytest.mark.clause("5.3.3")
@pytest.mark.parametrize("table", ["privacy_accessentry", "privacy_consentevent"])
@pytest.mark.parametrize("deed", ["UPDATE {} SET at = now()", "DELETE FROM {}", "TRUNCATE {}"])
def test_the_program_itself_cannot_change_what_was_recorded(db: None, table: str, deed: str) -> None:
    parameters = connections["default"].get_connection_params()
    known = {name: parameters[name] for name in ("host", "port", "user", "password", "dbname") if parameters.get(name)}
    with psycopg.connect(**known) as own, pytest.raises(psycopg.errors.InsufficientPrivilege):
        own.execute(deed.format(table))


@pytest.mark.clause("5.3.3")
def test_the_record_of_openings_stays_after_an_account_is_deleted(mara: Player, tariq: Player, odile: Player) -> None:
    gates.read(of(mara), access=tariq.access("answer_customer"), at=clock.now())
    rights.delete_account(mara.person.pk, language="en", access=mara.access("erase_my_data"), at=clock.now())
    gates.open_books([mara.person.pk], clauses=["access_log"], access=odile.access("oversee_access"), at=clock.now())
    assert "answer_customer" in {line.purpose for line in lines_about(mara.id)}


@pytest.mark.clause("5.3.4")
def test_a_person_sees_who_opened_what_and_why(mara: Player, ilse: Player, tariq: Player) -> None:
    gates.read(of(mara), access=tariq.access("answer_customer"), at=clock.now())
    found = queries.openings_of(mara.person.pk, access=mara.access("show_my_data"), at=clock.now())
    other = next(opening for opening in found if not opening.is_own and opening.clauses == ["profile"])
    language = get_language() or "id"
    assert other.who == POLICY.recipients["service"].says[language]
    assert other.why == POLICY.purposes["answer_customer"].says[language]
    page = mara.client().get("/en/my-data/openings/").content.decode()
    for words in (POLICY.recipients["service"].says["en"], POLICY.purposes["answer_customer"].says["en"]):
        assert words in page
    with pytest.raises(NotYours):
        queries.openings_of(mara.person.pk, access=ilse.access("show_my_data"), at=clock.now())


@pytest.mark.clause("5.4.1")
def test_a_purpose_that_the_policy_does_not_know_opens_nothing(mara: Player) -> None:
    for purpose in ("train_a_model", "sell", "", "keep_account "):
        with pytest.raises(PurposeNotAllowed) as refused:
            gates.read(of(mara), access=Access(mara.access("keep_account").actor, purpose), at=clock.now())
        assert refused.value.clause == "5.4"


@pytest.mark.clause("5.4.2")
def test_the_program_refuses_to_run_while_a_place_is_undeclared(monkeypatch: pytest.MonkeyPatch) -> None:
    places.refuse_to_start_undeclared()
    monkeypatch.setattr(places, "PLACES", [place for place in places.PLACES if place.name != "courier"])
    with pytest.raises(places.PersonalDataUndeclared, match="courier"):
        places.refuse_to_start_undeclared()


@pytest.mark.clause("5.4.2")
def test_a_column_that_nobody_declared_keeps_the_program_from_running(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(places, "EXCUSES", {**places.EXCUSES, "auth.Group": {"id": "a number"}})
    with pytest.raises(places.PersonalDataUndeclared, match=r"auth\.Group\.name"):
        places.refuse_to_start_undeclared()

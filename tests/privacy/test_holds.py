"""Legal holds: exactly what they name stays, locked; everything else goes on; and the end of a hold is the end."""

from __future__ import annotations

import uuid
from datetime import UTC, datetime, timedelta
from html import unescape

import pytest
import time_machine
from django.db import connections

from kindr.base import clock
from kindr.base.clock import jakarta_year
from kindr.policy import POLICY
from kindr.privacy import gates
from kindr.privacy.access import log
from kindr.privacy.access.declare import system_access
from kindr.privacy.access.terms import PurposeNotAllowed, Refused, Restricted
from kindr.privacy.consent import ledger
from kindr.privacy.consent.models import ConsentEvent
from kindr.privacy.retention import actions, due, evidence, held, holds
from kindr.privacy.retention.holds import HoldRefused, Terms
from kindr.privacy.retention.models import EVERYTHING, Ground, HoldEvent, LegalHold, SweepRun, today
from kindr.privacy.retention.personal import HoldReason
from kindr.privacy.rights import actions as rights
from kindr.privacy.rights.models import ErasureState
from kindr.privacy.vault import keyrings
from kindr.shop.accounts import actions as accounts
from kindr.shop.accounts.personal import Birthday, Profile, SavedAddress
from kindr.shop.orders.models import Delivery, Order, OrderContact
from tests.buying import arrived, order_of, paid
from tests.cast import Player

pytestmark = pytest.mark.django_db(transaction=True)
LAWSUIT = "UU 27/2022 44(1)c"


def sweep(at: datetime) -> SweepRun:
    return actions.sweep(access=system_access("keep_systems_running"), at=at)


def lawsuit(at: datetime, *, days: int = 400) -> Terms:
    return Terms(Ground.LITIGATION, LAWSUIT, until=today(at) + timedelta(days=days))


@pytest.fixture
def closed(mara: Player, bima: Player) -> tuple[Delivery, datetime]:
    """A delivered order's address, and when its time begins to count."""
    placed = arrived(paid(order_of(mara)), by=bima)
    order = Order.objects.get(pk=placed.order_id)
    assert order.closed_at is not None
    return Delivery.objects.get(order=order), order.closed_at


def hold_on(record: Delivery, odile: Player, *, at: datetime, days: int = 400) -> LegalHold:
    return holds.place(
        person=record.person_id, clause=record.clause, covers=record.covers, terms=lawsuit(at, days=days),
        reason="The buyer says that it never came", access=odile.access("prove_compliance"), at=at,
    )  # fmt: skip


@pytest.mark.clause("6.3.9")
def test_a_held_record_stays_locked_and_its_neighbours_go(closed: tuple[Delivery, datetime], odile: Player) -> None:
    address, since = closed
    hold_on(address, odile, at=since)
    run = sweep(since + timedelta(days=30))
    assert Delivery.objects.filter(pk=address.pk).exists()
    assert not OrderContact.objects.filter(order_id=address.order_id).exists()  # type: ignore[attr-defined]
    assert (run.held, run.left, run.failed) == ({"delivery_address": 1}, {}, [])
    assert keyrings.fetch(slots=[address.slot]).by_slot[address.slot].hold == "locked"
    with pytest.raises(Restricted):
        gates.read(address, access=system_access("fulfil_order"), at=since + timedelta(days=31))


def test_before_its_time_is_over_a_held_record_is_used_as_before(
    closed: tuple[Delivery, datetime], odile: Player
) -> None:
    address, since = closed
    hold_on(address, odile, at=since)
    sweep(since + timedelta(days=29))
    assert gates.read(address, access=system_access("fulfil_order"), at=since + timedelta(days=29)).recipient


def test_nobody_gets_round_a_hold(closed: tuple[Delivery, datetime], odile: Player) -> None:
    address, since = closed
    hold_on(address, odile, at=since)
    access = system_access("keep_systems_running")
    for forget in (
        lambda: gates.expire(address, access=access, at=since),
        lambda: gates.expire_many([address], access=access, at=since),
        lambda: gates.erase([address.slot], access=system_access("erase_my_data"), at=since),
    ):
        with pytest.raises(Restricted):
            forget()
    assert keyrings.fetch(slots=[address.slot]).by_slot


@pytest.mark.parametrize("way", ["by itself", "lifted"])
def test_what_was_due_meanwhile_goes_with_the_first_sweep_after_the_end(
    way: str, closed: tuple[Delivery, datetime], odile: Player
) -> None:
    address, since = closed
    hold = hold_on(address, odile, at=since, days=60)
    sweep(since + timedelta(days=45))
    if way == "lifted":
        holds.lift(hold.id, access=odile.access("prove_compliance"), at=since + timedelta(days=46))
        after = since + timedelta(days=47)
    else:
        last = since + timedelta(days=60)
        sweep(last)
        assert Delivery.objects.filter(pk=address.pk).exists()
        after = since + timedelta(days=61)
    run = sweep(after)
    assert not Delivery.objects.filter(pk=address.pk).exists()
    assert keyrings.fetch(slots=[address.slot]).by_slot == {}
    assert (run.held, run.left) == ({}, {})
    steps = list(HoldEvent.objects.filter(hold=hold).order_by("at").values_list("step", flat=True))
    assert steps == ["placed", "lifted" if way == "lifted" else "ended"]


@pytest.mark.clause("6.3.9")
def test_an_erasure_leaves_what_is_held_says_why_and_finishes_when_the_hold_ends(mara: Player, odile: Player) -> None:
    assert mara.id is not None
    at = clock.now()
    terms = lawsuit(at, days=10)
    holds.place(
        person=mara.id, clause="profile", terms=terms, reason="A claim", at=at, access=odile.access("prove_compliance")
    )
    erasure = rights.delete_account(mara.id, language="en", access=mara.access("erase_my_data"), at=at)
    assert erasure.state == ErasureState.CLEARED
    waits = [entry for entry in (erasure.receipt or {})["entries"] if entry["fate"] == "waits"]
    assert [(entry["key"], entry["until"]) for entry in waits] == [("profile", str(terms.until))]
    assert "lawsuit" in str(waits[0]["reasons"])
    assert Profile.objects.filter(person_id=mara.id).exists()
    assert not SavedAddress.objects.filter(person_id=mara.id).exists()
    slot = Profile.objects.get(person_id=mara.id).slot
    assert keyrings.fetch(slots=[slot]).by_slot[slot].hold == "locked"
    with time_machine.travel(at + timedelta(days=12), tick=True):
        done = rights.take_up_again(erasure.pk, access=system_access("erase_my_data"), at=clock.now())
    assert done.state == ErasureState.DONE
    assert not Profile.objects.filter(person_id=mara.id).exists()


def test_only_the_officer_places_holds(mara: Player, tariq: Player) -> None:
    assert mara.id is not None
    at = clock.now()
    with pytest.raises(PurposeNotAllowed):
        holds.place(
            person=mara.id, clause="profile", terms=lawsuit(at), reason="x", at=at,
            access=tariq.access("answer_customer"),
        )  # fmt: skip
    assert not LegalHold.objects.exists()


def test_a_hold_needs_something_to_hold_an_article_of_its_ground_a_reason_and_a_date(
    mara: Player, odile: Player
) -> None:
    at, access = clock.now(), odile.access("prove_compliance")
    day = today(at)
    wrong = {
        "nothing": ({"clause": "payment_card"}, lawsuit(at)),
        "article": ({}, Terms(Ground.COMPLAINT, LAWSUIT, until=day)),
        "dates": ({}, Terms(Ground.LITIGATION, LAWSUIT)),
        "past": ({}, Terms(Ground.LITIGATION, LAWSUIT, review_on=day - timedelta(days=1))),
        "silent": ({}, Terms(Ground.LITIGATION, LAWSUIT, until=day, is_silent=True)),
        "reason": ({"reason": " "}, lawsuit(at)),
    }
    for why, (given, terms) in wrong.items():
        asked = {"clause": "profile", "reason": "A claim", **given}
        with pytest.raises(HoldRefused, match=why):
            holds.place(person=mara.id, terms=terms, access=access, at=at, **asked)  # type: ignore[arg-type]
    holds.place(person=mara.id, clause="profile", terms=lawsuit(at), reason="A claim", access=access, at=at)  # type: ignore[arg-type]
    with pytest.raises(HoldRefused, match="twice"):
        holds.place(person=mara.id, clause="profile", terms=lawsuit(at), reason="Again", access=access, at=at)  # type: ignore[arg-type]


@pytest.mark.clause("6.3.10")
def test_the_reason_is_sealed_and_goes_five_years_after_the_hold(mara: Player, odile: Player) -> None:
    at, access = clock.now(), odile.access("prove_compliance")
    hold = holds.place(
        person=mara.id,
        clause="profile",
        terms=lawsuit(at),
        reason="A claim",
        access=access,
        at=at,  # type: ignore[arg-type]
    )
    reason = HoldReason.objects.get(hold=hold)
    assert gates.read(reason, access=access, at=at).words == "A claim"
    with connections["default"].cursor() as cursor:
        cursor.execute("SELECT position('claim'::bytea IN words) FROM privacy_holdreason")
        assert cursor.fetchone()[0] == 0
    holds.lift(hold.id, access=access, at=at)
    end = at + timedelta(days=round(5 * 365.25))
    sweep(end - timedelta(days=1))
    assert HoldReason.objects.exists()
    sweep(end + timedelta(days=2))
    assert not HoldReason.objects.exists()


def test_a_held_year_of_invoices_outlives_its_ten_years(mara: Player, odile: Player) -> None:
    from kindr.shop.orders.models import Invoice

    paid(order_of(mara))
    invoice, at = Invoice.objects.get(person_id=mara.id), clock.now()
    terms = Terms(Ground.ORDER, "UU KUP 28(11)", review_on=today(at))
    holds.place(
        person=mara.id, clause="invoice", covers=invoice.covers, terms=terms, reason="The tax office asks",  # type: ignore[arg-type]
        access=odile.access("prove_compliance"), at=at,
    )  # fmt: skip
    over = datetime(int(invoice.covers) + 11, 1, 2, tzinfo=UTC)
    run = sweep(over)
    assert Invoice.objects.filter(pk=invoice.pk).exists()
    assert run.held == {"invoice": 1}
    assert due.due_within(0, at=over)[0].left_over == 0
    assert not held.in_force(over, people=[odile.id]).holds  # type: ignore[list-item]


def test_a_silent_order_leaves_no_words_and_says_little(mara: Player, odile: Player) -> None:
    assert mara.id is not None
    at = clock.now()
    terms = Terms(Ground.ORDER, "UU 27/2022 15(1)b", until=today(at), is_silent=True)
    holds.place(
        person=mara.id, clause="profile", terms=terms, reason="", access=odile.access("prove_compliance"), at=at
    )
    assert not HoldReason.objects.exists()
    [waiting] = holds.reasons_to_wait([mara.id], at=at)
    assert (waiting.reason["en"], waiting.until) == ("still has to be kept under the law", None)


@pytest.mark.clause("6.3.9")
def test_my_data_says_what_is_held_on_which_article_and_until_when(
    closed: tuple[Delivery, datetime], mara: Player, odile: Player
) -> None:
    address, since = closed
    hold = hold_on(address, odile, at=since)
    sweep(since + timedelta(days=30))
    page = mara.client().get("/en/my-data/")
    assert page.status_code == 200
    assert "locked until a lawsuit is over" in page.content.decode()
    assert LAWSUIT in page.content.decode()
    assert hold.until is not None
    assert f"{hold.until:%Y}" in page.content.decode()


def test_the_officer_places_moves_and_lifts_a_hold_at_the_desk(mara: Player, odile: Player) -> None:
    at, client = clock.now(), odile.client()
    address = f"/en/desk/retention/holds/new/?person={mara.id}"
    assert client.get(address).status_code == 200
    given = {"slot": "profile/*", "article": f"litigation/{LAWSUIT}", "reason": "A claim", "until": str(today(at))}
    wrong = client.post(address, {**given, "until": "2001-01-01"})
    assert "This date is past." in wrong.content.decode()
    made = client.post(address, given)
    hold = LegalHold.objects.get()
    assert made["Location"] == f"/en/desk/retention/holds/{hold.id}/"
    assert "A claim" not in client.get(made["Location"]).content.decode()
    assert "A claim" in client.post(made["Location"]).content.decode()
    overview = client.get("/en/desk/retention/").content.decode()
    assert LAWSUIT in overview
    client.post(f"{made['Location']}move/", {"until": "", "review_on": str(today(at) + timedelta(days=9))})
    hold.refresh_from_db()
    assert (hold.until, hold.review_on) == (None, today(at) + timedelta(days=9))
    client.post(f"{made['Location']}lift/")
    hold.refresh_from_db()
    assert hold.ended_at is not None
    assert list(hold.events.order_by("at").values_list("step", flat=True)) == ["placed", "moved", "lifted"]


def test_the_desk_asks_as_many_questions_whatever_there_is(
    mara: Player, ilse: Player, bima: Player, odile: Player
) -> None:
    from django.test.utils import CaptureQueriesContext

    from kindr.privacy.retention.overview import overview

    def questions() -> int:
        with CaptureQueriesContext(connections["default"]) as data, CaptureQueriesContext(connections["keys"]) as keys:
            overview(at=clock.now())
        return len(data) + len(keys)

    arrived(paid(order_of(mara)), by=bima)
    access, at = odile.access("prove_compliance"), clock.now()
    assert mara.id is not None
    holds.place(person=mara.id, clause="profile", terms=lawsuit(at), reason="A claim", access=access, at=at)
    few = questions()
    for _ in range(3):
        arrived(paid(order_of(ilse)), by=bima)
    holds.place(person=mara.id, clause="invoice", terms=lawsuit(at), reason="A claim", access=access, at=at)
    assert questions() == few


@pytest.mark.clause("6.3.9")
def test_a_held_date_of_birth_is_locked_when_its_consent_is_taken_back_and_goes_after_the_hold(
    mara: Player, odile: Player
) -> None:
    at, birthday = clock.now(), Birthday.objects.get(person_id=mara.id)
    hold = holds.place(
        person=mara.person.pk, clause="birthday", terms=lawsuit(at), reason="A lawsuit about her age",
        access=odile.access("prove_compliance"), at=at,
    )  # fmt: skip
    accounts.withdraw_birthday(language="id", access=mara.access("erase_my_data"), at=at)
    sweep(at)
    with pytest.raises(Restricted):
        gates.read(birthday, access=mara.access("keep_account"), at=at)
    holds.lift(hold.pk, access=odile.access("prove_compliance"), at=at)
    assert sweep(at).beside["dates of birth without consent"] == 1
    with pytest.raises(gates.Forgotten):
        gates.read(birthday, access=system_access("show_my_data"), at=at)


@pytest.fixture
def locked(closed: tuple[Delivery, datetime], odile: Player) -> tuple[Delivery, LegalHold, datetime]:
    """An address whose time is over, kept by a hold."""
    address, since = closed
    hold = hold_on(address, odile, at=since)
    at = since + timedelta(days=31)
    sweep(at)
    return address, hold, at


@pytest.mark.clause("6.3.9")
def test_the_officer_opens_what_is_locked_for_the_hold_and_the_person_sees_it(
    locked: tuple[Delivery, LegalHold, datetime], odile: Player
) -> None:
    address, hold, at = locked
    with pytest.raises(Refused):
        gates.read(address, access=odile.access("prove_compliance"), at=at)
    found = evidence.opened_for(hold.id, access=odile.access("prove_compliance"), at=at)
    [record] = found.records
    assert ["Mara"] in [lines for _name, lines in record.values]
    lines = [one for one in log.lines_about(address.person_id) if not one.refused_by]
    said = [(one.purpose, one.verb, set(one.opened), one.actor) for one in lines]
    assert ("prove_compliance", "read", {"delivery_address"}, str(odile.id)) in said


@pytest.mark.clause("6.3.9")
def test_what_is_held_opens_for_no_other_purpose_no_other_hold_and_nobody_else(
    locked: tuple[Delivery, LegalHold, datetime], mara: Player, odile: Player, tariq: Player
) -> None:
    address, hold, at = locked
    assert mara.id is not None
    other = holds.place(
        person=mara.id, clause="profile", terms=lawsuit(at), reason="Another", at=at,
        access=odile.access("prove_compliance"),
    )  # fmt: skip
    for access, by in (
        (odile.access("oversee_access"), hold),
        (odile.access("answer_requests"), hold),
        (tariq.access("prove_compliance"), hold),
        (mara.access("prove_compliance"), hold),
        (odile.access("prove_compliance"), other),
    ):
        with pytest.raises(Refused):
            gates.read_held([address], hold=by, access=access, at=at)
    refused = [line for line in log.lines_about(mara.id) if line.refused_by == "6.3.9"]
    assert len(refused) == 5
    holds.lift(hold.id, access=odile.access("prove_compliance"), at=at)
    hold.refresh_from_db()
    with pytest.raises(Refused):
        gates.read_held([address], hold=hold, access=odile.access("prove_compliance"), at=at)


def test_at_the_desk_it_is_opened_by_one_press(closed: tuple[Delivery, datetime], odile: Player, tariq: Player) -> None:
    address, since = closed
    page = f"/en/desk/retention/holds/{hold_on(address, odile, at=since).id}/"
    closed_page = odile.client().get(page).content.decode()
    assert "Open what is held" in closed_page
    assert "Jalan Contoh 12" not in closed_page
    assert "Jalan Contoh 12" in odile.client().post(page, {"open": "data"}).content.decode()
    assert tariq.client().post(page, {"open": "data"}).status_code == 403


def hold_on_the_log(
    person: uuid.UUID, odile: Player, *, covers: str = EVERYTHING, clause: str = log.CLAUSE
) -> LegalHold:
    at = clock.now()
    return holds.place(
        person=person, clause=clause, covers=covers, terms=lawsuit(at), reason="Who opened it?", at=at,
        access=odile.access("prove_compliance"),
    )  # fmt: skip


@pytest.mark.clause("6.3.9")
def test_held_lines_of_the_log_say_what_was_opened_when_by_whom_and_what_for_a_page_at_a_time(
    mara: Player, odile: Player, tariq: Player, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert mara.id
    profile = Profile.objects.get(person_id=mara.id)
    gates.read(profile, access=tariq.access("answer_customer"), at=clock.now())
    hold, client = hold_on_the_log(mara.id, odile, covers=str(jakarta_year(clock.now()))), odile.client()
    address = f"/en/desk/retention/holds/{hold.id}/"
    assert "Answer your questions and complaints" not in unescape(client.get(address).content.decode())
    page = unescape(client.post(address, {"open": "data"}).content.decode())
    assert "lines of the record of openings are held" in page
    assert str(tariq.id)[:8] in page
    assert "opened: " in page
    assert POLICY.purposes["answer_customer"].says["en"] in page
    assert " WIB</time>" in page
    monkeypatch.setattr(evidence, "LINES_ON_A_PAGE", 2)
    access, at = odile.access("prove_compliance"), clock.now()
    first, second = (evidence.opened_for(hold.id, access=access, at=at, page=one).log for one in "12")
    assert first
    assert second
    assert len(first.lines) == len(second.lines) == 2
    assert first.page.has_other_pages()
    assert all(one.opening.at <= two.opening.at for one, two in zip(second.lines, first.lines, strict=True))
    newest = first.lines[0].opening
    assert (newest.purpose, newest.clauses, first.lines[0].actor) == ("prove_compliance", ["access_log"], str(odile.id))


@pytest.mark.clause("6.3.9")
def test_held_lines_open_for_no_other_purpose_no_other_hold_year_or_person_and_nobody_else(
    mara: Player, ilse: Player, odile: Player, tariq: Player
) -> None:
    assert mara.id
    assert ilse.id
    at, entries = clock.now(), log.rows_about([mara.id])
    hold, of_ilse = hold_on_the_log(mara.id, odile), hold_on_the_log(ilse.id, odile)
    hold.refresh_from_db()
    assert gates.read_held_lines(entries, hold=hold, access=odile.access("prove_compliance"), at=at)
    other_year = LegalHold(person_id=mara.id, clause=log.CLAUSE, covers="1999", placed_at=at)
    for access, by in (
        (odile.access("oversee_access"), hold),
        (tariq.access("prove_compliance"), hold),
        (mara.access("prove_compliance"), hold),
        (odile.access("prove_compliance"), of_ilse),
        (odile.access("prove_compliance"), other_year),
    ):
        with pytest.raises(Refused):
            gates.read_held_lines(entries, hold=by, access=access, at=at)
    assert len([line for line in log.lines_about(mara.id) if line.refused_by == "6.3.9"]) == 5


@pytest.mark.clause("6.3.9")
def test_held_entries_of_the_consent_ledger_are_shown_to_the_officer_and_my_data_says_that_they_are_held(
    mara: Player, ilse: Player, odile: Player, tariq: Player, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert mara.id
    assert ilse.id
    hold, client = hold_on_the_log(mara.id, odile, clause=ledger.CLAUSE), odile.client()
    address = f"/en/desk/retention/holds/{hold.id}/"
    [first, *_others] = ledger.events_of([mara.id])
    assert "consent decisions are held" not in client.get(address).content.decode()
    page = unescape(client.post(address, {"open": "data"}).content.decode())
    assert "consent decisions are held" in page
    assert POLICY.purposes[first.purpose].says["en"] in page
    assert first.shown.splitlines()[0] in page
    assert (log.lines_about(mara.id)[0].purpose, log.lines_about(mara.id)[0].opened) == (
        "prove_compliance", {ledger.CLAUSE: sorted(POLICY.clauses[ledger.CLAUSE].about)},
    )  # fmt: skip
    mine = mara.client().get("/en/my-data/").content.decode()
    assert LAWSUIT in mine[mine.index('id="agreements"') :]
    assert LAWSUIT not in mine[: mine.index('id="agreements"')]
    assert LAWSUIT not in ilse.client().get("/en/my-data/").content.decode()
    monkeypatch.setattr(evidence, "LINES_ON_A_PAGE", 1)
    access, at = odile.access("prove_compliance"), clock.now()
    one, two = (evidence.opened_for(hold.id, access=access, at=at, page=each).ledger for each in "12")
    assert one
    assert two
    assert one.page.has_other_pages()
    assert one.lines[0].at >= two.lines[0].at
    rows = list(ConsentEvent.objects.filter(person_id=mara.id))
    of_ilse = hold_on_the_log(ilse.id, odile)
    for who, by in (
        (odile.access("oversee_access"), hold),
        (tariq.access("prove_compliance"), hold),
        (access, of_ilse),
    ):
        with pytest.raises(Refused):
            gates.read_held_events(rows, hold=by, access=who, at=at)


def test_my_data_says_that_lines_of_the_log_are_held(mara: Player, odile: Player) -> None:
    assert mara.id
    hold_on_the_log(mara.id, odile)
    mine = mara.client().get("/en/my-data/").content.decode()
    assert LAWSUIT in mine[mine.index('id="openings"') : mine.index('id="agreements"')]


def test_the_page_of_a_hold_says_in_words_who_did_what_about_whom(
    closed: tuple[Delivery, datetime], odile: Player
) -> None:
    address, since = closed
    hold = hold_on(address, odile, at=since)
    page = unescape(odile.client().get(f"/en/desk/retention/holds/{hold.id}/").content.decode())
    assert "Customer with an account" in page
    assert "one record, collected on" in page
    history = page[page.index('id="history"') :]
    assert POLICY.recipients["dpo"].says["en"] in history
    assert str(odile.id)[:8] in history

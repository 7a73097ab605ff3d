"""Ten simulated years: the sweep does exactly what a plain model of the policy says, each day, and leaves nothing."""

from __future__ import annotations

import uuid
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta

import pytest
import time_machine
from hypothesis import given
from hypothesis import strategies as st

from kindr.adapters.mail.personal import MailboxLetter
from kindr.base.clock import JAKARTA
from kindr.policy import POLICY
from kindr.privacy import gates, registry
from kindr.privacy.access.declare import system_access
from kindr.privacy.consent import wording
from kindr.privacy.people import Person, PersonKind
from kindr.privacy.retention import actions, holds, rules
from kindr.privacy.retention.holds import Terms
from kindr.privacy.retention.models import Ground, LegalHold, today
from kindr.privacy.terms import Keep, Period
from kindr.privacy.vault import keyrings
from kindr.privacy.vault.keyrings import Slot
from kindr.privacy.vault.models import Hold
from kindr.privacy.vault.records import PersonalRecord
from kindr.shop.accounts import actions as accounts
from kindr.shop.accounts import queries as accounts_queries
from kindr.shop.accounts.actions import growing_up
from kindr.shop.accounts.personal import AttemptKind, ChildProfile, SignInAttempt
from kindr.shop.accounts.queries import Child
from kindr.shop.orders.actions import report_problem
from kindr.shop.orders.models import Delivery, Invoice, Order
from tests.buying import arrived, guest_order, order_of, paid, run_tasks
from tests.cast import Player

SWEPT_AT = (20, 17)
FIRST_DAY, YEARS = date(2028, 2, 27), 12
"""Two days before the 29th of February of a leap year; what is kept for ten years ends within twelve."""
BOUGHT_AFTER = (0, 2, 308)
"""Days on which the family orders; among them the 29th of February and the last day of a year."""

ACCOUNT = {"account_contact": "life", "profile": "life", "address_book": "life"}
LOG = {"access_log": "calendar year"}
STAYS: list[dict[str, str]] = [
    {**ACCOUNT, **LOG, "legal_hold": "UU 27/2022 47"},
    {"child_profile": "life"},
    ACCOUNT,
    {"child_profile": "life"},
    {"child_profile": "life"},
    {},
    {},
    LOG,
]
"""After twelve years, of parent, first child, other parent, her other children, whoever never came back, and guest: the
clauses under which something lies, with the law that asks for it or what its term counts by. The invoices are gone
since the eleventh year; that they went is in the record of openings for two more, and the reason of the last hold for
five.
"""

CHILDREN = {"Adik": "2027-11", "Kakak": "2010-06", "Tengah": "2019-02"}
"""More children of the parent: one stays a child, one comes of age on the way, and one is erased before."""
COME_OF_AGE = {"Noa", "Kakak"}
LETTERS = {"write_of_order", "write_of_payment", "write_of_shipment", "write_of_coming_of_age"}

EARLY, LATE = datetime(2000, 1, 1), datetime(2200, 1, 1)  # noqa: DTZ001  # Hypothesis adds the zones
MOMENTS = st.datetimes(EARLY, LATE, timezones=st.sampled_from([UTC, JAKARTA]))
KEEPS = st.builds(
    lambda days, years: Keep(Period.RECORD, {"id": "", "en": ""}, days=days, years=0 if days else years),
    st.sampled_from([0, 1, 7, 30, 90, 365]),
    st.integers(1, 12),
)


@given(MOMENTS, MOMENTS, KEEPS)
def test_a_record_is_found_exactly_when_it_is_due(event: datetime, at: datetime, keep: Keep) -> None:
    assert (event <= rules.latest_event(keep, at)) == (rules.end_after(event, keep) <= at)


@given(MOMENTS, KEEPS)
def test_the_time_zone_in_which_a_moment_is_written_changes_nothing(event: datetime, keep: Keep) -> None:
    ends = {rules.end_after(event.astimezone(zone), keep) for zone in (UTC, JAKARTA)}
    assert len(ends) == 1
    assert len({rules.last_day(end) for end in ends}) == 1


@given(MOMENTS, MOMENTS, KEEPS)
def test_what_began_later_never_ends_earlier(one: datetime, other: datetime, keep: Keep) -> None:
    first, second = sorted([one, other])
    assert rules.end_after(first, keep) <= rules.end_after(second, keep)


@given(st.dates(date(2000, 1, 1), date(2200, 1, 1)), st.integers(1, 12))
def test_years_are_counted_as_people_count_them(day: date, years: int) -> None:
    event = datetime(day.year, day.month, day.day, 0, 0, tzinfo=JAKARTA)
    last = rules.last_day(rules.end_after(event, Keep(Period.RECORD, {"id": "", "en": ""}, years=years)))
    assert last + timedelta(days=1) == plain_anniversary(day, years)


def plain_anniversary(day: date, years: int) -> date:
    """The same day so many years later; the 1st of March where there is no 29th of February."""
    is_missing = (day.month, day.day) == (2, 29) and not _is_leap(day.year + years)
    return date(day.year + years, 3, 1) if is_missing else day.replace(year=day.year + years)


def _is_leap(year: int) -> bool:
    return year % 4 == 0 and (year % 100 != 0 or year % 400 == 0)


@dataclass(frozen=True)
class Kept:
    """One row or one year's key, with the day and moment of its end as the policy's words give it."""

    slot: Slot
    row: uuid.UUID | None
    ends_at: datetime


def model_end(clause: str, covers: str, event: datetime | None) -> datetime | None:
    """When something ends, by the numbers of the policy alone."""
    keep = POLICY.clauses[clause].keep
    if keep.period is Period.CALENDAR_YEAR:
        return datetime(int(covers) + keep.years + 1, 1, 1, tzinfo=JAKARTA)
    if keep.period is Period.LIFE or event is None:
        return None
    if keep.days:
        return event + timedelta(days=keep.days)
    here = event.astimezone(JAKARTA)
    day = plain_anniversary(here.date(), keep.years)
    return (
        here.replace(year=day.year, month=day.month, day=day.day)
        if day.day == here.day
        else datetime(day.year, day.month, day.day, tzinfo=JAKARTA)
    )


def rows_now(people: list[uuid.UUID]) -> dict[uuid.UUID, PersonalRecord]:
    """Every row about some people, by its id."""
    found: dict[uuid.UUID, PersonalRecord] = {}
    for model in registry.personal_records():
        rows = (
            model._default_manager.select_related(*model.counts_with) if model.counts_with else model._default_manager
        )
        found |= {row.pk: row for row in rows.filter(person_id__in=people)}
    return found


def expected(people: list[uuid.UUID]) -> list[Kept]:
    """What is there now and when it ends."""
    kept = [
        Kept(row.slot, row.pk, end)
        for row in rows_now(people).values()
        if (end := model_end(row.clause, row.covers, row.counts_from()))
    ]
    years = [slot for person in people for slot in keyrings.living_slots(person) if slot.period.isdigit()]
    return [*kept, *(Kept(slot, None, end) for slot in years if (end := model_end(slot.clause, slot.period, None)))]


def a_day_of_the_family(number: int, mara: Player, bima: Player) -> list[uuid.UUID]:
    """An order each time, and what else happens to a family; gives whoever came to be known by it."""
    placed, at = arrived(paid(order_of(mara)), by=bima), datetime.now(UTC)
    if number == 0:
        somebody = attempted(at)
        guest = arrived(paid(guest_order("nenek@families.example")), by=bima)
        children = [a_child(mara, name, born, at) for name, born in CHILDREN.items()]
        return [*children, somebody, Order.objects.get(pk=guest.order_id).person_id]
    if number == 1:
        tengah = children_of(mara, at)["Tengah"]
        accounts.erase_child(tengah.person, language="id", access=mara.access("erase_my_data"), at=at)
        report_problem(placed.number, message="Kancingnya lepas", access=mara.access("answer_customer"), at=at)
    if number == 2:
        gates.hold(
            person=mara.person.pk, clauses=["order_contact", "problem_report"], state=Hold.RESTRICTED,
            access=mara.access("erase_my_data"), at=at,
        )  # fmt: skip
        accounts.withdraw_birthday(language="id", access=mara.access("erase_my_data"), at=at)
    return []


def children_of(mara: Player, at: datetime) -> dict[str, Child]:
    """What the guardian still sees of each, by their names."""
    return {child.nickname: child for child in accounts_queries.children(access=mara.access("keep_account"), at=at)}


def days_of_coming_of_age(mara: Player, at: datetime) -> set[date]:
    """The first day of the month in which somebody is eighteen, by the months that the parent wrote down."""
    born = [child.born for name, child in children_of(mara, at).items() if name in COME_OF_AGE]
    return {date(month.year + 18, month.month, 1) for month in born if month}


def a_child(mara: Player, name: str, born: str, at: datetime) -> uuid.UUID:
    """Another child of hers; gives its person's id."""
    values = {"nickname": name, "birth_month": born, "height": None, "size": None}
    shown = wording.asked("measure_sizes", "id")
    profile = accounts.add_child(values, shown=shown, access=mara.access("keep_account"), at=at)
    return ChildProfile.objects.get(pk=profile).person_id


def attempted(at: datetime) -> uuid.UUID:
    """Somebody who began to sign up and never came back."""
    person = Person.objects.create(kind=PersonKind.NEWCOMER).pk
    gates.collect(
        SignInAttempt, person=person, source="account", at=at, access=system_access("keep_account"),
        values={"address": "somebody@families.example"},
        plain={"kind": AttemptKind.SIGN_IN, "language": "id", "expires_at": at},
    )  # fmt: skip
    return person


def what_stays(people: list[uuid.UUID]) -> dict[str, str]:
    """Each clause under which something of these people still lies, with the law that asks for it or its own term."""
    clauses = {slot.clause for person in people for slot in keyrings.living_slots(person)}
    clauses |= {row.clause for row in rows_now(people).values()}
    return {
        clause: POLICY.clauses[clause].keep.ground or POLICY.clauses[clause].keep.period.value for clause in clauses
    }


def swept_at(day: date) -> datetime:
    return datetime(day.year, day.month, day.day, *SWEPT_AT, tzinfo=UTC)


@pytest.mark.slow
@pytest.mark.django_db(transaction=True)
@pytest.mark.clause("2.3.2")
@pytest.mark.clause("6.3.9")
def test_over_ten_years_nothing_stays_a_day_too_long_nothing_goes_early_and_holds_are_obeyed(
    mara: Player, noa: Player, ilse: Player, bima: Player, odile: Player
) -> None:
    """A parent, her four children, a parent who consents to nothing, a guest, somebody who never came back; letters.

    The sweep runs on every day on which something ends or begins, on the days beside it, and each year."""
    assert mara.id is not None
    assert odile.id is not None
    assert noa.id is not None
    assert ilse.id is not None
    people = [mara.id, noa.id, ilse.id]
    bought = {FIRST_DAY + timedelta(days=after): number for number, after in enumerate(BOUGHT_AFTER)}
    known: dict[tuple[Slot, uuid.UUID | None], Kept] = {}
    day, last_day, gone = FIRST_DAY, FIRST_DAY + timedelta(days=366 * YEARS), 0
    sent, grown_on, grow_on = list[str](), list[date](), set[date]()
    for _ in range(10_000):
        if day > last_day:
            break
        with time_machine.travel(swept_at(day) - timedelta(hours=9), tick=True):
            if day in bought:
                people += a_day_of_the_family(bought[day], mara, bima)
                _place_some(bought[day], mara.id, odile)
                grow_on |= days_of_coming_of_age(mara, datetime.now(UTC))
            grown_on += [day] * growing_up.look_for_grown(access=system_access("answer_requests"), at=datetime.now(UTC))
            sent += run_tasks(LETTERS)
        at = swept_at(day)
        with time_machine.travel(at, tick=True):
            known |= {(kept.slot, kept.row): kept for kept in expected(people)}
            run = actions.sweep(access=system_access("keep_systems_running"), at=at)
        assert (run.left, run.failed) == ({}, []), day
        there = {(row.slot, row.pk) for row in rows_now(people).values()}
        there |= {(slot, None) for person in people for slot in keyrings.living_slots(person)}
        for key, kept in list(known.items()):
            should = kept.ends_at > at or _is_held(kept.slot, at)
            assert (key in there) == should, f"{kept} on {day}"
            if not should:
                del known[key]
                gone += 1
        day = _next_day(day, known, {*bought, *grow_on})
    assert gone > 12
    assert not any(kept.slot.clause == "delivery_address" for kept in known.values())
    assert set(sent) == LETTERS
    assert sorted(grown_on) == sorted(grow_on)
    assert sent.count("write_of_coming_of_age") == len(COME_OF_AGE)
    assert [what_stays([person]) for person in people] == STAYS
    with time_machine.travel(swept_at(last_day), tick=True):
        seen = children_of(mara, swept_at(last_day))
    assert {name for name, child in seen.items() if child.born} == {"Adik"}
    assert {name for name, child in seen.items() if child.is_of_age} == COME_OF_AGE
    assert not MailboxLetter.objects.filter(person_id__in=people).exists()


def _place_some(number: int, person: uuid.UUID, odile: Player) -> None:
    """A hold on one address, one on everything under the reports, one on a year of invoices."""
    at, access = datetime.now(UTC), odile.access("prove_compliance")
    lawsuit = Terms(Ground.LITIGATION, "UU 27/2022 44(1)c", until=today(at) + timedelta(days=77))
    if number == 1:
        record = Delivery.objects.filter(person_id=person).latest("collected_at")
        holds.place(
            person=person, clause=record.clause, covers=record.covers, terms=lawsuit, reason="x", access=access, at=at
        )
    if number == 2:
        long = Terms(Ground.COMPLAINT, "PP 80/2019 27", until=today(at) + timedelta(days=6 * 365))
        holds.place(person=person, clause="problem_report", terms=long, reason="x", access=access, at=at)
        year = Invoice.objects.filter(person_id=person).earliest("collected_at").covers
        audit = Terms(Ground.ORDER, "UU KUP 28(11)", until=date(int(year) + 11, 2, 28))
        holds.place(person=person, clause="invoice", covers=year, terms=audit, reason="x", access=access, at=at)


def _is_held(slot: Slot, at: datetime) -> bool:
    """By the plain words of the hold: the same person and clause, all or this period, until its last day is over."""
    return any(
        (hold.person_id, hold.clause) == (slot.person, slot.clause)
        and hold.covers in ("*", slot.period)
        and hold.until is not None
        and at.astimezone(JAKARTA).date() <= hold.until
        for hold in LegalHold.objects.all()
    )


def _next_day(day: date, known: dict[tuple[Slot, uuid.UUID | None], Kept], told: set[date]) -> date:
    """The next day on which anything ends or begins, or a day beside one, or a year on."""
    days = {kept.ends_at.astimezone(UTC).date() for kept in known.values()} | told
    days |= {hold.until + timedelta(days=1) for hold in LegalHold.objects.all() if hold.until}
    near = {each + timedelta(days=step) for each in days for step in (-1, 0, 1)}
    return min([each for each in near if each > day] + [day + timedelta(days=366)])

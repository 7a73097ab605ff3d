"""Legal holds: placed, moved and lifted by the data protection officer, ended by the calendar (policy 6.3.9).

A hold stops retention and erasure of exactly what it names, which is locked from the moment it would have gone. What
was due meanwhile goes with the first sweep after the hold's end.
"""

from __future__ import annotations

import uuid
from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, datetime

from django.db import IntegrityError, transaction

from kindr.privacy import gates, registry
from kindr.privacy.access import checks
from kindr.privacy.access.terms import Access, PurposeNotAllowed
from kindr.privacy.retention import grounds, held
from kindr.privacy.retention.models import EVERYTHING, Ground, HoldEvent, HoldStep, LegalHold, today
from kindr.privacy.retention.personal import HoldReason
from kindr.privacy.rights.stores import Hold
from kindr.privacy.vault import keyrings
from kindr.privacy.vault.keyrings import Slot

PURPOSE = "prove_compliance"
LONGEST_REASON = 2000


class HoldRefused(ValueError):
    """The hold cannot be placed or moved like this; the message says why, in a word of `WHY`."""


@dataclass(frozen=True)
class Terms:
    """What a hold rests on and when it ends; one of the two dates is given."""

    ground: Ground
    article: str
    until: date | None = None
    review_on: date | None = None
    is_silent: bool = False


def place(
    *, person: uuid.UUID, clause: str, terms: Terms, reason: str, access: Access, at: datetime, covers: str = EVERYTHING
) -> LegalHold:
    """Holds what lies under a clause, or one period or record of it; raises HoldRefused, Refused.

    An order that forbids telling leaves no words here: they would be the person's to read.
    """
    _check_officer(access)
    _check_terms(terms, at=at)
    if terms.is_silent == bool(reason.strip()):
        raise HoldRefused("reason")
    try:
        with transaction.atomic():
            held.wait_for_who_forgets(person)
            _check_slots(Slot(person, clause, covers))
            hold = LegalHold.objects.create(person_id=person, clause=clause, covers=covers, placed_at=at, **vars(terms))
            _note(hold, HoldStep.PLACED, access=access, at=at)
            if not terms.is_silent:
                _collect(hold, reason.strip()[:LONGEST_REASON], access=access, at=at)
    except IntegrityError:
        raise HoldRefused("twice") from None
    return hold


def move(hold: uuid.UUID, *, until: date | None, review_on: date | None, access: Access, at: datetime) -> None:
    """Sets another end or review; raises HoldRefused, Refused."""
    _check_officer(access)
    with transaction.atomic():
        found = _in_force(hold, at=at)
        found.until, found.review_on = until, review_on
        _check_dates(until, review_on, at=at)
        found.save(update_fields=["until", "review_on"])
        _note(found, HoldStep.MOVED, access=access, at=at)


def lift(hold: uuid.UUID, *, access: Access, at: datetime) -> None:
    """Ends a hold; what was due meanwhile goes with the next sweep. Raises HoldRefused, Refused."""
    _check_officer(access)
    with transaction.atomic():
        found = _in_force(hold, at=at)
        found.ended_at = at
        found.save(update_fields=["ended_at"])
        _note(found, HoldStep.LIFTED, access=access, at=at)


def end_what_is_over(*, at: datetime) -> int:
    """Writes down that holds whose last day is past have ended; they held nothing since. Counts them."""
    over = LegalHold.objects.filter(ended_at=None, until__lt=today(at))
    for hold in over:
        with transaction.atomic():
            hold.ended_at = at
            hold.save(update_fields=["ended_at"])
            HoldEvent.objects.create(hold=hold, step=HoldStep.ENDED, at=at, until=hold.until)
    return len(over)


def reasons_to_wait(people: Collection[uuid.UUID], *, at: datetime) -> list[Hold]:
    """What an erasure of these people must leave: every living slot that is held."""
    found = held.in_force(at, people=people)
    whose = {hold.person_id for hold in found.holds}
    slots = {slot for person in whose for slot in keyrings.living_slots(person)}
    return [_waiting(slot, found.of(slot)) for slot in sorted(slots, key=str) if found.covers(slot)]


def _waiting(slot: Slot, holds: list[LegalHold]) -> Hold:
    told = next((hold for hold in holds if not hold.is_silent), None)
    said = grounds.SAID[Ground(told.ground)] if told else grounds.SILENT
    return Hold(slot, said, told.until if told and len(holds) == 1 else None, is_locked=True)


def _check_officer(access: Access) -> None:
    """Raises PurposeNotAllowed for everybody who may not claim to prove that the law is kept."""
    if access.purpose != PURPOSE or not registry.may_claim(access.actor.role, PURPOSE):
        raise PurposeNotAllowed("only the data protection officer places and lifts holds", clause="5.3")
    checks.check_reach([], access)


def _check_terms(terms: Terms, *, at: datetime) -> None:
    if terms.article not in grounds.ARTICLES[terms.ground]:
        raise HoldRefused("article")
    if terms.is_silent and terms.ground is not Ground.ORDER:
        raise HoldRefused("silent")
    _check_dates(terms.until, terms.review_on, at=at)


def _check_dates(until: date | None, review_on: date | None, *, at: datetime) -> None:
    if until is None and review_on is None:
        raise HoldRefused("dates")
    if any(day is not None and day < today(at) for day in (until, review_on)):
        raise HoldRefused("past")


def _check_slots(slot: Slot) -> None:
    """Something must be there to be held: what is gone is gone."""
    living = keyrings.living_slots(slot.person)
    if not any(one.clause == slot.clause and slot.period in (EVERYTHING, one.period) for one in living):
        raise HoldRefused("nothing")


def _in_force(hold: uuid.UUID, *, at: datetime) -> LegalHold:
    found = LegalHold.objects.select_for_update().filter(pk=hold).first()
    if found is None or not found.is_in_force(at):
        raise HoldRefused("over")
    return found


def _note(hold: LegalHold, step: HoldStep, *, access: Access, at: datetime) -> None:
    HoldEvent.objects.create(
        hold=hold, step=step, at=at, by=access.actor.id, until=hold.until, review_on=hold.review_on
    )


def _collect(hold: LegalHold, reason: str, *, access: Access, at: datetime) -> None:
    gates.collect(
        HoldReason,
        person=hold.person_id,
        access=access,
        at=at,
        source="staff",
        values={"words": reason},
        plain={"hold": hold},
    )

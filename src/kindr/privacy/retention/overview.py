"""Retention at a glance, for the data protection officer: left over, due tonight, held, and what comes (policy 8)."""

from __future__ import annotations

import uuid
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime

from django.db.models import Prefetch

from kindr.privacy import registry
from kindr.privacy.access.models import RoleAssignment
from kindr.privacy.access.terms import Access
from kindr.privacy.gates import read
from kindr.privacy.people import Person
from kindr.privacy.retention import due, held, rules, sweeps
from kindr.privacy.retention.due import Due
from kindr.privacy.retention.models import EVERYTHING, HoldEvent, LegalHold, SweepRun, today
from kindr.privacy.retention.personal import HoldReason
from kindr.privacy.rights.labels import in_words
from kindr.privacy.terms import Clause, Period
from kindr.privacy.vault import keyrings
from kindr.privacy.vault.keyrings import Slot

RUNS_SHOWN = 14
SOON, LATER = 30, 90


@dataclass(frozen=True)
class DueShown:
    """What ends under one clause."""

    clause: Clause
    found: Due


@dataclass(frozen=True)
class HoldShown:
    """A hold as the desk lists it."""

    hold: LegalHold
    clause: Clause
    is_review_due: bool
    kind: str = ""
    """What kind of person it is about; told on the hold's own page."""
    history: tuple[tuple[HoldEvent, str], ...] = ()
    """Its steps, each with the role of whoever took it, likewise."""
    collected_at: datetime | None = None
    """When the one record that it holds was collected, likewise."""

    @property
    def covers(self) -> str:
        """A year, or nothing where it is everything or one record."""
        return self.hold.covers if self.hold.covers.isdigit() else ""

    @property
    def is_one_record(self) -> bool:
        """Whether only one record is held."""
        return not self.covers and self.hold.covers not in (EVERYTHING, "life")


@dataclass(frozen=True)
class Overview:
    """Counts of this moment; nothing was opened for them."""

    left_over: tuple[DueShown, ...]
    tonight: tuple[DueShown, ...]
    coming: tuple[DueShown, ...]
    days: tuple[tuple[date, int], ...]
    holds: tuple[HoldShown, ...]
    runs: tuple[SweepRun, ...]
    swept_by: datetime
    """When the last sweep was due."""

    @property
    def left_count(self) -> int:
        """What should be gone; 0 on every good day."""
        return sum(each.found.left_over for each in self.left_over)

    @property
    def left_since(self) -> datetime | None:
        """Since when the oldest of it should be gone."""
        return min((each.found.since for each in self.left_over if each.found.since), default=None)

    @property
    def tonight_count(self) -> int:
        """What the next sweep takes."""
        return sum(each.found.left_over for each in self.tonight)

    @property
    def held_count(self) -> int:
        """What is due and held."""
        return sum(each.found.held for each in self.tonight)

    @property
    def gone_count(self) -> int | None:
        """What the last sweep took; None before the first."""
        return self.runs[0].gone_count if self.runs else None

    @property
    def soon_count(self) -> int:
        """What ends in the next 30 days."""
        return sum(number for _day, number in self.days[:SOON])

    @property
    def later_count(self) -> int:
        """What ends in the next 90 days."""
        return sum(number for _day, number in self.days)

    @property
    def is_sweep_missing(self) -> bool:
        """Whether the last sweep did not come although others came before."""
        return bool(self.runs) and self.runs[0].began_at < self.swept_by


@dataclass(frozen=True)
class Sums:
    """What the officer's first page says of retention."""

    left_over: int
    held: int
    to_review: int
    swept_at: datetime | None
    is_sweep_missing: bool


def sums(*, at: datetime) -> Sums:
    """What should be gone, what is held, whose holds need a look; as many queries whatever there is."""
    swept_by, run = rules.last_sweep_before(at), SweepRun.objects.order_by("-began_at", "-pk").first()
    holds = holds_shown(at=at)
    return Sums(
        left_over=sum(each.left_over for each in _left_over(run, swept_by)),
        held=len(holds),
        to_review=sum(each.is_review_due for each in holds),
        swept_at=run.began_at if run else None,
        is_sweep_missing=run is not None and run.began_at < swept_by,
    )


def overview(*, at: datetime) -> Overview:
    """The counts of this moment; as many queries whatever there is."""
    swept_by, runs = rules.last_sweep_before(at), tuple(SweepRun.objects.order_by("-began_at", "-pk")[:RUNS_SHOWN])
    return Overview(
        left_over=_shown(_left_over(runs[0] if runs else None, swept_by)),
        tonight=_shown(due.due_within(0, at=at)),
        coming=tuple(each for each in _shown(due.due_within(LATER, at=at)) if each.found.soon),
        days=tuple(due.coming(LATER, at=at)),
        holds=holds_shown(at=at),
        runs=runs,
        swept_by=swept_by,
    )


def holds_shown(*, at: datetime) -> tuple[HoldShown, ...]:
    """Every hold in force, the one that needs a look first."""
    shown = [_hold_shown(hold, at) for hold in held.in_force(at).holds]
    return tuple(sorted(shown, key=lambda one: (not one.is_review_due, one.hold.until or one.hold.review_on)))


def hold_of(hold: uuid.UUID, *, at: datetime) -> HoldShown | None:
    """One hold with its history; None when there is no such hold."""
    rows = LegalHold.objects.prefetch_related(Prefetch("events", HoldEvent.objects.order_by("at", "id")))
    found = rows.filter(pk=hold).first()
    if found is None:
        return None
    events, shown = list(found.events.all()), _hold_shown(found, at)
    by = RoleAssignment.objects.filter(person_id__in=[event.by for event in events if event.by])
    roles = dict(by.values_list("person_id", "role"))
    return replace(
        shown,
        kind=Person.objects.filter(pk=found.person_id).values_list("kind", flat=True).first() or "",
        history=tuple((event, roles.get(event.by, "") if event.by else "") for event in events),
        collected_at=collected_at(found.clause, found.covers) if shown.is_one_record else None,
    )


def reason_of(hold: uuid.UUID, *, access: Access, at: datetime) -> str | None:
    """Why something is held, in the officer's words; None where an order left no words. Raises Refused, Forgotten."""
    reason = HoldReason.objects.filter(hold=hold).first()
    return str(read(reason, access=access, at=at).words) if reason else None


def slots_to_hold(person: uuid.UUID) -> list[tuple[Clause, Slot]]:
    """What somebody has that can be held: each clause as a whole, and its years where it has several."""
    clauses = registry.policy().clauses
    living = sorted(set(keyrings.living_slots(person)), key=lambda slot: (slot.clause, slot.period))
    counted = Counter(slot.clause for slot in living)
    found = [(clauses[key], Slot(person, key, EVERYTHING)) for key in clauses if counted[key]]
    for slot in living:
        clause = clauses.get(slot.clause)
        if clause is not None and clause.keep.period is not Period.LIFE and counted[slot.clause] > 1:
            found.append((clause, slot))
    return found


def collected_at(clause: str, record: str) -> datetime | None:
    """When a record was collected; None when it is a file or gone."""
    for model in registry.personal_records():
        if model.clause == clause:
            row = model._default_manager.filter(covers=record).only("collected_at").first()
            if row is not None:
                return row.collected_at
    return None


def is_somebody(person: uuid.UUID) -> bool:
    """Whether this is the random id of a person."""
    return Person.objects.filter(pk=person).exists()


def said(clause: Clause) -> str:
    """A clause with its number."""
    return f"{clause.number} {in_words(clause.says)}"


def _left_over(run: SweepRun | None, swept_by: datetime) -> list[Due]:
    """What the calendar says should be gone, and what the last sweep found that no calendar ends.

    The latter follows from the consent ledger, which is not opened for a page.
    """
    found = [each for each in due.due_within(0, at=swept_by) if each.left_over]
    seen = {clause: run.left[clause] for clause in sweeps.watched() if clause in run.left} if run else {}
    return found + [Due(clause, number, 0, 0, None, run.began_at) for clause, number in seen.items() if run]


def _shown(found: Sequence[Due]) -> tuple[DueShown, ...]:
    clauses = registry.policy().clauses
    return tuple(DueShown(clauses[each.clause], each) for each in found)


def _hold_shown(hold: LegalHold, at: datetime) -> HoldShown:
    review = hold.review_on is not None and hold.review_on <= today(at)
    return HoldShown(hold, registry.clause(hold.clause), review)

"""Erasing a person, step by step; each step can be done again, and whoever comes after a crash goes on from there.

Intent is written first, and every place is looked for; then, as early as can be, kept keys are locked, the person is
closed and the other keys are shredded (in the journal before it is done): from here on nothing opens. What was held is
counted and the letter is written after that, while the rows are still there; then tags, rows, files, sessions and tasks
go, and every store proves that nothing is left.
"""

from __future__ import annotations

import logging
import uuid
from collections.abc import Callable, Collection, Mapping
from datetime import datetime
from functools import partial
from typing import Any

from django.db import DatabaseError, IntegrityError, transaction

from kindr.privacy import gates
from kindr.privacy.access import checks
from kindr.privacy.access.connection import LogUnavailable
from kindr.privacy.access.declare import system_access
from kindr.privacy.access.terms import Access, ActorKind, ChildOfAge, NotYours, Restricted
from kindr.privacy.people import family_of, grown_children_of, is_guardian
from kindr.privacy.rights import corrections, notices, planning, receipts, stores
from kindr.privacy.rights.alone import alone_at
from kindr.privacy.rights.contacts import Contact
from kindr.privacy.rights.fulfilment import coverage
from kindr.privacy.rights.fulfilment.alarms import raise_coverage_alarm
from kindr.privacy.rights.models import UNDER_WAY, Erasure, ErasureState
from kindr.privacy.rights.stores import Holding, Plan, Store
from kindr.privacy.vault.keyrings import Slot
from kindr.privacy.vault.ports import JournalUnavailable
from kindr.privacy.vault.records import PersonalRecord

logger = logging.getLogger(__name__)
LEFT_TO_THE_WORKER = (LogUnavailable, JournalUnavailable, Restricted, DatabaseError, OSError)
LEFT_OVER, COVERAGE, COUNTED = "left over", "coverage", "counted"
"""Steps that are looked at anew each time; counts of the others add up."""


class NotCorrectable(Exception):
    """This value is edited elsewhere, or it follows from something else."""


def ask_for_erasure(person: uuid.UUID, *, language: str, access: Access, at: datetime) -> Erasure:
    """Writes down that a person, or the guardian of a child, wants everything deleted.

    Asking twice gives the same erasure. Raises NotYours, ChildOfAge, PurposeNotAllowed.
    """
    is_theirs = access.actor.id == person or is_guardian(access.actor.id, person)
    if access.actor.kind in (ActorKind.PERSON, ActorKind.STRANGER) and not is_theirs:
        raise NotYours("only the person or the guardian may delete this")
    if person != access.actor.id and person in grown_children_of(access.actor.id):
        raise ChildOfAge
    checks.check_serves_rights(access)
    try:
        with transaction.atomic():
            return Erasure.objects.create(person_id=person, language=language[:5], requested_at=at)
    except IntegrityError:
        return Erasure.objects.get(person_id=person, state__in=UNDER_WAY)


def delete_account(person: uuid.UUID, *, language: str, access: Access, at: datetime) -> Erasure:
    """Asks for the erasure and does it at once; what fails on the way is taken up again by the worker."""
    erasure = ask_for_erasure(person, language=language, access=access, at=at)
    try:
        return carry_out(erasure, access=access, at=at)
    except LEFT_TO_THE_WORKER:
        logger.exception("erasure %s is left to the worker", erasure.id)
        return erasure


def correct(record: PersonalRecord, column: str, text: str, *, access: Access, at: datetime) -> None:
    """Puts a new text into one column; raises ValidationError, NotCorrectable, Refused, Forgotten."""
    way = corrections.column_of(record, column)
    if way is None:
        raise NotCorrectable(f"{record._meta.label}.{column} is not corrected in place")
    clean = way.check(text)
    gates.correct(record, access=access, at=at, values={column: clean or None if way.may_be_empty else clean})


def carry_out(erasure: Erasure, *, access: Access, at: datetime) -> Erasure:
    """Does whatever is left to do; raises what a step raises, and the worker goes on from that step."""
    with alone_at(f"erasure {erasure.pk}") as is_alone:
        if not is_alone:
            return erasure
        erasure.refresh_from_db()
        return erasure if erasure.state == ErasureState.DONE else _go_through(erasure, access=access, at=at)


def _go_through(erasure: Erasure, *, access: Access, at: datetime) -> Erasure:
    if erasure.state == ErasureState.INTENT and not _is_covered(erasure, at=at):
        erasure.save(update_fields=["steps"])
        return erasure
    family = family_of(erasure.person_id)
    if family.grown:
        # What was kept about them for this account goes with it, but their guardian no longer reaches it.
        access = system_access("erase_my_data")
    contact = notices.contact_for(erasure)
    keys, *others = stores.registered()
    make_plan = partial(planning.plan_for, erasure.id, family.covered | family.grown, holds=notices.holds_for(contact))
    plan = _shred_by_plan(erasure, keys, make_plan, access=access, at=at)
    plan = _tell(erasure, contact, keys, plan, access=access, at=at)
    for store in others:
        counts = store.erase(plan, access=access, at=at).counts
        _note(erasure, store.name, counts, at=at)
        if any(counts.values()):
            erasure.save(update_fields=["steps"])
    return _finish(erasure, plan, at=at)


def _shred_by_plan(
    erasure: Erasure, keys: Store, make_plan: Callable[[], Plan], *, access: Access, at: datetime
) -> Plan:
    """The plan by which the keys went; a hold that comes after a plan was made stops all of it, and needs another plan.

    Raises Restricted when that goes on, and the worker comes back.
    """
    for is_last in (False, False, True):
        plan = make_plan()
        try:
            _shred(erasure, keys, plan, access=access, at=at)
        except Restricted:
            if is_last:
                raise
        else:
            break
    return plan


def _shred(erasure: Erasure, keys: Store, plan: Plan, *, access: Access, at: datetime) -> None:
    """The keys of a plan go; what follows is for whoever has nothing to open any more."""
    _note(erasure, keys.name, keys.erase(plan, access=access, at=at).counts, at=at)
    if erasure.state == ErasureState.INTENT:
        erasure.state = ErasureState.TOMBSTONED
    erasure.save(update_fields=["steps", "state"])


def _tell(erasure: Erasure, contact: Contact | None, keys: Store, plan: Plan, *, access: Access, at: datetime) -> Plan:
    """Counts what was held while its rows are there, and sends the letter; then the address it went to goes as well."""
    if not erasure.holdings and COUNTED not in erasure.steps:
        erasure.holdings = [_as_row(holding) for holding in planning.holdings(plan.people)]
        _note(erasure, COUNTED, {"clauses": len(erasure.holdings)}, at=at)
        erasure.save(update_fields=["steps", "holdings"])
    if erasure.letter != "due":
        return plan
    without = planning.plan_for(erasure.id, plan.people) if contact else plan
    erasure.letter = notices.send(erasure, contact, planning.fates(holdings_of(erasure), without), at=at)
    if erasure.letter == "due":
        return plan
    erasure.save(update_fields=["letter"])
    if contact:
        _shred(erasure, keys, without, access=access, at=at)
    return without


def _is_covered(erasure: Erasure, *, at: datetime, visited: Collection[str] | None = None) -> bool:
    """Whether every place is known; else nothing is called complete, and the officer is told."""
    proof = coverage.proof(visited=visited)
    _note(erasure, COVERAGE, proof.counts, at=at)
    if not proof.is_whole:
        raise_coverage_alarm(proof, case=erasure.pk, person=erasure.person_id, at=at)
    return proof.is_whole


def erasures_under_way() -> list[uuid.UUID]:
    """Erasures that are not done, the oldest first."""
    rows = Erasure.objects.filter(state__in=UNDER_WAY).order_by("requested_at", "pk")
    return list(rows.values_list("id", flat=True))


def take_up_again(erasure: uuid.UUID, *, access: Access, at: datetime) -> Erasure:
    """Goes on with one erasure after a crash, a refusal of the disk, or the end of what it waited for."""
    return carry_out(Erasure.objects.get(pk=erasure), access=access, at=at)


def reopen(person: uuid.UUID, *, case: uuid.UUID, at: datetime) -> Erasure:
    """The erasure of somebody whom the journal calls closed, to be carried out again on a restored database."""
    erasure, _made = Erasure.objects.get_or_create(
        pk=case, defaults={"person_id": person, "language": "id", "requested_at": at, "letter": "none"}
    )
    erasure.letter = "none"
    if erasure.state == ErasureState.DONE:
        erasure.state, erasure.finished_at = ErasureState.TOMBSTONED, None
    erasure.save(update_fields=["state", "letter", "finished_at"])
    return erasure


def _finish(erasure: Erasure, plan: Plan, *, at: datetime) -> Erasure:
    """Asks every store for proof, then writes the receipt; something left over keeps the erasure open."""
    left = [leftover for store in stores.registered() for leftover in store.prove(plan)]
    _note(erasure, LEFT_OVER, {f"{entry.store}: {entry.what}": entry.count for entry in left}, at=at)
    if left:
        logger.error("erasure %s left something over in %s", erasure.id, sorted({entry.store for entry in left}))
    # Where a child was added, or a guest claimed, after the plan was made, the worker goes on with them as well.
    if left or planning.erased_with(erasure.person_id) - plan.people:
        erasure.save(update_fields=["steps"])
        return erasure
    if erasure.holdings or erasure.receipt is None:
        erasure.receipt = receipts.signed(erasure, planning.fates(holdings_of(erasure), plan), at=at)
    waits = bool(plan.waiting) or not _is_covered(erasure, at=at, visited=erasure.steps)
    erasure.state = ErasureState.CLEARED if waits else ErasureState.DONE
    erasure.finished_at = None if waits else at
    erasure.save(update_fields=["steps", "receipt", "state", "finished_at"])
    return erasure


def holdings_of(erasure: Erasure) -> list[Holding]:
    """What was held when the erasure was asked for."""
    return [_as_holding(row) for row in erasure.holdings]


def _note(erasure: Erasure, step: str, counts: Mapping[str, int], *, at: datetime) -> None:
    """Counts of a step that is done again add up: what went before the crash went. The caller saves."""
    before = erasure.steps.get(step, {}).get("counts", {}) if step not in (LEFT_OVER, COVERAGE) else {}
    merged = {name: before.get(name, 0) + counts.get(name, 0) for name in {**before, **counts}}
    erasure.steps = {**erasure.steps, step: {"at": at.isoformat(), "counts": merged}}


def _as_row(holding: Holding) -> dict[str, Any]:
    slot = holding.slot
    return {
        "store": holding.store,
        "person": str(slot.person),
        "clause": slot.clause,
        "period": slot.period,
        "count": holding.count,
    }


def _as_holding(row: Mapping[str, Any]) -> Holding:
    slot = Slot(uuid.UUID(row["person"]), row["clause"], row["period"])
    return Holding(row["store"], slot, int(row["count"]))

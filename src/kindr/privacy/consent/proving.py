"""Proves that use has stopped: tries the gate, runs what has to stop, and signs what was seen (9.1.3, art. 40)."""

from __future__ import annotations

import logging
import uuid
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db import IntegrityError, connections

from kindr.base import statements
from kindr.base.ids import new_id
from kindr.base.key_history import HistoryTampered
from kindr.base.signing import KeyReplaced
from kindr.privacy import gates, ports, registry
from kindr.privacy.access import checks, notes
from kindr.privacy.access.declare import system_access
from kindr.privacy.access.terms import SYSTEM, Access, ActorKind, ConsentMissing
from kindr.privacy.consent import ledger, stops
from kindr.privacy.consent.events import Decision, Event
from kindr.privacy.consent.personal import StopProof
from kindr.privacy.consent.stops import Stopped
from kindr.privacy.turns import in_turn
from kindr.privacy.vault.ports import JournalUnavailable

ARTICLES = "UU 27/2022 9, 40"
PAGE, WORKER = "page", "worker"
LEFT_TO_THE_WORKER = (JournalUnavailable, KeyReplaced, HistoryTampered, OSError)
"""What keeps a process from stopping the rest or from signing; the worker tries until it can (`confirm_stop`)."""

logger = logging.getLogger(__name__)


class StillOpen(Exception):
    """The gate let somebody through although the consent was taken back."""


@dataclass(frozen=True)
class Refusal:
    """The first try after a withdrawal, which the gate refused."""

    purpose: str
    at: datetime
    by_clause: str


@dataclass(frozen=True)
class Proof:
    """What was proven, and the signed statement that says so."""

    id: uuid.UUID
    events: Sequence[Event]
    asked_at: datetime
    committed_at: datetime | None
    """When the withdrawal was seen committed; None in the proof of a process that came later."""
    refusals: Sequence[Refusal]
    stopped: Sequence[Stopped]
    statement: dict[str, Any] | None
    """None where this process could not sign, or not stop all of it; the worker does, and every use is refused."""

    @property
    def refused_at(self) -> datetime | None:
        """When the last of the purposes was first refused; None when there was nothing to stop."""
        return max((refusal.at for refusal in self.refusals), default=None)


def now_by_the_database() -> datetime:
    """The present moment by the one clock that every process shares."""
    with connections["default"].cursor() as cursor:
        cursor.execute("SELECT clock_timestamp()")
        moment: datetime = cursor.fetchone()[0]
    return moment


def try_gate(purpose: str, person: uuid.UUID) -> Refusal:
    """Tries to use somebody's data for a purpose, as the first beat of every gate does; raises StillOpen."""
    at = now_by_the_database()
    known = registry.policy().purposes[purpose]
    clauses = [key for key, clause in registry.policy().clauses.items() if purpose in clause.purposes]
    try:
        if clauses and registry.may_claim(SYSTEM.role, purpose):
            notes.check_use([notes.about(person, "read", clauses)], system_access(purpose), at=at)
        else:
            checks.check_consent([person], known, at=at)
    except ConsentMissing as refusal:
        return Refusal(purpose, at, refusal.clause)
    raise StillOpen(f"{purpose} can still be used")


def prove(
    events: Sequence[Event], *, committed_at: datetime | None, process: str, language: str, access: Access, at: datetime
) -> Proof:
    """Tries the gate, stops what rests on each consent, signs and keeps the proof. Raises StillOpen."""
    with in_turn(f"stop {events[0].id}"):
        refusals = [try_gate(event.purpose, event.person) for event in events]
        doer = access if access.actor.kind is ActorKind.PERSON else system_access("erase_my_data")
        stopped = [
            done
            for event in events
            for done in stops.run(event.purpose, event.person, language=language, access=doer, at=at)
        ]
        proof = _signed(events, committed_at, process, refusals, stopped)
        _keep(proof, process, at=at)
    return proof


def prove_or_leave(
    events: Sequence[Event], *, committed_at: datetime, language: str, access: Access, at: datetime
) -> Proof:
    """The page's own proof; what it cannot do now is left to the worker, for the withdrawal is committed."""
    try:
        return prove(events, committed_at=committed_at, process=PAGE, language=language, access=access, at=at)
    except LEFT_TO_THE_WORKER:
        logger.exception("the proof of the stop %s is left to the worker", events[0].id)
        return Proof(new_id(), events, events[0].at, committed_at, (), (), None)


def _signed(
    events: Sequence[Event],
    committed_at: datetime | None,
    process: str,
    refusals: Sequence[Refusal],
    stopped: Sequence[Stopped],
) -> Proof:
    policy, made = registry.policy(), new_id()
    content: dict[str, Any] = {
        "v": 1,
        "kind": "proof of stop",
        "proof": str(made),
        "controller": policy.parties["controller"].name,
        "policy": events[0].policy_version,
        "articles": ARTICLES,
        "person": str(events[0].person),
        "entries": [{"event": str(event.id), "purpose": event.purpose} for event in events],
        "asked_at": events[0].at.isoformat(),
        "committed_at": committed_at.isoformat() if committed_at else None,
        "tried_by": process,
        "refused": [
            {"purpose": refusal.purpose, "at": refusal.at.isoformat(), "clause": refusal.by_clause}
            for refusal in refusals
        ],
        "stopped": [{"purpose": done.purpose, "what": done.name, "count": done.count} for done in stopped],
    }
    statement = statements.signed(content, ports.signer())
    return Proof(made, events, events[0].at, committed_at, refusals, stopped, statement)


def _keep(proof: Proof, process: str, *, at: datetime) -> None:
    """Keeps the proof for whoever decided: a child who was just forgotten keeps nothing."""
    first = proof.events[0]
    try:
        gates.collect(
            StopProof,
            person=uuid.UUID(first.by),
            access=system_access("prove_compliance"),
            at=at,
            source="system",
            values={"statement": proof.statement},
            plain={"event": first.id, "process": process},
        )
    except IntegrityError:
        # The same stop was proven before a crash, or by a task that ran twice.
        return


def is_proven(event: uuid.UUID, *, process: str) -> bool:
    """Whether a process has proven this stop already."""
    return StopProof.objects.filter(event=event, process=process).exists()


def unproven(persons: Collection[uuid.UUID], purposes: Collection[str]) -> list[Event]:
    """The withdrawals by which some people stand now, and of which no process has kept a proof under their own id."""
    last = {(event.person, event.purpose): event for event in ledger.events_of(persons) if event.purpose in purposes}
    taken = [event for event in last.values() if event.decision is Decision.WITHDRAWN]
    known = StopProof.objects.filter(event__in=[event.id for event in taken]).values_list("event", flat=True)
    proven = set(known) if taken else set()
    return [event for event in taken if event.id not in proven]


def entry(event: uuid.UUID, person: uuid.UUID) -> Event | None:
    """One entry of somebody's ledger, opened; None when it is forgotten."""
    return next((one for one in ledger.events_of([person]) if one.id == event), None)

"""Carrying out a right, step by step; each step can be done again, and whoever comes after a crash goes on from there.

`carry_out` is what the register of requests calls; `resume` is what the worker calls. Nothing is called done without
proof that every place was looked at (coverage).
"""

from __future__ import annotations

import logging
import uuid
from collections.abc import Mapping
from contextlib import nullcontext
from datetime import datetime
from typing import Any

from django.db import DatabaseError, transaction

from kindr.privacy import gates
from kindr.privacy.access import checks
from kindr.privacy.access.connection import LogUnavailable
from kindr.privacy.access.terms import Access, ActorKind, NotYours
from kindr.privacy.people import covered_by
from kindr.privacy.rights import planning
from kindr.privacy.rights.alone import alone_at
from kindr.privacy.rights.fulfilment import correcting, coverage, outside, steps
from kindr.privacy.rights.fulfilment.alarms import raise_coverage_alarm
from kindr.privacy.rights.fulfilment.coverage import NotCovered
from kindr.privacy.rights.fulfilment.models import Fulfilment
from kindr.privacy.rights.fulfilment.personal import WantedValue
from kindr.privacy.rights.fulfilment.terms import (
    ENDED,
    Asked,
    Change,
    Evidence,
    Kind,
    Outcome,
    Refusal,
    Refusing,
    Run,
    State,
)
from kindr.privacy.vault import asking
from kindr.privacy.vault.ports import JournalUnavailable

logger = logging.getLogger(__name__)
NOTHING_ASKED = Asked()
AS_IT_STANDS = "SELECT * FROM privacy_fulfilment WHERE id = %s"
LEFT_TO_THE_WORKER = (LogUnavailable, JournalUnavailable, DatabaseError, OSError)


def carry_out(
    *,
    kind: Kind,
    person: uuid.UUID,
    request: uuid.UUID,
    access: Access,
    at: datetime,
    asked: Asked = NOTHING_ASKED,
    language: str = "id",
) -> Outcome:
    """Carries out one right of one person at once; what fails on the way is taken up again by the worker.

    Calling it twice for one request is one fulfilment. Raises NotYours and what the gates refuse the caller.
    """
    run = _begin(kind, person, request, access=access, at=at, asked=asked, language=language)
    try:
        return go_on(run, access=access, at=at)
    except LEFT_TO_THE_WORKER:
        logger.exception("fulfilment %s is left to the worker", run.pk)
        return outcome_of(Fulfilment.objects.get(pk=run.pk))


def go_on(run: Fulfilment, *, access: Access, at: datetime) -> Outcome:
    """Does whatever is left to do, unless somebody else is at it; raises DoesNotExist and what a step raises."""
    with alone_at(f"fulfilment {run.pk}") as is_alone:
        run = _as_it_stands(run.pk)
        if not is_alone or run.state in ENDED:
            return outcome_of(run)
        return _go_through(run, access=access, at=at)


def _as_it_stands(run: uuid.UUID) -> Fulfilment:
    found = asking.whole(Fulfilment, AS_IT_STANDS, [run])
    if not found:
        raise Fulfilment.DoesNotExist(f"there is no fulfilment {run}, or no longer")
    return found[0]


def resume(run: uuid.UUID, *, access: Access, at: datetime) -> Outcome:
    """Goes on with one fulfilment after a crash, a full disk, a gap in the coverage or an answer from outside."""
    return go_on(Fulfilment.objects.get(pk=run), access=access, at=at)


def under_way(*, is_erasure: bool) -> list[uuid.UUID]:
    """Erasures, or all others, that have not ended, the oldest first."""
    rows = Fulfilment.objects.exclude(state__in=ENDED)
    rows = rows.filter(kind=Kind.ERASURE) if is_erasure else rows.exclude(kind=Kind.ERASURE)
    return list(rows.order_by("began_at", "pk").values_list("pk", flat=True))


def refuse(run: uuid.UUID, reason: Refusal, *, access: Access, at: datetime) -> Outcome:
    """Ends a fulfilment with a named reason that only a human can judge (UU 27/2022 art. 33)."""
    found = Fulfilment.objects.get(pk=run)
    with alone_at(f"fulfilment {run}") as is_alone:
        found.refresh_from_db()
        may_end = is_alone and found.state not in ENDED
        return _refuse(found, reason, access=access, at=at) if may_end else outcome_of(found)


def outcome_of(run: Fulfilment) -> Outcome:
    """Where a fulfilment stands."""
    return _outcome(run, outside.open_count(_runs_of(run)))


def _outcome(run: Fulfilment, open_answers: int) -> Outcome:
    return Outcome(
        run=run.pk,
        kind=Kind(run.kind),
        state=State(run.state),
        steps=run.steps,
        refusal=Refusal(run.refusal) if run.refusal else None,
        erasure=run.erasure,
        open_answers=open_answers,
    )


def _begin(
    kind: Kind,
    person: uuid.UUID,
    request: uuid.UUID,
    *,
    access: Access,
    at: datetime,
    asked: Asked,
    language: str,
) -> Fulfilment:
    """Intent first, in one commit with the new values of a correction, which are sealed."""
    _check_who_asks(person, access)
    run = Fulfilment(
        request=request, person_id=person, kind=kind, language=language[:5], asked=_as_row(asked), began_at=at
    )
    with transaction.atomic() if asked.changes else nullcontext():
        is_new = asking.add(run, unless="request")
        for change in asked.changes if is_new else ():
            _seal(change, run, access=access, at=at)
    return run if is_new else Fulfilment.objects.get(request=request)


def _check_who_asks(person: uuid.UUID, access: Access) -> None:
    if access.actor.kind is ActorKind.STRANGER:
        raise NotYours("strangers have nothing carried out")
    if access.actor.kind is ActorKind.PERSON and person not in covered_by(access.actor.id):
        raise NotYours("only the person or the guardian may ask for this")
    checks.check_serves_rights(access)


def _seal(change: Change, run: Fulfilment, *, access: Access, at: datetime) -> None:
    plain = {"run": run.pk, "row": change.row, "column": change.column}
    values = {"text": change.text}
    gates.collect(WantedValue, person=run.person_id, access=access, at=at, source="system", values=values, plain=plain)


def _go_through(run: Fulfilment, *, access: Access, at: datetime) -> Outcome:
    people = planning.covered(run.person_id)
    try:
        _add(run, "coverage", Evidence(coverage.check().counts), at=at)
        _move(run, State.UNDER_WAY)
        doing = Run(run, people, access, at)
        for name, step in steps.of(Kind(run.kind)):
            if name not in run.steps:
                evidence = step(doing)
                if isinstance(evidence, State):
                    _move(run, evidence)
                    return outcome_of(run)
                # What only looked changed nothing: it is written down with what comes next.
                (_add if step is steps.visit_stores else _note)(run, name, evidence, at=at)
        visited = run.steps.get("stores", {}).get("counts", {})
        _add(run, "proof", Evidence(coverage.check(visited=visited).counts), at=at)
    except NotCovered as missing:
        return _block(run, missing, at=at)
    except Refusing as refusal:
        return _refuse(run, refusal.reason, access=access, at=at)
    return _finish(run, at=at)


def _finish(run: Fulfilment, *, at: datetime) -> Outcome:
    """Done, or honestly waiting while somebody outside has not answered."""
    waiting = outside.send_open(_runs_of(run), at=at)
    run.state, run.finished_at = (State.WAITING, None) if waiting else (State.DONE, at)
    run.save(update_fields=["steps", "state", "finished_at"])
    return _outcome(run, waiting)


def _block(run: Fulfilment, missing: NotCovered, *, at: datetime) -> Outcome:
    was_blocked = run.state == State.BLOCKED
    _note(run, "blocked", Evidence(missing.proof.counts, [gap.kind for gap in missing.proof.gaps]), at=at)
    _move(run, State.BLOCKED)
    if not was_blocked:
        raise_coverage_alarm(missing.proof, case=run.pk, person=run.person_id, at=at)
    return outcome_of(run)


def _refuse(run: Fulfilment, reason: Refusal, *, access: Access, at: datetime) -> Outcome:
    correcting.forget_wanted(run.pk, access=access, at=at)
    run.state, run.refusal, run.finished_at = State.REFUSED, reason, at
    run.save(update_fields=["steps", "state", "refusal", "finished_at"])
    return outcome_of(run)


def _note(run: Fulfilment, step: str, evidence: Evidence, *, at: datetime) -> None:
    _add(run, step, evidence, at=at)
    run.save(update_fields=["steps"])


def _add(run: Fulfilment, step: str, evidence: Evidence, *, at: datetime) -> None:
    """What a step did, to be written down with what comes next."""
    entry: dict[str, Any] = {"at": at.isoformat(), "counts": dict(evidence.counts)}
    if evidence.fields:
        entry["fields"] = list(evidence.fields)
    run.steps = {**run.steps, step: entry}


def _move(run: Fulfilment, state: State) -> None:
    if run.state != state:
        run.state = state
        run.save(update_fields=["state", "steps"])


def _runs_of(run: Fulfilment) -> list[uuid.UUID]:
    """The fulfilment itself and its erasure: both may have asked somebody outside."""
    return [run.pk, *([run.erasure] if run.erasure else [])]


def _as_row(asked: Asked) -> Mapping[str, Any]:
    changes = [[str(change.row), change.column] for change in asked.changes]
    lists = {"clauses": list(asked.clauses), "purposes": list(asked.purposes)}
    return {"changes": changes, **lists, "channel": asked.channel}

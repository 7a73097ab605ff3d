"""Putting a radius together from the log and the keys, and writing it down person by person."""

from __future__ import annotations

import json
import time
import uuid
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from itertools import islice

from django.apps import apps
from django.db import transaction

from kindr.base.ids import new_id
from kindr.privacy import registry
from kindr.privacy.access.terms import Access
from kindr.privacy.incidents.models import AffectedPerson, Incident, Radius
from kindr.privacy.incidents.radius import actors, keys, logbook, reach
from kindr.privacy.incidents.radius.keys import Held, Span
from kindr.privacy.incidents.radius.reach import Counts, Line, Reach, Touched
from kindr.privacy.incidents.rules import Cause
from kindr.privacy.people import Person
from kindr.privacy.vault.copying import copy_rows

WRITTEN_TOGETHER = 2000
COLUMNS = ("radius", "person_id", "kind", "opened", "changed", "could", "since_gone", "is_forgotten")


@dataclass(frozen=True)
class Scope:
    """What a cause comes to: what the log said, what was within reach, and of whom."""

    touched: Touched
    reach: Reach
    held: Iterable[list[Held]]
    sealed: str = ""
    """Why nothing opens, when nothing does; then whoever is in it is counted and nobody affected."""


def compute(incident: Incident, *, access: Access, at: datetime, keep: int | None = None) -> Radius:
    """Computes the radius of an incident as of now. With `keep`, only so many people are written down, all counted."""
    began, radius = time.monotonic(), new_id()
    scope = SCOPES[Cause(incident.cause)](incident, access, at)
    # One that stops half-way leaves nobody written down: what is written of an incident can never be deleted.
    with transaction.atomic():
        counts, sealed_people, kept = Counts(), 0, 0
        for batch in _together(_lines(scope)):
            if scope.sealed:
                sealed_people += len(batch)
                batch = [line for line in batch if line.is_touched]
            kinds = dict(Person.objects.filter(pk__in=[line.person for line in batch]).values_list("pk", "kind"))
            named = [_of_kind(line, kinds.get(line.person, "")) for line in batch]
            for line in named:
                counts.add(line)
            wanted = named if keep is None else named[: max(0, keep - kept)]
            kept += _write(radius, wanted)
        summary = {
            **counts.as_json(),
            "sealed": {"people": sealed_people, "why": scope.sealed},
            "log": {"lines": scope.touched.lines, "refused": scope.touched.refused, "leaves": scope.touched.unreadable},
            "kept": kept,
        }
        took = int((time.monotonic() - began) * 1000)
        return Radius.objects.create(id=radius, incident=incident, made_at=at, took_ms=took, counts=summary)


def _credential(incident: Incident, access: Access, at: datetime) -> Scope:
    actor = uuid.UUID(str(incident.terms["actor"]))
    touched = logbook.touched(actor=str(actor), since=incident.since, until=incident.until, access=access, at=at)
    found = actors.reach_of(actor, touched.roles, since=incident.since, until=incident.until)
    return Scope(touched, found, keys.batches(Span(found.clauses, incident.since, incident.until)))


def _window(incident: Incident, access: Access, at: datetime) -> Scope:
    touched = logbook.touched(actor=None, since=incident.since, until=incident.until, access=access, at=at)
    return Scope(touched, Reach(), [])


def _backup(incident: Incident, _access: Access, _at: datetime) -> Scope:
    """The copy was made at `since`: what was there then, shredded meanwhile or not."""
    terms, found = incident.terms, reach.whole_clauses(registry.policy())
    held = keys.batches(_with_epoch(Span(found.clauses, incident.since, incident.since), terms))
    return Scope(Touched(), found, held, sealed=why_sealed(str(terms.get("copy", "")), bool(terms.get("has_root"))))


def why_sealed(copy: str, has_root: bool) -> str:
    """Why a copy opens nothing: it lacks the keys, the data, or the root key that the keys are wrapped under."""
    missing = {"data": "no_keys", "keys": "no_data"}.get(copy, "")
    return missing or ("" if has_root else "no_root")


def _key(incident: Incident, _access: Access, _at: datetime) -> Scope:
    terms = incident.terms
    if terms.get("key"):
        found = keys.key_of(uuid.UUID(str(terms["key"])))
        if found is None:
            return Scope(Touched(), Reach(), [])
        person, clause = found
        return Scope(
            Touched(), reach.whole_clauses(registry.policy(), [clause]), [[Held(person, (clause,), (), False)]]
        )
    every = reach.whole_clauses(registry.policy())
    span = Span(every.clauses, incident.since, incident.until)
    return Scope(Touched(), every, keys.batches(_with_epoch(span, terms)))


def _with_epoch(span: Span, terms: Mapping[str, object]) -> Span:
    if not terms.get("epoch"):
        return span
    epoch = int(str(terms["epoch"]))
    return Span(span.clauses, span.since, span.until, epoch, keys.retired_at(epoch))


def _table(incident: Incident, _access: Access, _at: datetime) -> Scope:
    """Whoever has a row in the table; without the keys its sealed columns stay sealed."""
    model = apps.get_model(str(incident.terms["table"]))
    clause = str(getattr(model, "clause", ""))
    found = reach.whole_clauses(registry.policy(), [clause])
    rows = model._default_manager.filter(collected_at__lt=incident.until).order_by("person_id")
    people = rows.values_list("person_id", flat=True).distinct().iterator(chunk_size=WRITTEN_TOGETHER)
    held = _in_batches(people, lambda person: Held(person, (clause,), (), False))
    return Scope(Touched(), found, held, sealed="" if incident.terms.get("has_keys") else "no_keys")


SCOPES: Mapping[Cause, Callable[[Incident, Access, datetime], Scope]] = {
    Cause.CREDENTIAL: _credential,
    Cause.BACKUP: _backup,
    Cause.KEY: _key,
    Cause.TABLE: _table,
    Cause.WINDOW: _window,
}


def _lines(scope: Scope) -> Iterator[Line]:
    """Everybody within reach, then those whom only the log knows."""
    opened, changed = dict(scope.touched.opened), dict(scope.touched.changed)
    for batch in scope.held:
        for held in batch:
            could = scope.reach.of(held.person, held.clauses)
            line = Line(
                held.person, "", _taken(opened, held.person), _taken(changed, held.person), could,
                [clause for clause in held.since_gone if clause in could], held.is_closed,
            )  # fmt: skip
            if could or line.is_touched:
                yield line
    left = sorted(set(opened) | set(changed))
    for first in range(0, len(left), WRITTEN_TOGETHER):
        people = left[first : first + WRITTEN_TOGETHER]
        closed = keys.closed_among(people)
        for person in people:
            yield Line(person, "", _taken(opened, person), _taken(changed, person), {}, [], person in closed)


def _taken(found: dict[uuid.UUID, dict[str, set[str]]], person: uuid.UUID) -> dict[str, list[str]]:
    return {clause: sorted(categories) for clause, categories in sorted(found.pop(person, {}).items())}


def _of_kind(line: Line, kind: str) -> Line:
    return Line(line.person, kind, line.opened, line.changed, line.could, line.since_gone, line.is_forgotten)


def _together(lines: Iterator[Line]) -> Iterator[list[Line]]:
    while batch := list(islice(lines, WRITTEN_TOGETHER)):
        yield batch


def _in_batches(people: Iterable[uuid.UUID], made: Callable[[uuid.UUID], Held]) -> Iterator[list[Held]]:
    rest = iter(people)
    while batch := [made(person) for person in islice(rest, WRITTEN_TOGETHER)]:
        yield batch


def _write(radius: uuid.UUID, lines: list[Line]) -> int:
    """A radius may have everybody in it: they are streamed, since a model for each costs more than finding them."""
    rows = (
        (radius, line.person, line.kind, *map(json.dumps, (line.opened, line.changed, line.could, line.since_gone)),
         line.is_forgotten)
        for line in lines
    )  # fmt: skip
    return copy_rows("default", AffectedPerson._meta.db_table, COLUMNS, rows)

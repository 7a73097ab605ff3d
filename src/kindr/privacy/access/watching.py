"""Counting what staff open, in the very statement that writes the log; past a limit the officer is called (policy 8.2).

People are counted by a sketch (linear counting): each sets one bit that a key chooses, so that the table says how many
and never whom, and a page of fifty people costs one row.
"""

from __future__ import annotations

import math
import uuid
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime
from zoneinfo import ZoneInfo

from kindr.privacy import registry
from kindr.privacy.access import connection, honeytokens, standing
from kindr.privacy.access.alarms import AlarmKind, raise_alarm
from kindr.privacy.access.models.alarms import SKETCH_BITS, OpeningTally
from kindr.privacy.access.rows import INSERT, Note
from kindr.privacy.access.terms import Access, Actor

COUNTED = frozenset({"read", "disclose", "advise"})
MOST_REMEMBERED = 10_000
TABLE = OpeningTally._meta.db_table
TALLY = f"""
    INSERT INTO {TABLE} AS tally (actor_id, span, began_at, sketch, refusals)
    SELECT %s::uuid, span, began_at, given.sketch, given.refusals
    FROM (SELECT %s::bit({SKETCH_BITS}) AS sketch, %s::int AS refusals) AS given,
         (VALUES ('day', %s::timestamptz), ('hour', %s::timestamptz)) AS spans (span, began_at)
    ON CONFLICT (actor_id, span, began_at) DO UPDATE
    SET sketch = tally.sketch | excluded.sketch, refusals = tally.refusals + excluded.refusals
    RETURNING span, bit_count(sketch), refusals"""  # noqa: S608  # names and numbers are constants
COUNTED_INSERT = f"WITH written AS ({INSERT}), tallied AS ({TALLY}) SELECT * FROM tallied"  # noqa: S608  # likewise

_raised: set[str] = set()
"""What this process has raised already; the database would refuse to raise it twice as well."""


@dataclass(frozen=True)
class Counts:
    """How many people somebody has opened, and how often they were refused."""

    this_hour: int
    today: int
    refusals: int
    """In this hour."""


def write(rows: Sequence[object], notes: Collection[Note], *, access: Access, at: datetime) -> None:
    """Writes rows of the log and commits; where staff or consultants act, counts them too, and calls the officer.

    Raises LogUnavailable.
    """
    if access.actor.kind in standing.WORKING:
        opened = [note.person for note in notes if _is_counted(note, access)]
        refusals = int(any(note.refused_by for note in notes))
        answer = connection.write(COUNTED_INSERT, [*rows, *_tally(access.actor, opened, refusals, at)])
        _watch(access, _counts(answer), opened, at=at)
    else:
        connection.write(INSERT, rows)
    for note in honeytokens.touched(notes, access):
        known = {"role": access.actor.role, "purpose": access.purpose}
        about: dict[str, str | int] = {**known, "verb": note.verb, "clause": min(note.opened)}
        once = f"{access.actor.id}/{note.person}/{at:%Y%m%d%H}"
        _raise(AlarmKind.HONEYTOKEN, once, about, access=access, at=at, person=note.person)


def count_refusal(access: Access, *, at: datetime) -> None:
    """Counts a refusal at the door, which concerns no person and has no line in the log."""
    if access.actor.kind in standing.WORKING:
        answer = connection.write(TALLY, _tally(access.actor, [], 1, at))
        _watch(access, _counts(answer), [], at=at)


def estimate(bits: int) -> int:
    """How many people have set so many bits of a sketch (linear counting, Whang et al. 1990)."""
    left = max(1, SKETCH_BITS - bits)
    return round(SKETCH_BITS * math.log(SKETCH_BITS / left))


def is_out_of_hours(role: str, at: datetime) -> bool:
    """Whether the role does not work at this moment, by the hours, days and time zone of the policy."""
    strictness = registry.access_rules().roles.get(role)
    return strictness is None or not strictness.works_at(wall_clock(at))


def wall_clock(at: datetime) -> datetime:
    """The moment as a clock on the wall shows it where the policy counts working hours."""
    return at.astimezone(ZoneInfo(registry.access_rules().time_zone))


def _is_counted(note: Note, access: Access) -> bool:
    is_book = honeytokens.BOOKS.issuperset(note.opened)
    return note.verb in COUNTED and not note.refused_by and not is_book and note.person != access.actor.id


def _tally(actor: Actor, opened: Collection[uuid.UUID], refusals: int, at: datetime) -> list[object]:
    bits = bytearray(b"0" * SKETCH_BITS)
    for person in opened:
        bits[honeytokens.fingerprint(person, SKETCH_BITS)] = ord("1")
    hour = wall_clock(at).replace(minute=0, second=0, microsecond=0)
    return [actor.id, bits.decode(), refusals, hour.replace(hour=0), hour]


def _counts(answer: Sequence[Sequence[object]]) -> Counts:
    by_span = {str(row[0]): row for row in answer}
    hour, day = by_span["hour"], by_span["day"]
    return Counts(estimate(int(str(hour[1]))), estimate(int(str(day[1]))), int(str(hour[2])))


def _watch(access: Access, counts: Counts, opened: Collection[uuid.UUID], *, at: datetime) -> None:
    rules, actor = registry.access_rules(), access.actor
    role, there = rules.roles.get(actor.role), wall_clock(at)
    hour, day = f"{actor.id}/{there:%Y%m%d%H}", f"{actor.id}/{there:%Y%m%d}"
    found: list[tuple[AlarmKind, str, dict[str, str | int]]] = []
    if counts.this_hour > (role.people_an_hour if role else 0):
        found.append((AlarmKind.BULK_OPENING, hour, {"people": counts.this_hour, "span": "hour"}))
    if counts.today > (role.people_a_day if role else 0):
        found.append((AlarmKind.BULK_OPENING, day, {"people": counts.today, "span": "day"}))
    if counts.refusals >= rules.refusals_an_hour:
        found.append((AlarmKind.REFUSALS, hour, {"refusals": counts.refusals}))
    if opened and is_out_of_hours(actor.role, at):
        found.append((AlarmKind.OUT_OF_HOURS, day, {"hour": there.hour}))
    for kind, once, numbers in found:
        _raise(kind, once, {"role": actor.role, "purpose": access.purpose, **numbers}, access=access, at=at)


def _raise(
    kind: AlarmKind,
    once: str,
    about: dict[str, str | int],
    *,
    access: Access,
    at: datetime,
    person: uuid.UUID | None = None,
) -> None:
    if f"{kind}/{once}" in _raised:
        return
    raise_alarm(kind, at=at, person=person, actor=access.actor.id, about=about, once=once)
    if len(_raised) >= MOST_REMEMBERED:
        _raised.clear()
    _raised.add(f"{kind}/{once}")

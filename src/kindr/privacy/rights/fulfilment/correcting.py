"""A correction that reaches every copy (policy 6.2.2): records, parcels not yet shipped, and parties outside.

Copies are put right before their source, so that a run that stopped in between still knows them by the old value.
"""

from __future__ import annotations

import uuid
from collections import Counter
from collections.abc import Callable, Collection, Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime

from django.core.exceptions import ValidationError

from kindr.privacy import gates, registry
from kindr.privacy.access.terms import Access
from kindr.privacy.rights import corrections, queries, stores
from kindr.privacy.rights.fulfilment import outside
from kindr.privacy.rights.fulfilment.personal import WantedValue
from kindr.privacy.rights.fulfilment.terms import Evidence, Refusal, Refusing, Run
from kindr.privacy.rights.stores.records import is_never_shown
from kindr.privacy.terms import AtErasure
from kindr.privacy.vault.records import PersonalRecord, sealed_columns

Rows = Callable[[Collection[uuid.UUID]], Iterable[PersonalRecord]]


@dataclass(frozen=True)
class Copy:
    """Records that were given values of another one when they were made, and may still be changed."""

    columns: Mapping[str, str]
    """Column of the source -> column of the copy."""
    rows: Rows
    """The copies of some people that may still be changed."""


@dataclass(frozen=True)
class Wanted:
    """One change with its record, the value that stands there now, and the clean new one."""

    paper: WantedValue
    record: PersonalRecord
    old: object
    new: str | None


_copies: dict[str, list[Copy]] = {}


def copied_to(label: str, copy: Copy) -> None:
    """Says where values of a record class, named as `app.Model`, are copied to; called by the wiring."""
    if copy not in _copies.setdefault(label, []):
        _copies[label].append(copy)


def check(run: Run) -> Evidence:
    """Everything that is wanted can be done; raises Refusing with the reason. Nothing is changed yet."""
    wanted = _wanted(run)
    if not wanted:
        raise Refusing(Refusal.GONE)
    return Evidence({"changes": len(wanted)}, [_named(one) for one in wanted])


def reach(run: Run) -> Evidence:
    """Puts every copy right that still says what the source said; counts by table what now says the new value."""
    counts: Counter[str] = Counter()
    for one in _wanted(run):
        for copy in _copies.get(one.record._meta.label, []):
            column = copy.columns.get(one.paper.column)
            for row in copy.rows(run.people) if column else ():
                counts[row._meta.label] += _brought_along(run, row, str(column), one)
    return Evidence(counts)


def put_right(run: Run) -> Evidence:
    """Changes the records themselves, through whichever store has them, and forgets the wanted values.

    A wanted value whose key is gone was carried out before a crash: only its row is left, and goes now.
    """
    fields = [_cleared(run, paper) for paper, text in _opened(run) if text is None]
    for one in _wanted(run):
        values = {one.paper.column: one.new}
        if one.old != one.new:
            _in_a_store(run, one.record.pk, values)
        fields.append(_named(one))
        gates.expire(one.paper, access=run.access, at=run.at)
    return Evidence({"records": len(fields)}, fields)


def forget_wanted(run: uuid.UUID, *, access: Access, at: datetime) -> None:
    """Forgets what somebody wanted, when nothing comes of it."""
    for paper in WantedValue._default_manager.filter(run=run):
        gates.expire(paper, access=access, at=at)


def tell_outside(run: Run) -> Evidence:
    """Tells whoever outside holds something that it was corrected."""
    return Evidence({"parties": outside.tell(run.row.pk, "correct", run.people, at=run.at)})


def _wanted(run: Run) -> list[Wanted]:
    opened = _opened(run)
    if any(text is None for _paper, text in opened):
        raise Refusing(Refusal.GONE)
    return [_checked(run, paper, str(text)) for paper, text in opened]


def _opened(run: Run) -> list[tuple[WantedValue, str | None]]:
    """Each wanted value with its text; None where it is forgotten."""
    papers = list(WantedValue._default_manager.filter(run=run.row.pk).order_by("pk"))
    opened = gates.read_many(papers, access=run.access, at=run.at)
    return [(one.record, None if one.is_forgotten else one.values()["text"]) for one in opened]


def _cleared(run: Run, paper: WantedValue) -> str:
    record = queries.record_of(paper.row, run.people)
    gates.expire(paper, access=run.access, at=run.at)
    return f"{record._meta.label}.{paper.column}" if record else paper.column


def _checked(run: Run, paper: WantedValue, text: str) -> Wanted:
    """The change with what it needs; raises Refusing with the reason that forbids it."""
    record = queries.record_of(paper.row, run.people)
    if record is None:
        raise Refusing(Refusal.GONE)
    if registry.clause(record.clause).at_erasure is AtErasure.KEPT_LOCKED:
        raise Refusing(Refusal.KEPT_BY_LAW)
    if paper.column not in sealed_columns(type(record)) or is_never_shown(type(record), paper.column):
        raise Refusing(Refusal.EDITED_ELSEWHERE)
    way = corrections.column_of(record, paper.column)
    if way is None:
        raise Refusing(Refusal.EDITED_ELSEWHERE)
    try:
        clean = way.check(text)
    except ValidationError:
        raise Refusing(Refusal.NOT_USABLE) from None
    if not clean and not way.may_be_empty:
        raise Refusing(Refusal.NOT_USABLE)
    old = gates.read(record, access=run.access, at=run.at).values()[paper.column]
    return Wanted(paper, record, old, clean or None)


def _brought_along(run: Run, row: PersonalRecord, column: str, one: Wanted) -> int:
    """Whether a copy says the new value now; one that somebody had changed apart is left as it is."""
    value = gates.read(row, access=run.access, at=run.at).values()[column]
    if value == one.old and one.old != one.new:
        _in_a_store(run, row.pk, {column: one.new})
        return 1
    return int(value == one.new)


def _in_a_store(run: Run, row: uuid.UUID, values: Mapping[str, object]) -> None:
    for store in stores.registered():
        if store.correct(row, people=run.people, values=values, access=run.access, at=run.at):
            return
    raise Refusing(Refusal.GONE)


def _named(one: Wanted) -> str:
    return f"{one.record._meta.label}.{one.paper.column}"

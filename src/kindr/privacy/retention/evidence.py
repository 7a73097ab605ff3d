"""What a legal hold keeps, opened for the officer who answers the complaint, the court or the authority (6.3.9)."""

from __future__ import annotations

import uuid
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Generic, TypeVar

from django.core.paginator import Page, Paginator
from django.db.models import QuerySet

from kindr.base.clock import JAKARTA
from kindr.privacy import registry
from kindr.privacy.access import log
from kindr.privacy.access.models import AccessEntry
from kindr.privacy.access.terms import Access, ActorKind
from kindr.privacy.consent import ledger
from kindr.privacy.consent.models import ConsentEvent
from kindr.privacy.gates import Opened, read_held, read_held_events, read_held_lines
from kindr.privacy.retention.holds import HoldRefused
from kindr.privacy.retention.models import EVERYTHING, LegalHold
from kindr.privacy.rights import labels
from kindr.privacy.rights.queries.happenings import agreement_of, opening_of
from kindr.privacy.rights.statements import Agreement, Opening
from kindr.privacy.vault.files import SealedFile
from kindr.privacy.vault.records import PersonalRecord, sealed_columns

Row = TypeVar("Row", AccessEntry, ConsentEvent)
Shown = TypeVar("Shown", "LineShown", Agreement)
MOST = 50
"""So many records are opened together, the oldest first."""
LINES_ON_A_PAGE = 50
"""So many lines of a book are opened together, the newest first."""


@dataclass(frozen=True)
class RecordShown:
    """One held record in clear."""

    label: str
    collected_at: datetime
    values: tuple[tuple[str, list[str]], ...]
    """The name of each column and its lines; empty where the record is forgotten."""


@dataclass(frozen=True)
class LineShown:
    """One held line of the access log in words."""

    opening: Opening
    actor: str
    """The random id of a colleague or consultant who did it; empty for everybody else."""


@dataclass(frozen=True)
class BookShown(Generic[Shown, Row]):
    """A page of what is held of the log or of the consent ledger, the newest first."""

    lines: tuple[Shown, ...]
    page: Page[Row]

    @property
    def opaque(self) -> int:
        """Of this page, how many can be opened by nobody any more."""
        return len(self.page.object_list) - len(self.lines)


@dataclass(frozen=True)
class Evidence:
    """What a hold keeps."""

    records: tuple[RecordShown, ...]
    others: int
    """Held as well, and not opened."""
    files: int
    log: BookShown[LineShown, AccessEntry] | None = None
    """Where the hold keeps lines of the access log."""
    ledger: BookShown[Agreement, ConsentEvent] | None = None
    """Where the hold keeps entries of the consent ledger."""


def opened_for(hold: uuid.UUID, *, access: Access, at: datetime, page: str = "1") -> Evidence:
    """Opens what a hold keeps, with a line in the person's record; of the two books one page.

    Raises HoldRefused, Refused, LogUnavailable.
    """
    found = LegalHold.objects.filter(pk=hold).first()
    if found is None or not found.is_in_force(at):
        raise HoldRefused("over")
    rows = _rows(found)
    shown: list[RecordShown] = []
    for model in {type(row): None for row in rows[:MOST]}:
        some = [row for row in rows[:MOST] if type(row) is model]
        shown += [_shown(opened) for opened in read_held(some, hold=found, access=access, at=at)]
    files = SealedFile.objects.filter(**_named(found)).count()
    lines = _lines(found, page, access=access, at=at) if found.clause == log.CLAUSE else None
    events = _events(found, page, access=access, at=at) if found.clause == ledger.CLAUSE else None
    return Evidence(tuple(shown), len(rows[MOST:]), files, lines, events)


def _lines(hold: LegalHold, page: str, *, access: Access, at: datetime) -> BookShown[LineShown, AccessEntry]:
    found = _page_of(AccessEntry.objects.all(), hold, page)
    opened = read_held_lines(list(found.object_list), hold=hold, access=access, at=at)
    return BookShown(tuple(_line(line) for line in opened), found)


def _events(hold: LegalHold, page: str, *, access: Access, at: datetime) -> BookShown[Agreement, ConsentEvent]:
    found = _page_of(ConsentEvent.objects.all(), hold, page)
    opened = read_held_events(list(found.object_list), hold=hold, access=access, at=at)
    return BookShown(tuple(agreement_of(event) for event in opened), found)


def _page_of(rows: QuerySet[Row], hold: LegalHold, page: str) -> Page[Row]:
    """Both books are sealed by the year, so a hold names a year of them or all."""
    rows = rows.filter(person_id=hold.person_id)
    if hold.covers != EVERYTHING:
        year = int(hold.covers)
        rows = rows.filter(
            at__gte=datetime(year, 1, 1, tzinfo=JAKARTA), at__lt=datetime(year + 1, 1, 1, tzinfo=JAKARTA)
        )
    return Paginator(rows.order_by("-at", "-id"), LINES_ON_A_PAGE).get_page(page)


def _line(line: log.Line) -> LineShown:
    by_colleague = line.actor_kind in (ActorKind.STAFF.value, ActorKind.CONSULTANT.value)
    return LineShown(opening_of(line, ()), line.actor if by_colleague else "")


def _rows(hold: LegalHold) -> Sequence[PersonalRecord]:
    named = {key: value for key, value in _named(hold).items() if key != "clause"}
    return [
        row
        for model in registry.personal_records()
        if model.clause == hold.clause
        for row in model._default_manager.filter(**named).order_by("collected_at", "id")
    ]


def _named(hold: LegalHold) -> dict[str, object]:
    whose: dict[str, object] = {"person_id": hold.person_id, "clause": hold.clause}
    return whose if hold.covers == EVERYTHING else {**whose, "covers": hold.covers}


def _shown(opened: Opened[PersonalRecord]) -> RecordShown:
    model, values = type(opened.record), {} if opened.is_forgotten else opened.values()
    lines = tuple(
        (labels.column_label(model, name), labels.shown_in(model, name, values[name]))
        for name in sealed_columns(model)
        if name in values
    )
    return RecordShown(labels.record_label(model), opened.record.collected_at, lines)

"""What a legal hold keeps, opened for the officer who answers the complaint, the court or the authority (6.3.9)."""

from __future__ import annotations

import uuid
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from kindr.privacy import registry
from kindr.privacy.access.terms import Access
from kindr.privacy.gates import Opened, read_held
from kindr.privacy.retention.holds import HoldRefused
from kindr.privacy.retention.models import EVERYTHING, LegalHold
from kindr.privacy.rights import labels
from kindr.privacy.vault.files import SealedFile
from kindr.privacy.vault.records import PersonalRecord, sealed_columns

MOST = 50
"""So many records are opened together, the oldest first."""


@dataclass(frozen=True)
class RecordShown:
    """One held record in clear."""

    label: str
    collected_at: datetime
    values: tuple[tuple[str, list[str]], ...]
    """The name of each column and its lines; empty where the record is forgotten."""


@dataclass(frozen=True)
class Evidence:
    """What a hold keeps."""

    records: tuple[RecordShown, ...]
    others: int
    """Held as well, and not opened."""
    files: int


def opened_for(hold: uuid.UUID, *, access: Access, at: datetime) -> Evidence:
    """Opens what a hold keeps, with a line in the person's record; raises HoldRefused, Refused, LogUnavailable."""
    found = LegalHold.objects.filter(pk=hold).first()
    if found is None or not found.is_in_force(at):
        raise HoldRefused("over")
    rows = _rows(found)
    shown: list[RecordShown] = []
    for model in {type(row): None for row in rows[:MOST]}:
        page = [row for row in rows[:MOST] if type(row) is model]
        shown += [_shown(opened) for opened in read_held(page, hold=found, access=access, at=at)]
    return Evidence(tuple(shown), len(rows[MOST:]), SealedFile.objects.filter(**_named(found)).count())


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

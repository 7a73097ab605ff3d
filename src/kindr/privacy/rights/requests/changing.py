"""What an officer can have carried out of a correction or an objection: values to put right, uses to object to."""

from __future__ import annotations

import uuid
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime

from kindr.privacy import gates, registry
from kindr.privacy.access.terms import Access
from kindr.privacy.rights import corrections, labels, planning
from kindr.privacy.rights.fulfilment.terms import Change
from kindr.privacy.rights.labels import in_words
from kindr.privacy.rights.requests.models import Request
from kindr.privacy.terms import AtErasure, Basis
from kindr.privacy.vault.records import PersonalRecord, sealed_columns


@dataclass(frozen=True)
class Value:
    """One value that can be put right, opened."""

    row: uuid.UUID
    column: str
    title: str
    label: str
    text: str = field(repr=False)

    @property
    def name(self) -> str:
        """What its field is called in the form."""
        return f"{self.row}.{self.column}"


def values_of(request: Request, *, access: Access, at: datetime) -> list[Value]:
    """Every value of the person that is corrected in place, opened together; raises Refused, LogUnavailable."""
    people = planning.covered(request.subject_id)
    records = [row for model in _models() for row in model._default_manager.filter(person_id__in=people)]
    wanted = [record for record in records if _columns(record)]
    opened = gates.read_many(wanted, access=access, at=at)
    return [value for one in opened if not one.is_forgotten for value in _values(one)]


def changes_in(values: Sequence[Value], given: Mapping[str, str]) -> list[Change]:
    """Those values that were typed anew."""
    typed = [(value, given.get(value.name, value.text).strip()) for value in values]
    return [Change(value.row, value.column, text) for value, text in typed if text != value.text]


def uses() -> list[tuple[str, str]]:
    """The purposes that can be objected to, with their words, in the order of the policy."""
    known = registry.policy().purposes.values()
    return [(one.key, in_words(one.says)) for one in known if one.basis in (Basis.CONSENT, Basis.LEGITIMATE_INTEREST)]


def uses_in(chosen: Collection[str]) -> list[str]:
    """Those uses that were chosen and exist."""
    return [key for key, _says in uses() if key in set(chosen)]


def _models() -> list[type[PersonalRecord]]:
    clauses = registry.policy().clauses
    found = registry.personal_records()
    return [model for model in found if clauses[model.clause].at_erasure is not AtErasure.KEPT_LOCKED]


def _columns(record: PersonalRecord) -> list[str]:
    return [name for name in sealed_columns(type(record)) if corrections.column_of(record, name)]


def _values(opened: gates.Opened[PersonalRecord]) -> list[Value]:
    record, model, values = opened.record, type(opened.record), opened.values()
    return [
        Value(record.pk, name, labels.record_label(model), labels.column_label(model, name), values[name] or "")
        for name in _columns(record)
    ]

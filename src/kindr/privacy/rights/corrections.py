"""Which values a person may correct in place, and where the others are edited; the wiring registers both."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from django.core.exceptions import ValidationError
from django.urls import NoReverseMatch, reverse

from kindr.privacy.vault.records import PersonalRecord

LONGEST = 200


@dataclass(frozen=True)
class Correctable:
    """A text column that is corrected in place; `check` returns the clean value or raises ValidationError."""

    check: Callable[[str], str]
    may_be_empty: bool = False


_columns: dict[str, dict[str, Correctable]] = {}
_pages: dict[str, Callable[[PersonalRecord], str]] = {}


def plain_text(value: str) -> str:
    """A text without line breaks or control characters; raises ValidationError."""
    clean = " ".join(value.split())
    if not clean.isprintable():
        raise ValidationError("control characters", code="unprintable")
    return clean


def allow(label: str, columns: Mapping[str, Correctable] | tuple[str, ...]) -> None:
    """Lets text columns of a record class, named as `app.Model`, be corrected in place."""
    given = columns if isinstance(columns, Mapping) else {name: Correctable(plain_text) for name in columns}
    _columns.setdefault(label, {}).update(given)


def edit_at(label: str, url: Callable[[PersonalRecord], str]) -> None:
    """Says where a record of a class, named as `app.Model`, is edited as a whole."""
    _pages[label] = url


def edit_at_page(label: str, name: str, argument: str = "") -> None:
    """As `edit_at`, by the name of the page; `argument` names the argument that takes the record's id."""
    edit_at(label, lambda record: reverse(name, kwargs={argument: record.pk} if argument else None))


def column_of(record: PersonalRecord, name: str) -> Correctable | None:
    """How a column is corrected in place, or None when it is not."""
    return _columns.get(record._meta.label, {}).get(name)


def correct_url(record: PersonalRecord, name: str) -> str:
    """The page on which a value is corrected in place; empty when it is not."""
    if column_of(record, name) is None or edit_url(record):
        return ""
    return reverse("rights:correct", kwargs={"row": record.pk, "column": name})


def edit_url(record: PersonalRecord) -> str:
    """The page on which the whole record is edited; empty when there is none."""
    page = _pages.get(record._meta.label)
    try:
        return page(record) if page else ""
    except NoReverseMatch:
        return ""

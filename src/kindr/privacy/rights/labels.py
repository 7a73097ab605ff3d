"""Readable names for records, columns and values, where a record class gives none of its own."""

from __future__ import annotations

import base64
from collections.abc import Callable, Iterator, Mapping
from datetime import date
from typing import Any

from django.db import models
from django.utils.formats import date_format
from django.utils.translation import get_language, gettext_lazy
from django.utils.translation import gettext as _

from kindr.privacy import registry
from kindr.privacy.terms import Text
from kindr.privacy.vault.records import PersonalRecord, sealed_columns

COMMON: Mapping[str, Any] = {
    "area": gettext_lazy("Area"),
    "area_code": gettext_lazy("Area code"),
    "birthday": gettext_lazy("Date of birth"),
    "body": gettext_lazy("Text"),
    "brand": gettext_lazy("Brand"),
    "city": gettext_lazy("City or regency"),
    "credential": gettext_lazy("Passkey"),
    "date_of_birth": gettext_lazy("Date of birth"),
    "district": gettext_lazy("District"),
    "email": gettext_lazy("E-mail address"),
    "expiry": gettext_lazy("Valid until"),
    "holder": gettext_lazy("Card holder"),
    "label": gettext_lazy("Label"),
    "last4": gettext_lazy("Last four digits"),
    "lines": gettext_lazy("Items"),
    "name": gettext_lazy("Name"),
    "note": gettext_lazy("Note"),
    "notes": gettext_lazy("Note"),
    "phone": gettext_lazy("Phone number"),
    "postcode": gettext_lazy("Postcode"),
    "province": gettext_lazy("Province"),
    "quantity": gettext_lazy("Quantity"),
    "recipient": gettext_lazy("Recipient"),
    "secret": gettext_lazy("Secret"),
    "size": gettext_lazy("Size"),
    "street": gettext_lazy("Street and number"),
    "subject": gettext_lazy("Subject"),
    "tax": gettext_lazy("Tax"),
    "title": gettext_lazy("Title"),
    "to": gettext_lazy("To"),
    "token": gettext_lazy("Token"),
    "total": gettext_lazy("Total"),
    "village": gettext_lazy("Village"),
}
"""Column names that several slices use, and keys inside sealed lists and dictionaries."""

Shower = Callable[[Any], str]

_showers: dict[tuple[str, str], Shower] = {}


def show_with(label: str, column: str, shower: Shower) -> None:
    """Gives one column of a record class, named as `app.Model`, its own way to be shown; called by the wiring."""
    _showers[label, column] = shower


def in_words(text: Text, language: str | None = None) -> str:
    """A text of the policy in the language of the page."""
    return text.get(language or get_language() or "id") or text["id"]


def record_label(model: type[models.Model]) -> str:
    """What a record is called: its own verbose name, or what its clause says."""
    own = model._meta.verbose_name
    if own is not None and not isinstance(own, str):
        return str(own)
    return in_words(registry.clause(model.clause).says) if issubclass(model, PersonalRecord) else str(own)


def column_label(model: type[models.Model], name: str) -> str:
    """What a column is called: its own verbose name, the common word for it, or its category."""
    field = sealed_columns(model)[name]
    own = field.verbose_name
    if own and (not isinstance(own, str) or own != name.replace("_", " ")):
        return str(own)
    if name in COMMON:
        return str(COMMON[name])
    return in_words(registry.policy().categories[field.category].says)


def plain(value: Any) -> Any:
    """A value as JSON takes it."""
    if isinstance(value, bytes):
        return base64.b64encode(value).decode()
    return value.isoformat() if isinstance(value, date) else value


def shown(value: Any) -> list[str]:
    """A value as lines of text for a person to read; empty for a value that was not given."""
    return [line for line in _lines(value) if line]


def shown_in(model: type[models.Model], column: str, value: Any) -> list[str]:
    """A value of a column as lines of text, in the column's own way if it has one."""
    shower = _showers.get((model._meta.label, column))
    return shown(shower(value)) if shower and value is not None else shown(value)


def _lines(value: Any) -> Iterator[str]:
    if value is None or value == "":
        return
    if isinstance(value, bool):
        yield _("yes") if value else _("no")
    elif isinstance(value, date):
        yield date_format(value, "j F Y")
    elif isinstance(value, bytes):
        yield _("%(count)d bytes that only a machine can read") % {"count": len(value)}
    elif isinstance(value, Mapping):
        yield from (f"{_key(key)}: {'; '.join(shown(inner))}" for key, inner in value.items() if shown(inner))
    elif isinstance(value, (list, tuple)):
        yield from ("; ".join(shown(inner)) for inner in value)
    else:
        yield str(value)


def _key(key: object) -> str:
    name = str(key)
    return str(COMMON.get(name, name.replace("_", " ")))

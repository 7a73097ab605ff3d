"""What the pages of the back office need to draw Django's lists and our words."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any

from django import template
from django.contrib.admin.models import ADDITION, LogEntry
from django.contrib.admin.views.main import PAGE_VAR, ChangeList
from django.db.models import Model
from django.utils.functional import Promise
from django.utils.html import format_html
from django.utils.safestring import SafeString, mark_safe
from django.utils.text import capfirst
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from kindr.shop.catalog.queries.language import said
from kindr.web.back_office.history import fields_of
from kindr.web.back_office.words import FIELDS, KINDS, STATES

register = template.Library()


@register.filter
def labelled(cells: Iterable[str], headers: Sequence[Mapping[str, Any]]) -> Iterator[SafeString]:
    """The cells of one row, each with the name of its column, which a phone shows beside it."""
    for cell, header in zip(cells, headers, strict=False):
        is_box = "checkbox" in str(header["text"])
        label = _("Choose") if is_box else capfirst(str(header["text"]))
        named = str(cell).replace("<td", format_html('<td data-label="{}"', label), 1)
        named = named.replace("<th", '<th scope="row"', 1)
        if is_box:
            # A label around the box is what a finger reaches; the box says itself what it chooses.
            named = named.replace("<input", '<label class="office-tick"><input', 1).replace("</td>", "</label></td>", 1)
        # Django has escaped the cell already; only our own attribute was added.
        yield mark_safe(named)  # noqa: S308


@register.filter
def called(row: Model) -> str:
    """The name of a product, section or colour in the reader's language."""
    name = "title" if hasattr(row, "title_id") else "name"
    return said(row, name, get_language() or "id") or str(row)


@register.filter
def told(entry: LogEntry) -> str:
    """What a line of the history tells: the names of fields."""
    if entry.action_flag == ADDITION:
        return _("It was made.")
    return ", ".join(str(FIELDS.get(name, name)) for name in fields_of(entry)) or _("Saved without a change.")


@register.filter
def grouped(number: int) -> str:
    """A number with its thousands apart, as the reader's language writes it."""
    return f"{number:,}" if get_language() == "en" else f"{number:,}".replace(",", ".")


@register.filter
def field_word(name: str) -> str | Promise:
    """What a field is called."""
    return FIELDS.get(name, name)


@register.filter
def kind_word(kind: str) -> str | Promise:
    """What long work is about."""
    return KINDS[kind]


@register.filter
def state_word(state: str) -> str | Promise:
    """Where long work stands."""
    return STATES[state]


@register.simple_tag
def page_of(cl: ChangeList, number: int) -> str:
    """The address of another page of the same list."""
    return cl.get_query_string({PAGE_VAR: number})

"""What templates of orders cannot do by themselves: look a value up in a mapping, and name two days."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

from django import template
from django.utils.formats import date_format

register = template.Library()


@register.filter
def of(mapping: Mapping[int, str], key: int) -> str:
    """The value under a key, empty when there is none."""
    return mapping.get(key, "")


@register.filter
def days(between: tuple[date, date]) -> str:
    """Two days as people write them: "26–27 November", or "30 November – 2 Desember"."""
    first, last = between
    if first.month == last.month:
        return f"{first.day}–{date_format(last, 'j F')}"
    return f"{date_format(first, 'j F')} – {date_format(last, 'j F')}"

"""Looking a value up in a mapping, which templates cannot do by themselves."""

from __future__ import annotations

from collections.abc import Mapping

from django import template

register = template.Library()


@register.filter
def of(mapping: Mapping[int, str], key: int) -> str:
    """The value under a key, empty when there is none."""
    return mapping.get(key, "")

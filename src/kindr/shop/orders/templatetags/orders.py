"""What templates of orders cannot do by themselves: look a value up in a mapping, and name two days."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

from django import template
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from kindr.shop.measuring.queries import Fits, Wear

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


BADGES = {Fits.NOW: "badge-good", Fits.SOON_OVER: "badge-warn", Fits.OUTGROWN: "", Fits.LATER: "badge-main"}


@register.filter
def badge(fits: Fits) -> str:
    """The tone in which a garment's standing is said."""
    return BADGES[fits]


@register.filter
def in_words(wear: Wear) -> str:
    """How a garment stands to its child."""
    words = {
        Fits.LATER: _("To grow into"),
        Fits.NOW: _("Fits, for %(soonest)s to %(latest)s more months"),
        Fits.SOON_OVER: _("Soon too small"),
        Fits.OUTGROWN: _("Outgrown"),
    }
    return words[wear.fits] % {"soonest": wear.months[0], "latest": wear.months[1]}

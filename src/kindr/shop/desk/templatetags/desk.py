"""The policy's words and the desk's own, in the language of the page."""

from __future__ import annotations

import uuid
from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

from django import template
from django.utils.formats import date_format
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext_lazy as _

from kindr.privacy import registry
from kindr.privacy.people import PersonKind
from kindr.privacy.rights.labels import in_words
from kindr.shop.desk.rules import Waiting
from kindr.shop.desk.views.plots import Plot, plot
from kindr.shop.desk.views.showing import Shell, shell_of
from kindr.shop.desk.views.words import KINDS, PURPOSES, TABS, UNITS, URGENCIES

register = template.Library()

OUTSIDE = {**dict.fromkeys(("customer", "guest", "stranger"), _("the customer")), "system": "Kindr"}
"""The policy speaks to the customer, who is somebody else here."""


@register.simple_tag(takes_context=True)
def desk_shell(context: Mapping[str, Any]) -> Shell:
    """What stands around a page of the desk; privacy's rooms show their pages in it as well."""
    return shell_of(context["request"].access, path=context["request"].path)


@register.filter
def drawn(numbers: Sequence[tuple[date, int]]) -> Plot:
    """Numbers over time as small bars, for `desk/plot.html`."""
    return plot(numbers, width=112, height=24)


@register.filter
def said(thing: Any) -> str:
    """What the policy calls a clause, category, purpose or recipient."""
    return in_words(thing.says)


@register.filter
def balance(purpose: Any) -> str:
    """Why a purpose that rests on a legitimate interest outweighs the other side's."""
    return in_words(purpose.prevails)


@register.filter
def does(known: Any) -> str:
    """What an outside party does."""
    return in_words(known.does)


@register.filter
def reason(purpose: Any) -> str:
    """What for, as staff say it: `to answer the customer`."""
    return str(PURPOSES.get(purpose.key) or in_words(purpose.says))


@register.filter
def role_said(key: str) -> str:
    """What staff call a role: the customer, or what the policy says; the key itself when it knows none."""
    if key in OUTSIDE:
        return str(OUTSIDE[key])
    found = registry.policy().recipients.get(key)
    return in_words(found.says) if found else key


@register.filter
def of(words: Mapping[Any, Any], key: Any) -> str:
    """The word for a key; the key itself when there is none."""
    return str(words.get(key, key))


@register.filter
def kind_said(kind: str) -> str:
    """What staff call a kind of person; the kind itself when there is no word."""
    return str(KINDS.get(PersonKind(kind), kind)) if kind in PersonKind.values else kind


@register.filter
def short(known: uuid.UUID) -> str:
    """The first eight letters of a random id: enough to tell two apart on one page."""
    return str(known)[:8]


@register.filter
def month_name(month: int) -> str:
    """What a month is called."""
    return date_format(date(2000, month, 1), "F")


@register.filter
def stage_word(stage: str) -> str:
    """What the desk calls the stage of an order; nothing for no stage."""
    return str(TABS.get(stage, stage or ""))


@register.simple_tag
def waits(waiting: Waiting) -> SafeString:
    """How long something has waited, coloured and in words: `3 days · late`."""
    words = UNITS[waiting.unit] % {"number": waiting.number}
    pressing = URGENCIES[waiting.urgency]
    name = f"waits waits-{waiting.urgency.value}"
    return format_html('<span class="{}">{}{}{}</span>', name, words, " · " if pressing else "", pressing)

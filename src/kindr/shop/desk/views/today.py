"""Where the data protection officer begins the day: is everything kept, and what is to be done next (policy 8.2)."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from django.http import HttpResponse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_safe

from kindr.base import clock
from kindr.privacy.access.declare import PersonalRequest
from kindr.privacy.access.staff import for_staff
from kindr.shop.desk import queries, rules
from kindr.shop.desk.queries.first_page import Next
from kindr.shop.desk.views.plots import plot
from kindr.shop.desk.views.showing import may_any, show

SAYS: Mapping[str, Callable[[int], str]] = {
    "late": lambda n: ngettext("%(n)s request is late", "%(n)s requests are late", n),
    "untold": lambda n: ngettext(
        "%(n)s incident of which not everybody was told yet", "%(n)s incidents of which not everybody was told yet", n
    ),
    "told": lambda n: ngettext("%(n)s incident waits to be closed", "%(n)s incidents wait to be closed", n),
    "alarms": lambda n: ngettext("%(n)s alarm that nobody has looked at", "%(n)s alarms that nobody has looked at", n),
    "broken": lambda n: ngettext("%(n)s promise does not hold", "%(n)s promises do not hold", n),
    "left_over": lambda n: ngettext("%(n)s thing should be gone by now", "%(n)s things should be gone by now", n),
    "no_sweep": lambda _n: _("Last night's sweep did not come."),
    "no_checkpoint": lambda _n: _("The record of openings is not being signed."),
    "soon": lambda n: ngettext("%(n)s request is due within 24 hours", "%(n)s requests are due within 24 hours", n),
    "grants": lambda n: ngettext("%(n)s grant waits for a decision", "%(n)s grants wait for a decision", n),
    "review": lambda n: ngettext("%(n)s hold is to be looked at again", "%(n)s holds are to be looked at again", n),
    "unanswered": lambda n: ngettext(
        "%(n)s message to an outside party has no answer", "%(n)s messages to outside parties have no answer", n
    ),
}


@for_staff(*rules.OVERSEEING)
@require_safe
def today(request: PersonalRequest) -> HttpResponse:
    """Counts from every room, each leading there; nothing is opened."""
    found = queries.today(at=clock.now())
    may = {spot.name for spot in rules.SPOTS if may_any(request.access.actor.role, spot.purposes)}
    waits = [(each, _said(each)) for each in found.to_do if each.room in may]
    drawn: dict[str, Any] = {"refusals": plot(found.refusals), "consents": plot(found.consents)}
    drawn |= {"has_requests": "requests_desk:queue" in may, "has_incidents": "incidents:list" in may}
    return show(request, "today.html", found=found, waits=waits, **drawn)


def _said(each: Next) -> str:
    return SAYS[each.key](each.number) % {"n": each.number}

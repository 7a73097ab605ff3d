"""The data protection officer's pages: counts at a glance, and the log when it is asked for, which is logged."""

from __future__ import annotations

from typing import Any

from django.http import HttpResponse
from django.views.decorators.http import require_http_methods

from kindr.base import clock
from kindr.privacy.access.declare import PersonalRequest
from kindr.privacy.access.staff import for_staff
from kindr.shop.desk import queries, rules
from kindr.shop.desk.forms import LogForm
from kindr.shop.desk.views.plots import plot
from kindr.shop.desk.views.showing import number_in, show
from kindr.shop.desk.views.words import HOLDS, KINDS, VERBS


@for_staff(*rules.OVERSEEING)
@require_http_methods(["GET", "POST"])
def oversight(request: PersonalRequest) -> HttpResponse:
    """Counts and the policy's table; the newest lines of the log when they are asked for, which is logged."""
    at = clock.now()
    found = queries.overview(at=at)
    read = _read(request, found) if request.method == "POST" else {}
    drawn: dict[str, Any] = {"by_day": plot(found.days), "by_month": plot(found.months)}
    drawn |= {"table": queries.who_may_open(), "roles": queries.roles_inside()}
    return show(request, "oversight.html", found=found, kinds=KINDS, holds=HOLDS, at=at, **drawn, **read)


@for_staff(*rules.OVERSEEING)
@require_http_methods(["GET", "POST"])
def log(request: PersonalRequest) -> HttpResponse:
    """The log, filtered by person, role, purpose, clause and period; nothing of it is read before it is asked for."""
    form, page = LogForm(request.POST or None), None
    if form.is_bound and form.is_valid():
        page = queries.read_log(_asked(request, form), access=request.access, at=clock.now())
    return show(request, "log.html", fragment="read", form=form, page=page, at=clock.now(), **_said(page))


def _read(request: PersonalRequest, found: queries.Overview) -> dict[str, Any]:
    """The lines of the last seven days, or the refusals among them, and what was decided about consents."""
    only, at = request.POST.get("only") == "refusals", clock.now()
    page = queries.read_log(queries.Asked(refusals_only=only), access=request.access, at=at)
    months = queries.consents_by_month([month for month, _ in found.months], access=request.access, at=at)
    return {"page": page, "only": only, "months": months, **_said(page)}


def _said(page: queries.LogPage | None) -> dict[str, Any]:
    series = [(each, plot(each.days, width=112, height=24)) for each in page.series] if page else []
    return {"series": series, "verbs": VERBS, "lines": page.lines if page else None}


def _asked(request: PersonalRequest, form: LogForm) -> queries.Asked:
    given, people = form.cleaned_data, None
    if given["words"]:
        people = {each.id for each in queries.people_found(given["words"], access=request.access, at=clock.now())}
    return queries.Asked(
        days=int(given["days"] or 7),
        role=given["role"],
        purpose=given["purpose"],
        clause=given["clause"],
        people=people,
        refusals_only=given["refusals_only"],
        page=number_in(request.POST.get("page", "")),
    )

"""Sheets of prices and texts: fetched, checked, done with progress shown, and put back."""

from __future__ import annotations

import uuid
from collections.abc import Iterable, Sequence

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import get_language
from django.views.decorators.http import require_POST

from kindr.base import clock
from kindr.base.money import Rupiah
from kindr.shop.catalog import actions, rules
from kindr.shop.catalog.models import Errand, ErrandLine, Kind
from kindr.shop.catalog.queries import differing, upkeep
from kindr.shop.catalog.queries.differing import Difference
from kindr.shop.catalog.sheets import Fault, Wrong
from kindr.web.back_office import history
from kindr.web.back_office.doors import for_merchandisers, staff_of
from kindr.web.back_office.forms import RepriceForm, SheetForm
from kindr.web.back_office.words import DRAWN, FAULTS, FIELDS, KINDS, OUTCOMES, STATES

LINES = 50
MOST_WRONG = 100
STEPS = {"begin": actions.begin, "take-back": actions.take_back}


@for_merchandisers
def sheets(request: HttpRequest) -> HttpResponse:
    """Fetching sheets, and sending one to be checked."""
    form = SheetForm(request.POST or None, request.FILES or None)
    checked = _checked(form) if form.is_valid() else None
    if checked and checked.differences:
        return _noted(request, Kind(form.cleaned_data["kind"]), checked.differences)
    return _sheets_shown(request, form, checked)


@for_merchandisers
def download(_request: HttpRequest, kind: str) -> HttpResponse:
    """The whole catalogue as a sheet."""
    if kind not in (Kind.PRICES, Kind.TEXTS):
        raise Http404
    # The mark at the beginning tells spreadsheets that it is UTF-8.
    text = "\ufeff" + differing.sheet_of(Kind(kind), language=get_language() or "id")
    answer = HttpResponse(text, content_type="text/csv; charset=utf-8")
    answer["Content-Disposition"] = f'attachment; filename="kindr-{kind}.csv"'
    return answer


@for_merchandisers
def errand(request: HttpRequest, errand: uuid.UUID) -> HttpResponse:
    """One piece of long work: what would change, how far it is, and what became of each line."""
    found = upkeep.errand(errand, staff=staff_of(request), at=clock.now())
    if found is None:
        raise Http404
    pages = rules.pages(found=sum(found.outcomes.values()), wanted=_number(request.GET.get("page", "")), length=LINES)
    rows = upkeep.errand_lines(errand)[(pages.number - 1) * LINES : pages.number * LINES]
    shown = {"errand": found, "pages": pages, "lines": [_line(row, found.kind) for row in rows]}
    words = {"kind": KINDS[found.kind], "state": STATES[found.state]}
    template = "back_office/errand.html#progress" if request.headers.get("HX-Request") else "back_office/errand.html"
    return render(request, template, {**shown, **words})


@for_merchandisers
@require_POST
def turn(request: HttpRequest, errand: uuid.UUID, step: str) -> HttpResponse:
    """Begins what was checked, puts back what was done, or drops a check."""
    try:
        if step == "drop":
            actions.drop(errand)
            return redirect("admin:sheets")
        STEPS[step](errand, at=clock.now())
        history.note(request, Errand(pk=errand), ["state"])
    except KeyError:
        raise Http404 from None
    except actions.NotNow:
        pass  # Pressed twice, or by two people: the page shows where it stands.
    return redirect("admin:errand", errand)


@for_merchandisers
@require_POST
def reprice(request: HttpRequest) -> HttpResponse:
    """Works out new prices for a whole section, to be looked at first."""
    form = RepriceForm(request.POST)
    found: Sequence[Difference] = ()
    if form.is_valid():
        section = form.cleaned_data["section"]
        found = differing.repriced(section=section.slug if section else "", percent=form.cleaned_data["percent"])
    if found:
        return _noted(request, Kind.PRICES, found)
    return _sheets_shown(request, SheetForm(), None, reprice=form)


@for_merchandisers
@require_POST
def drawings(request: HttpRequest) -> HttpResponse:
    """Has every garment drawn once in each colour."""
    return redirect("admin:errand", actions.ask_for_drawings(staff=staff_of(request), at=clock.now()))


@for_merchandisers
def sizes(request: HttpRequest) -> HttpResponse:
    """The size chart that pages and drawings share."""
    return render(request, "back_office/sizes.html", {"chart": rules.SIZE_CHART.values()})


def _number(text: str) -> int:
    """The page number in an address; 1 for anything else."""
    return int(text) if text.isdecimal() and len(text) < 7 else 1


def _checked(form: SheetForm) -> differing.Checked:
    try:
        text = form.cleaned_data["sheet"].read().decode("utf-8-sig")
    except UnicodeDecodeError:
        return differing.Checked((), (Wrong(1, Fault.UNREADABLE),))
    return differing.check_sheet(Kind(form.cleaned_data["kind"]), text)


def _noted(request: HttpRequest, kind: Kind, found: Sequence[Difference]) -> HttpResponse:
    errand = actions.note_differences(found, kind=kind, staff=staff_of(request), at=clock.now())
    return redirect("admin:errand", errand)


def _sheets_shown(
    request: HttpRequest, form: SheetForm, checked: differing.Checked | None, *, reprice: RepriceForm | None = None
) -> HttpResponse:
    wrong = checked.wrong if checked else ()
    shown = {
        "form": form,
        "reprice": reprice or RepriceForm(),
        "is_settled": reprice is not None and reprice.is_valid(),
        "checked": checked,
        "wrong": list(_said(wrong[:MOST_WRONG])),
        "more_wrong": max(0, len(wrong) - MOST_WRONG),
        "errands": upkeep.errands(staff=staff_of(request), at=clock.now(), count=12),
    }
    return render(request, "back_office/sheets.html", shown, status=422 if wrong else 200)


def _said(wrong: Iterable[Wrong]) -> Iterable[dict[str, object]]:
    for one in wrong:
        yield {"line": one.line, "says": FAULTS[one.fault], "column": FIELDS.get(one.column, ""), "given": one.given}


def _line(row: ErrandLine, kind: Kind) -> dict[str, object]:
    outcomes = DRAWN if kind == Kind.DRAWINGS else OUTCOMES
    before, after = (_as_money(row.before), _as_money(row.after)) if row.field == "price" else (row.before, row.after)
    words = {"field": FIELDS.get(row.field, row.field), "outcome": outcomes[row.outcome]}
    return {"row": row, "before": before, "after": after, **words}


def _as_money(amount: str) -> str:
    return str(Rupiah(int(amount)))

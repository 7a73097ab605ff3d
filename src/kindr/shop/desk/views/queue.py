"""The queue of orders: filtered, sorted, paged; names stay sealed until a page's names are asked for."""

from __future__ import annotations

import uuid
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.http import HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.http import urlencode
from django.utils.translation import get_language
from django.views.decorators.http import require_http_methods, require_POST

from kindr.base import clock
from kindr.privacy.access.declare import PersonalRequest
from kindr.privacy.access.staff import for_staff
from kindr.shop.desk import actions, rules
from kindr.shop.desk import queries as desk
from kindr.shop.desk.forms import FilterForm
from kindr.shop.desk.rules import Waiting
from kindr.shop.desk.views.showing import chosen, number_in, show
from kindr.shop.desk.views.words import TABS, called
from kindr.shop.orders import queries
from kindr.shop.orders.queries import Queue, QueueRow, Wanted

STILL = ("delivered", "cancelled")
"""Stages in which nothing waits any more."""


@dataclass(frozen=True)
class Listed:
    """One row of the queue, and how long it has waited."""

    row: QueueRow
    waits: Waiting | None


@for_staff(*rules.PACKING)
@require_http_methods(["GET", "POST"])
def queue(request: PersonalRequest) -> HttpResponse:
    """The orders that a filter wants; the names of a page open all at once, when the packer asks."""
    wanted, at = FilterForm(request.GET).wanted, clock.now()
    found = queries.listed(wanted, page=number_in(request.GET.get("page", "")), at=at)
    is_open = request.method == "POST"
    if is_open:
        found = queries.with_names(found, access=request.access, at=at)
    page = show(request, "queue.html", fragment="list", is_open=is_open, at=at, **_around(request, wanted, found, at))
    if not is_open:
        page["HX-Push-Url"] = f"{reverse('desk:queue')}?{_asked(wanted)}"
    return page


@for_staff(*rules.PACKING)
@require_POST
def keep_filter(request: PersonalRequest) -> HttpResponse:
    """Keeps the filter of the page for the colleague who uses it."""
    wanted = FilterForm(request.POST).wanted
    actions.keep_filter(wanted, access=request.access, at=clock.now())
    return redirect(f"{reverse('desk:queue')}?{_asked(wanted)}")


@for_staff(*rules.PACKING)
@require_POST
def drop_filter(request: PersonalRequest, kept: uuid.UUID) -> HttpResponse:
    """Drops a filter that was kept."""
    actions.drop_filter(kept, access=request.access)
    return redirect(f"{reverse('desk:queue')}?{_asked(FilterForm(request.POST).wanted)}")


@for_staff(*rules.PACKING)
@require_http_methods(["GET", "POST"])
def pick_list(request: PersonalRequest) -> HttpResponse:
    """What to take from the shelves, for the ticked orders or for all; it names garments and orders, nobody."""
    numbers = chosen(request) or None
    lines = queries.pick_list(numbers, language=get_language() or "id")
    pieces = sum(line.pieces for line in lines)
    return show(request, "pick_list.html", lines=lines, pieces=pieces, numbers=numbers, at=clock.now())


def listed(rows: Sequence[QueueRow], at: datetime) -> list[Listed]:
    """Rows with how long each has waited."""
    return [Listed(row, _waits(row, at)) for row in rows]


def _around(request: PersonalRequest, wanted: Wanted, found: Queue, at: datetime) -> dict[str, Any]:
    counts, kept = queries.counts_of(wanted, at=at), desk.filters_of(request.access)
    filters = [(each.id, called(each.wanted), _asked(each.wanted), each.wanted == wanted) for each in kept]
    return {
        "found": found,
        "rows": listed(found.rows, at),
        "wanted": wanted,
        "form": FilterForm({name: getattr(wanted, name) for name in FilterForm.base_fields}),
        "tabs": [(key, label, counts[key], _asked(wanted, stage=key)) for key, label in TABS.items()],
        "filters": filters,
        "is_kept": wanted.is_plain or any(each.wanted == wanted for each in kept),
        "asked": _asked(wanted),
    }


def _asked(wanted: Wanted, *, stage: str = "") -> str:
    """The filter as an address writes it."""
    given = {name: getattr(wanted, name) for name in FilterForm.base_fields}
    return urlencode({name: value for name, value in {**given, "stage": stage or wanted.stage}.items() if value})


def _waits(row: QueueRow, at: datetime) -> Waiting | None:
    if row.since is None or row.stage in STILL:
        return None
    patience = {"to_pack": rules.PATIENCE, "packed": rules.PATIENCE, "shipped": rules.ON_THE_WAY}.get(row.stage, {})
    return rules.waiting(row.since, at, patience.get(row.service))

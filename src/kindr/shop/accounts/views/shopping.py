"""Shopping for a child: the visit remembers the child's random id, and the pages of the shop stay the same for all."""

from __future__ import annotations

import functools
import uuid
from typing import Any
from urllib.parse import parse_qsl, urlencode, urlsplit

from django.http import HttpRequest, HttpResponse, HttpResponseBase, HttpResponseRedirect
from django.shortcuts import render
from django.urls import NoReverseMatch, reverse
from django.views.decorators.http import require_POST, require_safe

from kindr.base import clock
from kindr.privacy.access.declare import PersonalRequest, for_purpose, no_personal_data
from kindr.shop.accounts.queries import family as queries
from kindr.shop.accounts.views import doors

CHILD = "shopping_for"
"""In the session: the random id of a child."""


def for_shoppers(view: doors.View) -> doors.View:
    """Answers with nothing where nobody shops for a child, and lets the browser forget that somebody did."""

    @functools.wraps(view)
    def only_shoppers(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        if request.user.is_authenticated and request.session.get(CHILD):
            return view(request, *args, **kwargs)
        return _ended(HttpResponse())

    return only_shoppers


@require_POST
@doors.for_parents
@for_purpose("measure_sizes")
def shop_for(request: PersonalRequest, profile: uuid.UUID) -> HttpResponse:
    """Remembers for whom somebody shops, and shows what there is in the child's size."""
    child = queries.child(profile, access=request.access, at=clock.now())
    if child.is_of_age:
        return HttpResponseRedirect(reverse("accounts:children"))
    request.session[CHILD] = str(child.person)
    answer = HttpResponseRedirect(doors.wanted_page(request) or _shelf(child.size))
    answer.set_cookie("shopping_for", "1", secure=request.is_secure(), httponly=True, samesite="Lax")
    return answer


@require_POST
@no_personal_data("forgets for whom somebody shops")
def stop_shopping(request: HttpRequest) -> HttpResponse:
    request.session.pop(CHILD, None)
    return _ended(HttpResponseRedirect(doors.wanted_page(request) or _shelf(None)))


@require_safe
@for_shoppers
@for_purpose("measure_sizes")
def shopping_bar(request: PersonalRequest) -> HttpResponse:
    """The part of a shop page that says for whom one shops; loaded after the page, which is the same for everybody."""
    person = uuid.UUID(request.session[CHILD])
    child = queries.child_shopped_for(person, access=request.access, at=clock.now())
    if child is None:
        request.session.pop(CHILD, None)
        return _ended(HttpResponse())
    here = _page_of(request)
    context = {"child": child, "here": here, "sized": _in_size(here, child.size)}
    return render(request, "accounts/parts/shopping_bar.html", context)


def _ended(answer: HttpResponse) -> HttpResponse:
    answer.delete_cookie("shopping_for", samesite="Lax")
    return answer


def _shelf(size: int | None) -> str:
    """Everything in stock in a size; accounts know the shop window by its address only."""
    try:
        shelf = reverse("storefront:search")
    except NoReverseMatch:
        shelf = "/"
    return f"{shelf}?{urlencode({'size': size, 'stock': 1})}" if size else shelf


def _page_of(request: HttpRequest) -> str:
    """The page of ours that the bar is loaded into."""
    here = request.headers.get("HX-Current-URL", "")
    if not doors.is_ours(request, here):
        return ""
    wanted = urlsplit(here)
    page = f"{wanted.path}?{wanted.query}" if wanted.query else wanted.path
    return page if doors.is_ours(request, page) else ""


def _in_size(here: str, size: int | None) -> str:
    """The same shelf narrowed to a size; empty when it is already, and on a garment's page, which has it chosen."""
    page = urlsplit(here)
    asked = parse_qsl(page.query)
    if not size or not page.path or "/p/" in page.path or ("size", str(size)) in asked:
        return ""
    kept = [(name, value) for name, value in asked if name not in ("size", "stock", "page")]
    return f"{page.path}?{urlencode([*kept, ('size', size), ('stock', 1)])}"

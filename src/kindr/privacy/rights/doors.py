"""Who may stand before the pages of My data."""

from __future__ import annotations

import functools
import uuid
from collections.abc import Callable
from typing import Any, TypeVar
from urllib.parse import parse_qs, urlencode, urlsplit

from django.contrib.auth.views import redirect_to_login
from django.http import Http404, HttpRequest, HttpResponseBase
from django.shortcuts import render

from kindr.privacy.access.actors import GUEST_SESSION_KEY
from kindr.privacy.access.declare import PersonalRequest
from kindr.privacy.access.terms import ActorKind

V = TypeVar("V", bound=HttpResponseBase)
Door = Callable[..., HttpResponseBase | None]
"""Takes the request, and as `wanted=` the address to lead to after the proof, where that is not the request's own."""
ARRIVED = "arrived"
"""Stands in the address of a file when its reader comes from proving who they are."""

_doors: list[Door] = []


def register(door: Door) -> None:
    """Adds a door that leads elsewhere whoever has not proven lately who they are; called by the wiring."""
    if door not in _doors:
        _doors.append(door)


def for_proven(view: Callable[..., V]) -> Callable[..., HttpResponseBase]:
    """Asks people who are signed in to prove once more who they are, where a door for that is registered."""

    @functools.wraps(view)
    def only_proven(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        return next(filter(None, (door(request) for door in _doors)), None) or view(request, *args, **kwargs)

    return only_proven


def for_proven_file(view: Callable[..., V]) -> Callable[..., HttpResponseBase]:
    """The same before a file; after the proof its reader stands on a page that fetches it, not before the form."""

    @functools.wraps(view)
    def only_proven(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        wanted = f"{request.path}?{urlencode({ARRIVED: 1})}"
        if asked := next(filter(None, (door(request, wanted=wanted) for door in _doors)), None):
            return asked
        if ARRIVED in request.GET:
            return render(request, "rights/fetching.html", {"file": request.path})
        return view(request, *args, **kwargs)

    return only_proven


def leads_to_file(address: str) -> bool:
    """Whether an address is that of a file which goes on by itself after the proof."""
    return ARRIVED in parse_qs(urlsplit(address).query)


def is_proven(request: HttpRequest) -> bool:
    """Whether somebody who is signed in has proven lately who they are."""
    return bool(request.user.is_authenticated) and not any(door(request) for door in _doors)


def for_known(view: Callable[..., V]) -> Callable[..., HttpResponseBase]:
    """Asks strangers to sign in; people and guests of this session pass."""

    @functools.wraps(view)
    def only_known(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        if request.user.is_authenticated or request.session.get(GUEST_SESSION_KEY):
            return view(request, *args, **kwargs)
        return redirect_to_login(request.get_full_path())

    return only_known


def whose(request: PersonalRequest) -> uuid.UUID:
    """The person who asks; staff have other ways to what they may see. Raises Http404."""
    if request.access.actor.id is None or request.access.actor.kind is not ActorKind.PERSON:
        raise Http404
    return request.access.actor.id

"""Who may enter the back office: merchandisers, signed in as all staff are (policy 5.1)."""

from __future__ import annotations

import functools
import uuid
from collections.abc import Callable
from typing import Any

from django.http import HttpRequest, HttpResponseBase
from django.urls import URLPattern, URLResolver

from kindr.privacy.access.declare import PersonalRequest
from kindr.privacy.access.staff import for_staff
from kindr.privacy.access.terms import PurposeNotAllowed

ROLE = "merchandiser"
PURPOSE = "run_staff"
Pattern = URLPattern | URLResolver


def for_merchandisers(view: Callable[..., HttpResponseBase]) -> Callable[..., HttpResponseBase]:
    """Lets merchandisers pass; other staff are refused, and for everybody else there is nothing here."""

    @functools.wraps(view)
    def behind_the_door(request: PersonalRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        if request.access.actor.role != ROLE:
            raise PurposeNotAllowed(f"The back office is not for the role {request.access.actor.role}.", clause="5.1")
        return view(request, *args, **kwargs)

    return for_staff(PURPOSE)(behind_the_door)


def put_behind_the_door(patterns: list[Pattern]) -> list[Pattern]:
    """The one place where the admin's own views get their door and with it their declaration."""
    for pattern in patterns:
        if isinstance(pattern, URLResolver):
            put_behind_the_door(pattern.url_patterns)
        else:
            pattern.callback = for_merchandisers(pattern.callback)
    return patterns


def staff_of(request: HttpRequest) -> uuid.UUID:
    """The random id of whoever is behind the door."""
    return uuid.UUID(str(request.user.pk))

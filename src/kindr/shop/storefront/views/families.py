"""One address for everybody, and for parents who keep measurements: theirs alone opens them, and no cache keeps it."""

from __future__ import annotations

import functools
from collections.abc import Callable
from typing import Any

from django.conf import settings
from django.http import HttpRequest, HttpResponse

from kindr.base import clock
from kindr.privacy.access.declare import PersonalRequest, declared, for_purpose, no_personal_data
from kindr.shop.measuring import queries as measuring
from kindr.shop.storefront.queries import family_of

View = Callable[..., HttpResponse]


def with_family(reason: str) -> Callable[[View], View]:
    """Gives a view `family=`: the children whose measurements the reader keeps, and nobody for all other readers."""

    def declare(view: View) -> View:
        @no_personal_data(reason)
        def for_everybody(request: HttpRequest, *args: Any, **given: Any) -> HttpResponse:
            return view(request, *args, family=(), **given)

        @for_purpose("measure_sizes")
        def for_parents(request: PersonalRequest, *args: Any, **given: Any) -> HttpResponse:
            family = family_of(access=request.access, at=clock.now())
            return view(request, *args, family=family, **given)

        @functools.wraps(view)
        def for_either(request: HttpRequest, *args: Any, **given: Any) -> HttpResponse:
            return (for_parents if _keeps_measurements(request) else for_everybody)(request, *args, **given)

        for_either.declaration = declared(for_parents)  # type: ignore[attr-defined]  # functions take attributes
        return for_either

    return declare


def _keeps_measurements(request: HttpRequest) -> bool:
    """Asks nothing of a browser that nobody signed in with."""
    if settings.SESSION_COOKIE_NAME not in request.COOKIES or not request.user.is_authenticated:
        return False
    return measuring.keeps_measurements(request.user.pk)

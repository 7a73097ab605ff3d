"""What a browser looked at last, in a cookie of its own: only after a yes, eight garments, thirty days (C.3)."""

from __future__ import annotations

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.utils.cache import patch_cache_control

from kindr.privacy import registry
from kindr.privacy.consent.browsers import choices_of
from kindr.shop.catalog import queries as catalog
from kindr.shop.catalog.queries import Card
from kindr.shop.storefront.rules import numbers_from, with_number

COOKIE = "seen"


def looked_at(request: HttpRequest, *, but: int = 0, language: str) -> tuple[Card, ...]:
    """The garments that this browser may remember, the last one first; none without a yes."""
    return catalog.garments_numbered([number for number in _numbers(request) if number != but], language=language)


def remember(response: HttpResponse, request: HttpRequest, number: int) -> HttpResponse:
    """Puts a garment in front of those that the browser remembers, where it may remember any."""
    if _may_remember(request):
        lasts = registry.policy().cookies[COOKIE].seconds
        value = "-".join(str(one) for one in with_number(_numbers(request), number))
        response.set_cookie(
            COOKIE, value, max_age=lasts, httponly=True, samesite="Lax", secure=settings.SESSION_COOKIE_SECURE
        )
    return for_this_browser(response, request)


def for_this_browser(response: HttpResponse, request: HttpRequest) -> HttpResponse:
    """A page that shows what one browser looked at is kept by that browser alone."""
    if _may_remember(request):
        patch_cache_control(response, private=True)
    return response


def _numbers(request: HttpRequest) -> tuple[int, ...]:
    return numbers_from(request.COOKIES.get(COOKIE, "")) if _may_remember(request) else ()


def _may_remember(request: HttpRequest) -> bool:
    return choices_of(request).allow(registry.policy().cookies[COOKIE].purpose)

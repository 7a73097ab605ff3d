"""The lock on cookies: what leaves is declared, and what is not needed leaves after a yes only (chapter C)."""

from __future__ import annotations

import logging
from collections.abc import Callable

from django.http import HttpRequest, HttpResponse
from django.utils.cache import patch_vary_headers

from kindr.base import clock
from kindr.privacy import registry
from kindr.privacy.consent.browsers import HEADERS, arrived, choices_of, optional_cookies, were_asked

logger = logging.getLogger(__name__)


class CookieMiddleware:
    """Stands outermost, so that it sees every cookie: Django's own ones, and those of whatever is built later."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        arrived(request, at=clock.now())
        response = self.get_response(request)
        _hold_back(request, response)
        _delete_unwanted(request, response)
        if were_asked(request):
            patch_vary_headers(response, HEADERS)
        return response


def _hold_back(request: HttpRequest, response: HttpResponse) -> None:
    """Takes out what may not be set; taking a cookie back is always allowed."""
    cookies = registry.policy().cookies
    for name, morsel in list(response.cookies.items()):
        is_needed = name in cookies and cookies[name].necessary
        if is_needed or morsel["max-age"] == 0 or choices_of(request).allow_cookie(name):
            continue
        logger.error("the cookie %r may not be set here and was held back", name)
        del response.cookies[name]


def _delete_unwanted(request: HttpRequest, response: HttpResponse) -> None:
    """What lies in the browser from before a no, or from before its signal, goes with the next answer."""
    for cookie in optional_cookies(registry.policy()):
        if cookie.name in request.COOKIES and not choices_of(request).allow_cookie(cookie.name):
            response.delete_cookie(cookie.name, samesite="Lax")

"""Whether a form was sent from one of our own pages, for forms that may set no cookie before they are sent.

A token against forgery needs a cookie; whoever only looks is given none. Browsers name the page that a form was sent
from, and no page can make them say another one.
"""

from __future__ import annotations

from urllib.parse import urlsplit

from django.conf import settings
from django.http import HttpRequest


def is_from_our_page(request: HttpRequest) -> bool:
    """True when `Origin`, or without it `Referer`, names this very site; a request that names neither is no form."""
    said = request.headers.get("Origin") or request.headers.get("Referer") or ""
    there = urlsplit(said)
    return f"{there.scheme}://{there.netloc}" in {f"{request.scheme}://{request.get_host()}", settings.BASE_URL}

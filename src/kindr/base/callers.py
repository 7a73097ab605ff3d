"""Who stands at the other end of a request, as far as a throttle must tell callers apart."""

from __future__ import annotations

from django.conf import settings
from django.http import HttpRequest


def caller_of(request: HttpRequest) -> str:
    """The network address that a throttle counts, under a keyed hash.

    Behind a proxy it is what the proxy wrote last: whatever stands before it, the caller may have made up.
    """
    forwarded = request.headers.get("X-Forwarded-For", "") if settings.BEHIND_PROXY else ""
    return forwarded.rpartition(",")[2].strip() or str(request.META.get("REMOTE_ADDR", ""))

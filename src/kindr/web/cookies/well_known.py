"""What machines look for at well-known addresses: that we obey Global Privacy Control, and where to report a hole."""

from __future__ import annotations

from datetime import timedelta

from django.conf import settings
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.urls import reverse
from django.utils.cache import patch_cache_control
from django.utils.translation import override
from django.views.decorators.http import require_safe

from kindr.base import clock
from kindr.privacy import registry
from kindr.privacy.access.declare import no_personal_data

GOOD_FOR = timedelta(days=180)
"""How far ahead `Expires` lies; RFC 9116 asks for less than a year."""
A_DAY = 24 * 3600


@require_safe
@no_personal_data("the same for everybody")
def gpc(_request: HttpRequest) -> HttpResponse:
    """`/.well-known/gpc.json`: the signal is obeyed, in the words of the policy's day."""
    response = JsonResponse({"gpc": True, "lastUpdate": registry.policy().version})
    patch_cache_control(response, public=True, max_age=A_DAY)
    return response


@require_safe
@no_personal_data("the same for everybody")
def security(_request: HttpRequest) -> HttpResponse:
    """`/.well-known/security.txt` (RFC 9116): whom to tell of a hole, in which languages, and where the rules are."""
    parties = registry.policy().parties
    until = (clock.now() + GOOD_FOR).replace(hour=0, minute=0, second=0, microsecond=0)
    with override("en"):
        rules = f"{settings.BASE_URL}{reverse('promises:show')}#report"
    fields = [
        *(f"Contact: mailto:{email}" for email in dict.fromkeys(party.email for party in parties.values())),
        f"Expires: {until:%Y-%m-%dT%H:%M:%SZ}",
        f"Preferred-Languages: {', '.join(registry.policy().languages)}",
        f"Canonical: {settings.BASE_URL}/.well-known/security.txt",
        f"Policy: {rules}",
    ]
    response = HttpResponse("\n".join([*fields, ""]), content_type="text/plain; charset=utf-8")
    patch_cache_control(response, public=True, max_age=A_DAY)
    return response

"""The page of every cookie at `/privacy/cookies/`, where the answer is given and changed at any time (C.3, C.4)."""

from __future__ import annotations

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import get_language
from django.views.decorators.cache import never_cache
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_POST, require_safe

from kindr.base import clock
from kindr.privacy import registry
from kindr.privacy.access.declare import no_personal_data
from kindr.privacy.consent.browsers import CHOICES, choices_of, optional_cookies, optional_purposes, written
from kindr.web.cookies import words
from kindr.web.cookies.origin import is_from_our_page
from kindr.web.policy_pages.printing import printed

DEVICE_ONLY = "the answer lies in the browser's own cookie and is joined to nobody"


@require_safe
@never_cache
@no_personal_data(DEVICE_ONLY)
def show_cookies(request: HttpRequest) -> HttpResponse:
    """Every cookie, what this browser has of them, and the switches."""
    language, policy, choices = get_language() or "id", registry.policy(), choices_of(request)
    shown = {
        "page": printed(language),
        "needed": words.needed(policy, language, here=request.COOKIES),
        "asked": words.asked(policy, language, here=request.COOKIES, choices=choices),
        "choices": choices,
        "is_saved": "saved" in request.GET,
    }
    return render(request, "cookies/page.html", shown)


@csrf_exempt  # A token needs a cookie, and whoever only looks is given none; `is_from_our_page` stands in its place.
@require_POST
@never_cache
@no_personal_data(DEVICE_ONLY)
def decide(request: HttpRequest) -> HttpResponse:
    """Keeps an answer in the browser, and goes back to where it was given."""
    if not is_from_our_page(request):
        return render(request, "400.html", {"expired": True}, status=403)
    answers = _answers(request)
    if answers is None:
        return redirect("cookies:show")
    response = redirect(_way_back(request))
    _keep(response, answers)
    return response


def _answers(request: HttpRequest) -> dict[str, bool] | None:
    """A yes or no for each purpose, or one for all of them; None where one is missing: no answer is no yes."""
    said = {purpose: request.POST.get(purpose, request.POST.get("all", "")) for purpose in _purposes()}
    return {key: word == "yes" for key, word in said.items()} if set(said.values()) <= {"yes", "no"} else None


def _purposes() -> list[str]:
    return optional_purposes(registry.policy())


def _keep(response: HttpResponse, answers: dict[str, bool]) -> None:
    cookies = registry.policy().cookies
    response.set_cookie(
        "choices",
        written(answers, on=clock.now().date()),
        max_age=cookies[CHOICES].seconds,
        httponly=True,
        samesite="Lax",
        secure=settings.SESSION_COOKIE_SECURE,
    )
    for cookie in optional_cookies(registry.policy()):
        if not answers[cookie.purpose]:
            response.delete_cookie(cookie.name, samesite="Lax")


def _way_back(request: HttpRequest) -> str:
    """The page that the question stood on, when it is one of ours; else the page of the cookies."""
    wanted = request.POST.get("back", "")
    is_ours = url_has_allowed_host_and_scheme(wanted, None) and wanted.startswith("/")
    return wanted if is_ours else f"{reverse('cookies:show')}?saved"

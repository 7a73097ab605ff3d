"""The published policy at `/privacy/` and below, rendered from text and data alone: the same for everybody."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps

from django.contrib.messages import get_messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.cache import patch_cache_control, patch_vary_headers
from django.utils.translation import get_language
from django.views.decorators.http import require_safe

from kindr.base import clock
from kindr.privacy.access.declare import no_personal_data
from kindr.privacy.consent import changes
from kindr.web.policy_pages import archive
from kindr.web.policy_pages.kept_table import kept_table
from kindr.web.policy_pages.matrix import matrix
from kindr.web.policy_pages.printing import printed
from kindr.web.policy_pages.ways import ways

FIVE_MINUTES = 300
"""Seconds for which a public page may be shown again; a policy published anew is then seen by everybody."""


def may_be_kept(view: Callable[..., HttpResponse]) -> Callable[..., HttpResponse]:
    """Browsers and proxies may keep the page, which is the same for everybody, unless it tells somebody something."""

    @wraps(view)
    def shown(request: HttpRequest, **asked: str) -> HttpResponse:
        tells = bool(get_messages(request))
        response = view(request, **asked)
        if not tells:
            patch_cache_control(response, public=True, max_age=FIVE_MINUTES)
        return response

    return shown


@require_safe
@no_personal_data("the policy is public")
@may_be_kept
def show_policy(request: HttpRequest) -> HttpResponse:
    """The policy as questions, chapter by chapter, every sentence under its number."""
    holds = changes.holding(at=clock.now(), language=_language())
    return render(request, "policy/policy.html", {"page": printed(_language()), "holds": holds})


@require_safe
@no_personal_data("the policy is public")
@may_be_kept
def show_chapter(request: HttpRequest, chapter: str) -> HttpResponse:
    """One chapter, each sentence with how it is kept."""
    page = printed(_language())
    found = page.chapter(chapter)
    if found is None:
        raise Http404
    before, here, after = found
    context = {"page": page, "chapter": here, "before": before, "after": after}
    return render(request, "policy/chapter.html", context)


@require_safe
@no_personal_data("the policy is public")
@may_be_kept
def show_text(request: HttpRequest) -> HttpResponse:
    """The whole text with its tables on one page, for paper and for searching."""
    holds = changes.holding(at=clock.now(), language=_language())
    return render(request, "policy/text.html", {"page": printed(_language()), "holds": holds})


@require_safe
@no_personal_data("the policy is public")
@may_be_kept
def show_versions(request: HttpRequest) -> HttpResponse:
    """Every version there was, is and is announced, with what changed."""
    found = changes.versions(at=clock.now(), language=_language())
    return render(request, "policy/versions.html", {"versions": found, "page": printed(_language())})


@require_safe
@no_personal_data("the policy is public")
@may_be_kept
def show_version(request: HttpRequest, version: str) -> HttpResponse:
    """One version word for word, from the day on which it was told."""
    told = {one.name: one for one in changes.versions(at=clock.now(), language=_language())}
    text = archive.text_of(version, _language()) if version in told else None
    if text is None:
        raise Http404
    context = {"version": told[version], "text": text, "page": printed(_language())}
    return render(request, "policy/version.html", context)


@require_safe
@no_personal_data("the policy is public")
@may_be_kept
def show_table(request: HttpRequest) -> HttpResponse:
    """What is kept, as far as somebody wants to see it."""
    context = {"table": kept_table(request.GET.dict(), _language()), "page": printed(_language())}
    return _part_or_page(request, "policy/table_page.html", "kept", context)


@require_safe
@no_personal_data("the policy is public")
@may_be_kept
def show_people(request: HttpRequest) -> HttpResponse:
    """Who may open what, as a table and as sentences."""
    context = {"matrix": matrix(_language()), "page": printed(_language())}
    return render(request, "policy/people.html", context)


@require_safe
@no_personal_data("the policy is public")
@may_be_kept
def show_ways(request: HttpRequest) -> HttpResponse:
    """Where one kind of data goes, as a drawing and as a list."""
    drawn, wanted = ways(_language()), request.GET.get("of", "")
    way = next((one for one in drawn if one.category == wanted), drawn[0])
    return _part_or_page(request, "policy/ways.html", "way", {"ways": drawn, "way": way, "page": printed(_language())})


def _part_or_page(request: HttpRequest, template: str, part: str, context: dict[str, object]) -> HttpResponse:
    """The part that a script asks for, or the page; whoever keeps one does not give it for the other."""
    asked = request.htmx  # type: ignore[attr-defined]  # set by the middleware of django-htmx
    response = render(request, f"{template}#{part}" if asked else template, context)
    patch_vary_headers(response, ["HX-Request"])
    return response


def _language() -> str:
    return get_language() or "id"

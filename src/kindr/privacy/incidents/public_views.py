"""The public notices: what happened, for everybody who could not be written to (UU 27/2022 art. 46(3))."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.dateparse import parse_datetime
from django.utils.translation import get_language
from django.views.decorators.http import require_GET

from kindr.privacy import registry
from kindr.privacy.access.declare import no_personal_data
from kindr.privacy.incidents import queries, writing
from kindr.privacy.incidents.models import PublicNotice


@require_GET
@no_personal_data("words that were written for everybody, categories and counts")
def notices(request: HttpRequest) -> HttpResponse:
    """Every public notice, newest first."""
    language = "en" if (get_language() or "").startswith("en") else "id"
    officer = registry.policy().parties["data_protection_officer"]
    shown = [_shown(each, language) for each in queries.published()]
    return render(request, "incidents/notices.html", {"notices": shown, "officer": officer})


def _shown(notice: PublicNotice, language: str) -> dict[str, Any]:
    content = notice.content
    return {
        "notice": notice,
        "words": content["words"][language],
        "categories": writing.categories_said(content["categories"]),
        "since": parse_datetime(content["since"]),
        "until": parse_datetime(content["until"]),
    }

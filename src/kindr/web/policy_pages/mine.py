"""The policy with the reader's own data beside its sentences at `/privacy/mine/`, opened only when asked for."""

from __future__ import annotations

from django.http import HttpResponse
from django.shortcuts import render
from django.utils.translation import get_language
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET

from kindr.base import clock
from kindr.privacy.access.declare import PersonalRequest, for_purpose
from kindr.privacy.rights import queries
from kindr.privacy.rights.doors import for_known, whose
from kindr.web.policy_pages.beside import beside
from kindr.web.policy_pages.printing import printed


@require_GET
@never_cache
@for_known
@for_purpose("show_my_data")
def show_mine(request: PersonalRequest) -> HttpResponse:
    """Every sentence that says something about the reader, with what it says; all of them when asked for."""
    language = get_language() or "id"
    statement = queries.my_data(whose(request), access=request.access, at=clock.now())
    page, shows_all = printed(language), request.GET.get("show") == "all"
    chapters = beside(page, statement, language=language, shows_all=shows_all)
    context = {"page": page, "chapters": chapters, "shows_all": shows_all, "statement": statement}
    return render(request, "policy/mine.html", context)

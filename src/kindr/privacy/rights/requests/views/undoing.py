"""The link that undoes the withdrawal of a letter: looking does nothing, the button works once (policy 9.1, 7.5)."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import get_language
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from kindr.base import clock
from kindr.privacy.access.declare import no_personal_data
from kindr.privacy.rights.intake import undoing
from kindr.privacy.rights.requests import links
from kindr.privacy.rights.requests.actions import LinkExpired


@require_http_methods(["GET", "POST"])
@never_cache
@no_personal_data("the signature in the address, sent to the address on file alone, says which withdrawal it is")
def undo(request: HttpRequest, token: str) -> HttpResponse:
    """Shows what had stopped, with the words of each consent; only the button gives it again, so no scanner does."""
    at, language = clock.now(), get_language() or "id"
    try:
        found = links.request_of_undo(token, at=at)
        if request.method == "POST" and undoing.undo(found, language=language, at=at):
            return render(request, "requests/undone.html")
    except LinkExpired:
        return render(request, "requests/undo_over.html", status=410)
    ended = undoing.ended_by(found, language=language, at=at)
    return render(request, "requests/undo.html", {"ended": ended, "asked": found})

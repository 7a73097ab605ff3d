"""Two pages for machines: is the process up, and can it serve."""

from __future__ import annotations

from django.db.utils import Error
from django.http import HttpRequest, HttpResponse, JsonResponse

from kindr.privacy.access.declare import no_personal_data
from kindr.web.configuration import configuration
from kindr.web.servers.migrating import unapplied
from kindr.web.servers.restore_mark import read_mark

PARTS = {"data": "default", "keys": "keys"}


@no_personal_data("says only that the process answers")
def is_alive(_request: HttpRequest) -> HttpResponse:
    """`/healthz`: the process answers; no database is asked."""
    return HttpResponse("ok\n", content_type="text/plain")


@no_personal_data("asks the databases for their migrations only")
def is_ready(_request: HttpRequest) -> JsonResponse:
    """`/readyz`: 200 when both databases answer and are migrated and no restore is under way, else 503."""
    parts = {part: _state_of(alias) for part, alias in PARTS.items()}
    if read_mark(configuration().data_folder):
        parts["restore"] = "under way"
    response = JsonResponse(parts, status=200 if set(parts.values()) == {"ready"} else 503)
    response["Cache-Control"] = "no-store"
    return response


def _state_of(alias: str) -> str:
    try:
        return "not migrated" if unapplied(alias) else "ready"
    except Error:
        return "down"

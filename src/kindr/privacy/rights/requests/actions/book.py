"""The book of a request: a row is locked, the rules say what comes of it, and a line says what happened."""

from __future__ import annotations

import uuid
from datetime import datetime
from typing import Any

from kindr.privacy import registry
from kindr.privacy.access import checks
from kindr.privacy.access.terms import Access
from kindr.privacy.rights.requests import rules
from kindr.privacy.rights.requests.models import Request, RequestEvent
from kindr.privacy.rights.requests.rules import Case

CLAUSE = "rights_request"


def check_purpose(access: Access) -> None:
    """Whoever acts may claim a purpose that requests serve; raises PurposeNotAllowed."""
    checks.check_purpose(registry.clause(CLAUSE), access)


def locked(request: uuid.UUID) -> Request:
    """The request, so that nobody else changes it before the end of the transaction."""
    return Request.objects.select_for_update().get(pk=request)


def move(request: Request, case: Case, happened: str, *, access: Access, at: datetime, **more: Any) -> Request:
    """Writes what became of a request, and the line that says so."""
    request.state, request.reason, request.proof = case.state, case.reason, case.proof
    request.closed_at = at if case.state in rules.CLOSED else None
    for name, value in more.items():
        setattr(request, name, value)
    request.save(update_fields=["state", "reason", "proof", "closed_at", *more])
    write(request, happened, access=access, at=at)
    return request


def write(request: Request, happened: str, *, access: Access, at: datetime) -> RequestEvent:
    """Adds a line to the book."""
    return RequestEvent.objects.create(
        request=request,
        at=at,
        happened=happened,
        state=request.state,
        reason=request.reason,
        role=access.actor.role,
        by=access.actor.id,
    )

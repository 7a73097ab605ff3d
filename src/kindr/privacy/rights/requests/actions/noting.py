"""Texts of a request: the person's words, our notes and our answer, each sealed under a key of its own."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction

from kindr.privacy import gates
from kindr.privacy.access.terms import Access
from kindr.privacy.rights.requests.actions import book
from kindr.privacy.rights.requests.models import Request
from kindr.privacy.rights.requests.personal import RequestText, TextKind

LONGEST = 4000


def keep_text(request: Request, kind: TextKind, text: str, *, source: str, access: Access, at: datetime) -> RequestText:
    """Seals one text under the person who asks; raises Refused, PersonClosed."""
    return gates.collect(
        RequestText,
        person=request.person_id,
        access=access,
        at=at,
        source=source,
        values={"text": text.strip()[:LONGEST]},
        plain={"request_id": request.pk, "kind": kind},
    )


def note(request: Request, text: str, *, access: Access, at: datetime) -> None:
    """Adds a note of somebody who works on the request; its person reads it under My data."""
    with transaction.atomic():
        keep_text(request, TextKind.NOTE, text, source="system", access=access, at=at)
        book.write(request, "noted", access=access, at=at)

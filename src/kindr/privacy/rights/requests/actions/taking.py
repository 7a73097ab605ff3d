"""What people do for themselves on our pages, written down as the requests they are: numbered, and done at once."""

from __future__ import annotations

import uuid
from collections.abc import Mapping
from datetime import datetime
from typing import Any

from django.db import transaction

from kindr.privacy.access.terms import Access
from kindr.privacy.rights.models import Erasure
from kindr.privacy.rights.requests import rules
from kindr.privacy.rights.requests.actions import book, closing
from kindr.privacy.rights.requests.actions.carrying import settle_erasure
from kindr.privacy.rights.requests.actions.receiving import new_request
from kindr.privacy.rights.requests.models import Request
from kindr.privacy.rights.requests.rules import Channel, Proof, State


def record_done(
    *,
    kind: str,
    by: uuid.UUID,
    evidence: Mapping[str, Any],
    language: str,
    access: Access,
    at: datetime,
    subject: uuid.UUID | None = None,
    proof: Proof = Proof.CHANNEL,
) -> Request:
    """Writes down a right that its person has just used on a page; the same again within an hour adds nothing."""
    about = {"person_id": by, "subject_id": subject or by, "kind": kind, "evidence": dict(evidence)}
    found = Request.objects.filter(**about, state=State.FULFILLED, closed_at__gt=at - rules.AT_ONCE).first()
    if found is not None:
        return found
    with transaction.atomic():
        request = _received(kind, by, subject or by, proof, language=language, access=access, at=at)
        return closing.fulfil(request, evidence=evidence, access=access, at=at)


def record_erasure(erasure: Erasure, *, by: uuid.UUID, access: Access, at: datetime) -> Request:
    """Writes down a deletion that its person has just asked for; the request ends with it."""
    found = Request.objects.filter(erasure=erasure.pk).first()
    if found is None:
        with transaction.atomic():
            about = erasure.person_id
            found = _received("erasure", by, about, Proof.FRESH, language=erasure.language, access=access, at=at)
            found.erasure = erasure.pk
            found.save(update_fields=["erasure"])
    settle_erasure(erasure, access=access, at=at)
    found.refresh_from_db()
    return found


def _received(
    kind: str, by: uuid.UUID, subject: uuid.UUID, proof: Proof, *, language: str, access: Access, at: datetime
) -> Request:
    book.check_purpose(access)
    request = new_request(kind, Channel.PAGE, language, at, by=by, subject=subject)
    return book.move(request, rules.received(kind, proof=proof), "received", access=access, at=at)

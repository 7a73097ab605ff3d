"""What people do for themselves on My data, written down as the requests they are: numbered, and done at once."""

from __future__ import annotations

import uuid
from datetime import datetime

from django.db import transaction

from kindr.privacy.access.terms import Access
from kindr.privacy.rights.models import Erasure
from kindr.privacy.rights.requests import rules
from kindr.privacy.rights.requests.actions import book, closing
from kindr.privacy.rights.requests.actions.carrying import settle_erasure
from kindr.privacy.rights.requests.actions.receiving import new_request
from kindr.privacy.rights.requests.models import Request
from kindr.privacy.rights.requests.rules import Channel, Proof, State


def record_copy(person: uuid.UUID, *, kind: str, form: str, language: str, access: Access, at: datetime) -> Request:
    """A copy was taken: `access` to read it, `portability` to take it along. Within an hour it is the same request."""
    same = Request.objects.filter(person_id=person, subject_id=person, kind=kind, channel=Channel.PAGE)
    found = same.filter(state=State.FULFILLED, closed_at__gt=at - rules.AT_ONCE).first()
    if found is not None:
        return found
    with transaction.atomic():
        request = _on_the_page(person, person, kind, Proof.CHANNEL, language=language, access=access, at=at)
        return closing.fulfil(request, evidence={"form": form}, access=access, at=at)


def record_erasure(erasure: Erasure, *, by: uuid.UUID, access: Access, at: datetime) -> Request:
    """A deletion was asked for and has begun; the request ends with it."""
    found = Request.objects.filter(erasure=erasure.pk).first()
    if found is None:
        with transaction.atomic():
            found = _on_the_page(
                by, erasure.person_id, "erasure", Proof.FRESH, language=erasure.language, access=access, at=at
            )
            found.erasure = erasure.pk
            found.save(update_fields=["erasure"])
    settle_erasure(erasure, access=access, at=at)
    found.refresh_from_db()
    return found


def _on_the_page(
    by: uuid.UUID, subject: uuid.UUID, kind: str, proof: Proof, *, language: str, access: Access, at: datetime
) -> Request:
    book.check_purpose(access)
    request = new_request(kind, Channel.PAGE, language, at, by=by, subject=subject)
    return book.move(request, rules.received(kind, proof=proof), "received", access=access, at=at)

"""A reply to our letter about a request belongs to that request, when it comes from the request's own address (7.5)."""

from __future__ import annotations

import uuid
from collections.abc import Collection, Iterable
from datetime import datetime

from kindr.privacy import gates
from kindr.privacy import people as persons
from kindr.privacy.access.terms import Access
from kindr.privacy.rights.intake.rules import Inbound
from kindr.privacy.rights.requests.actions import book, noting
from kindr.privacy.rights.requests.models import Request
from kindr.privacy.rights.requests.personal import RequestContact, TextKind


def request_answered(letter: Inbound, people: Collection[uuid.UUID], *, access: Access, at: datetime) -> Request | None:
    """The open request that a letter answers; none when its sender is not the request's own contact."""
    named = Request.objects.filter(number__in=letter.numbers) | Request.objects.filter(pk__in=letter.answers)
    for request in named.filter(closed_at=None).order_by("-received_at", "-pk"):
        if letter.address and _is_contact(request, letter.address, people, access=access, at=at):
            return request
    return None


def join(request: Request, texts: Iterable[str], *, access: Access, at: datetime) -> None:
    """Seals what was written with the request, and says so in its book."""
    for text in texts:
        noting.keep_text(request, TextKind.WORDS, text, source="service_call", access=access, at=at)
    book.write(request, "wrote_again", access=access, at=at)


def _is_contact(request: Request, address: str, people: Collection[uuid.UUID], *, access: Access, at: datetime) -> bool:
    contact = RequestContact.objects.filter(request=request).first()
    if contact is not None:
        opened = gates.read(contact, access=access, at=at)
        return not opened.is_forgotten and opened.email == address
    return any(request.person_id in persons.covered_by(person) for person in people)

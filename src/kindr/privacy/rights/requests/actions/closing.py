"""How a request ends: fulfilled with evidence, refused with a named reason, taken back, or run out unproven."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from django.db import transaction

from kindr.base import facts
from kindr.privacy.access.terms import Access, ActorKind, NotYours
from kindr.privacy.rights.requests import rules
from kindr.privacy.rights.requests.actions import book
from kindr.privacy.rights.requests.actions.noting import keep_text
from kindr.privacy.rights.requests.facts import RequestClosed
from kindr.privacy.rights.requests.models import Request
from kindr.privacy.rights.requests.personal import TextKind
from kindr.privacy.rights.requests.rules import Case, Denial, State


def fulfil(request: Request, *, evidence: Mapping[str, Any], access: Access, at: datetime, answer: str = "") -> Request:
    """Says that it is done, with evidence (counts and ids) and what the person is told; raises StepNotAllowed.

    Saying it twice changes nothing.
    """
    if _is_already(request, State.FULFILLED):
        return request
    with transaction.atomic():
        if answer:
            keep_text(request, TextKind.ANSWER, answer, source="system", access=access, at=at)
        living = book.locked(request.pk)
        case = rules.fulfilled(living.case, has_evidence=bool(evidence))
        return _close(living, case, "fulfilled", access=access, at=at, evidence=dict(evidence))


def deny(request: Request, reason: Denial | str, *, access: Access, at: datetime, words: str = "") -> Request:
    """Refuses with a reason that has a name, and in words for the person; raises StepNotAllowed."""
    if _is_already(request, State.DENIED):
        return request
    with transaction.atomic():
        if words:
            keep_text(request, TextKind.ANSWER, words, source="system", access=access, at=at)
        living = book.locked(request.pk)
        return _close(living, rules.denied(living.case, Denial(reason)), "denied", access=access, at=at)


def revoke(request: Request, *, access: Access, at: datetime) -> Request:
    """The person takes it back; raises NotYours, StepNotAllowed."""
    if access.actor.kind is not ActorKind.PERSON or access.actor.id != request.person_id:
        raise NotYours("only whoever asked may take a request back")
    if _is_already(request, State.REVOKED):
        return request
    with transaction.atomic():
        living = book.locked(request.pk)
        return _close(living, rules.revoked(living.case), "revoked", access=access, at=at)


def expire(request: Request, *, access: Access, at: datetime) -> Request:
    """The deadline came and nobody had proven anything; raises StepNotAllowed."""
    with transaction.atomic():
        living = book.locked(request.pk)
        return _close(living, rules.expired(living.case), "expired", access=access, at=at)


def _is_already(request: Request, state: State) -> bool:
    """A deed that is done again, by a second click or a second worker, is not an error."""
    request.refresh_from_db()
    return request.state == state


def _close(request: Request, case: Case, happened: str, *, access: Access, at: datetime, **more: Any) -> Request:
    book.check_purpose(access)
    book.move(request, case, happened, access=access, at=at, **more)
    facts.publish(RequestClosed(request.pk))
    return request

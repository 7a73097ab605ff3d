"""A person says which right a letter asks for; its number and its clock stay those of the letter (policy 7.3, 7.4)."""

from __future__ import annotations

from collections.abc import Collection
from datetime import datetime

from django.db import transaction

from kindr.base import facts
from kindr.privacy import registry
from kindr.privacy.access.terms import Access
from kindr.privacy.rights.requests import rules
from kindr.privacy.rights.requests.actions import book
from kindr.privacy.rights.requests.actions.proving import open_proof
from kindr.privacy.rights.requests.facts import RequestProofAsked, RequestProven
from kindr.privacy.rights.requests.models import Request


def read_as(
    request: Request, kind: str, *, access: Access, at: datetime, purposes: Collection[str] = (), must_prove: bool
) -> Request:
    """Makes a question the right it asks for, counted from its receipt; what was told is never later.

    It goes on like any other: carried out where the address is enough, confirmed through it where it is not.
    Raises StepNotAllowed, UnknownRight, PurposeNotAllowed.
    """
    book.check_purpose(access)
    with transaction.atomic():
        living = book.locked(request.pk)
        case = rules.read_as(living.case, kind, must_prove=must_prove)
        by_right = rules.deadline_of(living.received_at, hours=registry.policy().rights[kind].hours)
        book.move(living, case, "read_as", access=access, at=at, kind=kind, purposes=sorted(purposes), reach=[],
                  deadline_at=min(by_right, living.deadline_at))  # fmt: skip
        if living.needs_verification:
            open_proof(living, at=at)
            facts.publish(RequestProofAsked(living.pk))
        else:
            facts.publish(RequestProven(living.pk))
    return living

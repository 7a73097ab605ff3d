"""Carrying a proven request out: at once where a machine can, by the data protection officer where a human must."""

from __future__ import annotations

import logging
import uuid
from datetime import datetime

from django.db import transaction

from kindr.privacy import gates
from kindr.privacy.access.terms import Access
from kindr.privacy.people import Claim, Person, PersonKind
from kindr.privacy.rights.alone import alone_at
from kindr.privacy.rights.models import Erasure, ErasureState
from kindr.privacy.rights.requests import ports, rules
from kindr.privacy.rights.requests.actions import book, closing
from kindr.privacy.rights.requests.models import Request
from kindr.privacy.rights.requests.personal import RequestContact
from kindr.privacy.rights.requests.ports import Asked
from kindr.privacy.rights.requests.rules import Denial, State, StepNotAllowed

logger = logging.getLogger(__name__)


def carry_on(request: uuid.UUID, *, access: Access, at: datetime) -> Request:
    """Goes on with one request; whoever comes after a crash, or twice, goes on from where it stands."""
    with alone_at(f"request {request}") as is_alone:
        found = Request.objects.get(pk=request)
        if not is_alone or found.closed_at or not found.case.is_proven or found.needs_verification:
            return found
        found = _find_people(found, access=access, at=at)
        return found if found.closed_at else _carry(found, access=access, at=at)


def settle_erasure(erasure: Erasure, *, access: Access, at: datetime) -> None:
    """Ends the request behind an erasure that is done; its receipt is the evidence."""
    if erasure.state != ErasureState.DONE:
        return
    for request in Request.objects.filter(erasure=erasure.pk, closed_at=None):
        closing.fulfil(request, evidence={"erasure": str(erasure.pk)}, access=access, at=at)


def asked(request: Request) -> Asked:
    """A request as whoever carries it out gets it."""
    people = [uuid.UUID(person) for person in request.reach] or [request.subject_id]
    return Asked(
        request=request.pk,
        number=request.number,
        kind=request.kind,
        people=frozenset(people),
        by=request.person_id,
        channel=request.channel,
        language=request.language,
        received_at=request.received_at,
    )


def _carry(request: Request, *, access: Access, at: datetime) -> Request:
    carrier = ports.carrier_of(request.kind)
    if carrier is None:
        return request
    if request.state == State.OPEN:
        with transaction.atomic():
            living = book.locked(request.pk)
            request = book.move(living, rules.taken_up(living.case), "taken_up", access=access, at=at)
    evidence = carrier(asked(request), access=access, at=at)
    return closing.fulfil(request, evidence=evidence, access=access, at=at) if evidence else request


def _find_people(request: Request, *, access: Access, at: datetime) -> Request:
    """Whom a proven address leads to: an account, which then owns the request, or guests; nobody ends it."""
    contact = RequestContact.objects.filter(request=request).first()
    if contact is None or request.reach or Person.objects.get(pk=request.person_id).kind != PersonKind.NEWCOMER:
        return request
    address = gates.read(contact, access=access, at=at).email
    people = ports.people_of_address(address, access=access, at=at)
    if not people and request.kind != "withdrawal":
        return _deny_for_nobody(request, access=access, at=at)
    account = Person.objects.filter(pk__in=people, kind=PersonKind.PARENT).first()
    is_known = account is not None and request.case.proof > rules.Proof.ADDRESS
    request.reach = [] if is_known else [str(person) for person in (request.person_id, *people)]
    with transaction.atomic():
        if account is not None and is_known:
            _join(request, account, at=at)
        request.save(update_fields=["reach", "person_id", "subject_id"])
    return request


def _join(request: Request, account: Person, *, at: datetime) -> None:
    """The account claims whoever asked without it, as it claims the guests of its address."""
    Claim.objects.get_or_create(guest_id=request.person_id, defaults={"account": account, "claimed_at": at})
    Person.objects.filter(pk=request.person_id, kind=PersonKind.NEWCOMER).update(kind=PersonKind.GUEST)
    request.person_id = request.subject_id = account.pk


def _deny_for_nobody(request: Request, *, access: Access, at: datetime) -> Request:
    try:
        return closing.deny(request, Denial.NO_MATCH, access=access, at=at)
    except StepNotAllowed:
        return request

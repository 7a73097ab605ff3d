"""A request comes in, by whichever way, and gets its number at once (policy 7.3, 7.4; UU 27/2022 art. 14)."""

from __future__ import annotations

import uuid
from collections.abc import Collection
from datetime import datetime

from django.db import connections, transaction

from kindr.base import facts
from kindr.base.clock import jakarta_year
from kindr.privacy import gates, registry
from kindr.privacy.access.declare import system_access
from kindr.privacy.access.terms import Access, ActorKind, ChildOfAge, NotYours
from kindr.privacy.people import Person, PersonKind, grown_children_of, is_guardian
from kindr.privacy.rights.requests import ports, rules
from kindr.privacy.rights.requests.actions import book
from kindr.privacy.rights.requests.actions.noting import keep_text
from kindr.privacy.rights.requests.actions.proving import open_proof
from kindr.privacy.rights.requests.facts import RequestAskedAgain, RequestProven, RequestReceived
from kindr.privacy.rights.requests.models import Request
from kindr.privacy.rights.requests.personal import RequestContact, TextKind
from kindr.privacy.rights.requests.rules import Channel, Proof
from kindr.privacy.vault.lookup import normalised_address

SOURCE = {Channel.PAGE: "account", Channel.EMAIL: "service_call", Channel.PHONE: "service_call"}
ONE_AT_A_TIME = frozenset({"access", "portability", "restriction", "keeping", "withdrawal", "erasure"})
"""Asking for these again while one is under way adds nothing; corrections and objections may differ."""


def receive(
    *,
    kind: str,
    channel: str,
    language: str,
    received_at: datetime,
    access: Access,
    at: datetime,
    person: uuid.UUID | None = None,
    subject: uuid.UUID | None = None,
    words: str = "",
    address: str = "",
    proof: Proof = Proof.NONE,
    purposes: Collection[str] = (),
    must_prove: bool = False,
    is_quiet: bool = False,
    told: datetime | None = None,
) -> Request:
    """Writes a request down: its clock runs since `received_at`. The same one asked for twice keeps its number.

    `person` asks; nobody known asks through `address`, which gets a letter whether or not anybody has it. `subject`
    is a child of theirs. `proof` counts only for whoever asks in their own name; everybody else has to prove it by the
    letter to the address on file. `purposes` are the consents that a withdrawal is about, all when there are none;
    `must_prove` has it wait for the link although an address would do; `is_quiet` writes to nobody by itself;
    `told` is the deadline that its letter was told already.
    Raises UnknownRight, NotYours, ChildOfAge, PurposeNotAllowed.
    """
    book.check_purpose(access)
    case = rules.received(kind, proof=Proof.NONE if must_prove else _counted(proof, person, access))
    _check_subject(person, subject, access=access, at=at)
    with transaction.atomic():
        same = _under_way(kind, person, subject or person)
        found = next((one for one in same if _asks_as_much(one, purposes, must_prove)), None)
        if found is not None:
            return _asked_again(found, words, told, access=access, at=at)
        asking = person or Person.objects.create(kind=PersonKind.NEWCOMER).pk
        request = new_request(kind, channel, language, received_at, by=asking, subject=subject or asking)
        request.purposes, request.is_quiet = sorted(purposes), is_quiet
        request.deadline_at = min(request.deadline_at, told or request.deadline_at)
        request.save(update_fields=["purposes", "is_quiet", "deadline_at"])
        _keep(request, words, address, access=access, at=at)
        book.move(request, case, "received", access=access, at=received_at)
        if request.needs_verification:
            open_proof(request, at=at)
        facts.publish(RequestReceived(request.pk))
        if not request.needs_verification:
            facts.publish(RequestProven(request.pk))
    return request


def _counted(proof: Proof, person: uuid.UUID | None, access: Access) -> Proof:
    """Whoever asks for somebody else, or of whom nothing is known, has proven nothing but an address."""
    is_own = person is not None and access.actor.kind is ActorKind.PERSON and access.actor.id == person
    return proof if is_own else min(max(proof, Proof.ADDRESS), Proof.ADDRESS)


def _check_subject(person: uuid.UUID | None, subject: uuid.UUID | None, *, access: Access, at: datetime) -> None:
    if access.actor.kind is ActorKind.PERSON and access.actor.id != person:
        raise NotYours("a request is made in one's own name")
    if subject in (None, person):
        return
    if not is_guardian(person, subject):
        raise NotYours("this child is in somebody else's care")
    if subject in grown_children_of(person) or ports.is_of_age(subject, access=system_access("answer_requests"), at=at):
        raise ChildOfAge


def _under_way(kind: str, person: uuid.UUID | None, subject: uuid.UUID | None) -> list[Request]:
    if kind not in ONE_AT_A_TIME or person is None or subject is None:
        return []
    with connections["default"].cursor() as cursor:
        # Two that are sent at once are one: the second waits for the first, and finds it.
        cursor.execute("SELECT pg_advisory_xact_lock(hashtextextended(%s, 0))", [f"request {kind} {subject}"])
    found = Request.objects.filter(kind=kind, person_id=person, subject_id=subject, closed_at=None)
    return list(found.order_by("received_at", "number"))


def _asks_as_much(found: Request, purposes: Collection[str], must_prove: bool) -> bool:
    """Whether one under way does all that is asked for now, no sooner and no later than its proof allows.

    A withdrawal of other consents, or one that waits for a proof beside one that does not, is a request of its own:
    what is under way may have been carried out in part, so nothing is added to it.
    """
    if found.kind != "withdrawal":
        return True
    is_covered = not found.purposes or (bool(purposes) and set(purposes) <= set(found.purposes))
    is_proven = found.proof > Proof.ADDRESS
    return is_covered and (found.needs_verification or is_proven if must_prove else not found.needs_verification)


def _asked_again(request: Request, words: str, told: datetime | None, *, access: Access, at: datetime) -> Request:
    """Whoever asks again has proven nothing by it: the request stands where it stood, and is answered no later."""
    if words:
        keep_text(request, TextKind.WORDS, words, source="service_call", access=access, at=at)
    if told is not None:
        Request.objects.filter(pk=request.pk, deadline_at__gt=told).update(deadline_at=told)
        request.deadline_at = min(request.deadline_at, told)
    book.write(request, "asked_again", access=access, at=at)
    facts.publish(RequestAskedAgain(request.pk))
    return request


def new_request(
    kind: str, channel: str, language: str, received_at: datetime, *, by: uuid.UUID, subject: uuid.UUID
) -> Request:
    """A request with the next number and the deadline that the policy gives its right."""
    # A letter that nobody has read yet may ask for anything, so it has the time of the strictest right.
    rights = registry.policy().rights
    hours = rights[kind].hours if kind in rights else min(right.hours for right in rights.values() if right.hours)
    return Request.objects.create(
        number=rules.number_of(_next_serial(), year=jakarta_year(received_at)),
        person_id=by,
        subject_id=subject,
        kind=kind,
        channel=Channel(channel),
        language=language[:5],
        received_at=received_at,
        deadline_at=rules.deadline_of(received_at, hours=hours),
    )


def _keep(request: Request, words: str, address: str, *, access: Access, at: datetime) -> None:
    source = SOURCE.get(Channel(request.channel), "service_call")
    if words:
        keep_text(request, TextKind.WORDS, words, source=source, access=access, at=at)
    if address:
        gates.collect(
            RequestContact,
            person=request.person_id,
            access=access,
            at=at,
            source=source,
            values={"email": normalised_address(address)},
            plain={"request_id": request.pk},
        )


def _next_serial() -> int:
    with connections["default"].cursor() as cursor:
        cursor.execute("SELECT nextval('privacy_request_numbers')")
        return int(cursor.fetchone()[0])

"""Carrying a proven request out: at once where a machine can, by the data protection officer where a human must."""

from __future__ import annotations

import uuid
from collections.abc import Collection
from datetime import datetime

from django.db import transaction

from kindr.privacy import gates, registry
from kindr.privacy.access.terms import Access
from kindr.privacy.people import Claim, Person, PersonKind, claimed_by_accounts, claimed_elsewhere
from kindr.privacy.rights.alone import alone_at
from kindr.privacy.rights.fulfilment import actions as fulfilment
from kindr.privacy.rights.fulfilment import steps
from kindr.privacy.rights.fulfilment.models import Fulfilment
from kindr.privacy.rights.fulfilment.terms import Asked, Kind, Outcome
from kindr.privacy.rights.fulfilment.terms import State as Progress
from kindr.privacy.rights.models import Erasure, ErasureState
from kindr.privacy.rights.requests import alarms, ports, rules
from kindr.privacy.rights.requests.actions import book, closing, keeping
from kindr.privacy.rights.requests.models import Request
from kindr.privacy.rights.requests.personal import RequestContact
from kindr.privacy.rights.requests.rules import Denial, Proof, State
from kindr.privacy.vault import keyrings

BY_ITSELF = frozenset({"access", "portability", "restriction", "lifting", "keeping", "withdrawal", "erasure"})
"""What needs no human judgement; a correction and an objection wait for the data protection officer."""


def carry_on(request: uuid.UUID, *, access: Access, at: datetime) -> Request:
    """Goes on with one request; whoever comes after a crash, or twice, goes on from where it stands."""
    with alone_at(f"request {request}") as is_alone:
        found = Request.objects.get(pk=request)
        if not is_alone or found.closed_at or not found.case.is_proven or found.needs_verification:
            return found
        found = _find_people(found, access=access, at=at)
        if found.closed_at:
            return found
        carry = keeping.keep if found.kind == rules.KEEPING else _carry if found.kind in BY_ITSELF else _settle
        return carry(found, access=access, at=at)


def carry_out_as(request: Request, asked: Asked, *, access: Access, at: datetime) -> Request:
    """Carries out what an officer has understood of a correction or an objection; raises StepNotAllowed.

    What it comes to is the request's result: done with evidence, refused by name, or still waiting for somebody.
    """
    with transaction.atomic():
        living = book.locked(request.pk)
        request = book.move(living, rules.taken_up(living.case), "taken_up", access=access, at=at)
    outcome = _carry_out(request, request.subject_id, asked, access=access, at=at)
    return _end(request, [outcome], access=access, at=at)


def settle_erasure(erasure: Erasure, *, access: Access, at: datetime) -> None:
    """Ends the request behind an erasure that is done; its receipt is the evidence."""
    if erasure.state != ErasureState.DONE:
        return
    for request in Request.objects.filter(erasure=erasure.pk, closed_at=None):
        closing.fulfil(request, evidence={"erasure": str(erasure.pk)}, access=access, at=at)


def settle_erasures(*, access: Access, at: datetime) -> None:
    """Ends every request whose erasure the worker has finished meanwhile."""
    waiting = Request.objects.filter(closed_at=None, erasure__isnull=False).values("erasure")
    for erasure in Erasure.objects.filter(pk__in=waiting):
        settle_erasure(erasure, access=access, at=at)


def run_of(request: Request, person: uuid.UUID) -> uuid.UUID:
    """The name under which fulfilment knows the part of a request that is about one person."""
    return request.pk if person == request.subject_id else uuid.uuid5(request.pk, str(person))


def _carry(request: Request, *, access: Access, at: datetime) -> Request:
    if request.erasure is not None or not _has_steps(request.kind):
        return request
    if request.state == State.OPEN:
        with transaction.atomic():
            living = book.locked(request.pk)
            request = book.move(living, rules.taken_up(living.case), "taken_up", access=access, at=at)
    outcomes = [
        _carry_out(request, person, _asked(request), access=access, at=at) for person in _reached(request, at=at)
    ]
    return _end(request, outcomes, access=access, at=at)


def _reached(request: Request, *, at: datetime) -> list[uuid.UUID]:
    """Whom the request is about now: nobody else whom another account has claimed meanwhile."""
    subject, people = request.subject_id, [uuid.UUID(person) for person in request.reach]
    mine = {subject, *_without_others(request, people, at=at)}
    return [person for person in people if person in mine] or [subject]


def _asked(request: Request) -> Asked:
    everything = tuple(registry.policy().withdrawals)
    purposes = tuple(request.purposes) or everything if request.kind == "withdrawal" else ()
    return Asked(purposes=purposes, channel=request.channel)


def _carry_out(request: Request, person: uuid.UUID, asked: Asked, *, access: Access, at: datetime) -> Outcome:
    return fulfilment.carry_out(
        kind=Kind(request.kind),
        person=person,
        request=run_of(request, person),
        access=access,
        at=at,
        asked=asked,
        language=request.language,
    )


def _settle(request: Request, *, access: Access, at: datetime) -> Request:
    """What an officer had carried out ends with its fulfilment; until then, and before, nothing happens by itself."""
    run = Fulfilment.objects.filter(request=request.pk).first()
    return _end(request, [fulfilment.outcome_of(run)], access=access, at=at) if run else request


def _end(request: Request, outcomes: Collection[Outcome], *, access: Access, at: datetime) -> Request:
    """Fulfilled when every part is; refused when one is, with its reason in words; otherwise it goes on later."""
    refused = next((outcome for outcome in outcomes if outcome.state == Progress.REFUSED), None)
    if refused is not None:
        words = str(refused.refusal.label) if refused.refusal else ""
        return closing.deny(request, Denial.CLAIM_NOT_COVERED, words=words, access=access, at=at)
    if not all(outcome.is_done for outcome in outcomes):
        return request
    return closing.fulfil(request, evidence=evidence_of(outcomes), access=access, at=at)


def evidence_of(outcomes: Collection[Outcome]) -> dict[str, object]:
    """What shows that it was done: the fulfilments and their steps' counts."""
    return {"fulfilments": {str(outcome.run): _counts(outcome) for outcome in outcomes}}


def _counts(outcome: Outcome) -> dict[str, object]:
    return {name: step.get("counts", {}) for name, step in outcome.steps.items()}


def _has_steps(kind: str) -> bool:
    try:
        return bool(steps.of(Kind(kind)))
    except KeyError:
        return False


def _find_people(request: Request, *, access: Access, at: datetime) -> Request:
    """Whom an address leads to. Proven, an account or the guests of the address own the request from here on.

    Nothing follows from the address of a letter that nobody has read.
    """
    contact = RequestContact.objects.filter(request=request).first() if request.kind != rules.QUESTION else None
    if contact is None or request.reach or Person.objects.get(pk=request.person_id).kind != PersonKind.NEWCOMER:
        return request
    address = gates.read(contact, access=access, at=at).email
    mine = _without_others(request, ports.people_of_address(address, access=access, at=at), at=at)
    if request.proof <= Proof.ADDRESS:
        # A withdrawal harms nobody, so it is done for whoever has the address; nothing else follows from it.
        request.reach = [str(person) for person in (request.subject_id, *mine)]
        request.save(update_fields=["reach"])
        return request
    return _join(request, mine, at=at) if mine else closing.deny(request, Denial.NO_MATCH, access=access, at=at)


def _without_others(request: Request, people: Collection[uuid.UUID], *, at: datetime) -> list[uuid.UUID]:
    """What an account has claimed follows that account, whoever reads the address by now; the officer is told."""
    others = claimed_elsewhere(people)
    if others:
        alarms.ring_claimed_elsewhere(request, len(others), at=at)
    return [person for person in people if person not in others]


def _join(request: Request, people: Collection[uuid.UUID], *, at: datetime) -> Request:
    """The account claims whoever asked without it; without one, whoever proved the address first claims the others."""
    account = Person.objects.filter(pk__in=people, kind=PersonKind.PARENT).first()
    asked_as, owner = request.person_id, account.pk if account else _first_to_prove(people) or request.person_id
    mine = {asked_as, *(() if account else people)} - {owner}
    with transaction.atomic():
        Person.objects.filter(pk=asked_as, kind=PersonKind.NEWCOMER).update(kind=PersonKind.GUEST)
        rows = [Claim(guest_id=guest, account_id=owner, claimed_at=at) for guest in mine]
        Claim.objects.bulk_create(rows, ignore_conflicts=True)
        request.person_id = request.subject_id = owner
        request.save(update_fields=["person_id", "subject_id"])
    return request


def _first_to_prove(people: Collection[uuid.UUID]) -> uuid.UUID | None:
    """Who proved the address first without an account, and still belongs to none."""
    rows = Claim.objects.filter(guest_id__in=people, account__kind=PersonKind.GUEST).order_by("claimed_at", "guest_id")
    owners = list(rows.values_list("account_id", flat=True))
    claimed = claimed_by_accounts(owners)
    return next((one for one in owners if one not in claimed and not keyrings.is_closed(one)), None)

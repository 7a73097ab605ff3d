"""The officer reads what the program could not: which rights a letter asks for, and whose use has to stop (9.1.3)."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime

from django.db import transaction

from kindr.base import facts
from kindr.privacy import gates, registry
from kindr.privacy.access.terms import Access
from kindr.privacy.people import Person, PersonKind, claimed_elsewhere
from kindr.privacy.rights.intake import stopping
from kindr.privacy.rights.requests import actions as requests
from kindr.privacy.rights.requests import alarms, ports, queries, rules
from kindr.privacy.rights.requests.actions import noting
from kindr.privacy.rights.requests.facts import RequestProofAsked
from kindr.privacy.rights.requests.models import Request
from kindr.privacy.rights.requests.personal import RequestContact, TextKind
from kindr.privacy.rights.requests.rules import Proof


@dataclass(frozen=True)
class _Letter:
    """What a second request of the same letter takes over from the first."""

    request: Request
    address: str
    words: tuple[str, ...]


@dataclass(frozen=True)
class _Right:
    """One right that the letter asks for."""

    kind: str
    purposes: tuple[str, ...] = ()
    must_prove: bool = False


def read_as(
    request: Request, kinds: Sequence[str], *, access: Access, at: datetime, purposes: Collection[str] = ()
) -> list[Request]:
    """Makes a letter the rights it asks for; a withdrawal stops now, for whoever the sender's address is on file for.

    The first keeps the number; each other is a request of its own with the clock of the letter, proven by itself.
    Raises StepNotAllowed, UnknownRight, Refused, LogUnavailable.
    """
    for kind in kinds:
        rules.read_as(request.case, kind)
    chosen = sorted(purposes or registry.policy().withdrawals) if "withdrawal" in kinds else []
    is_more = len(set(kinds)) > 1
    letter = _Letter(
        request,
        _address_of(request, access=access, at=at) if is_more or stopping.harmless(chosen) else "",
        _words_of(request, access=access, at=at) if is_more else (),
    )
    others = _stop(letter, chosen, access=access, at=at)
    is_whole = len(stopping.harmless(chosen)) == len(chosen)
    withdrawal = _Right("withdrawal", tuple(chosen), must_prove=not is_whole)
    first, *more = (withdrawal if kind == "withdrawal" else _Right(kind) for kind in dict.fromkeys(kinds))
    with transaction.atomic():
        read = requests.read_as(
            request, first.kind, purposes=first.purposes, must_prove=first.must_prove, access=access, at=at
        )
        made = [read, *(_beside(letter, right, access=access, at=at) for right in more)]
        for withdrawn in made if others else ():
            if withdrawn.kind == "withdrawal":
                alarms.ring_claimed_elsewhere(withdrawn, others, at=at)
        return made


def _stop(letter: _Letter, purposes: Collection[str], *, access: Access, at: datetime) -> int:
    """Stops what harms nobody by stopping; counts the guests left out, whom another account has claimed."""
    at_once = stopping.harmless(purposes)
    if not at_once or not letter.address:
        return 0
    people = ports.people_of_address(letter.address, access=access, at=at)
    stopping.stop(people, at_once, language=letter.request.language, access=access, at=at)
    return len(claimed_elsewhere(people))


def _beside(letter: _Letter, right: _Right, *, access: Access, at: datetime) -> Request:
    """One more request of the same letter: the same words, receipt and deadline, whatever its place; its own number."""
    first = letter.request
    is_known = not Person.objects.filter(pk=first.person_id, kind=PersonKind.NEWCOMER).exists()
    made = requests.receive(
        kind=right.kind, channel=first.channel, language=first.language, received_at=first.received_at,
        person=first.person_id if is_known else None, subject=first.subject_id if is_known else None,
        words="".join(letter.words[:1]), address=letter.address, proof=Proof(min(first.proof, Proof.ADDRESS)),
        purposes=right.purposes, must_prove=right.must_prove, is_quiet=first.is_quiet,
        told=first.deadline_at, access=access, at=at,
    )  # fmt: skip
    for more in letter.words[1:]:
        noting.keep_text(made, TextKind.WORDS, more, source="service_call", access=access, at=at)
    if made.is_quiet and made.needs_verification:
        # Nobody was written to when the letter came; the officer has read it, so the link goes out now.
        facts.publish(RequestProofAsked(made.pk))
    return made


def _address_of(request: Request, *, access: Access, at: datetime) -> str:
    contact = RequestContact.objects.filter(request=request).first()
    return gates.read(contact, access=access, at=at).email if contact else ""


def _words_of(request: Request, *, access: Access, at: datetime) -> tuple[str, ...]:
    opened = queries.texts_of(request, access=access, at=at)
    return tuple(each.text for each in opened.get(TextKind.WORDS, ()))

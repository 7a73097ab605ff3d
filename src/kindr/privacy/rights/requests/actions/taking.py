"""What people do for themselves on our pages: every use of a right is a request with a number (policy 7.3).

There is no other way from a page to a right: a test looks who else copies, corrects, withdraws, lifts or erases. None
of it can happen without its number. A copy and a correction are numbered before anybody sees them, a deletion in one
commit with its intent; the others are numbered first, and the worker ends what a crash left.
"""

from __future__ import annotations

import logging
import uuid
from collections.abc import Collection, Iterator
from datetime import datetime
from typing import Any

from django.db import transaction

from kindr.privacy.access.terms import Access
from kindr.privacy.consent import actions as consents
from kindr.privacy.consent import ledger
from kindr.privacy.consent.events import Channel as ConsentChannel
from kindr.privacy.consent.proving import Proof as StopProven
from kindr.privacy.consent.rules import Standing
from kindr.privacy.people import is_guardian
from kindr.privacy.rights import actions as rights
from kindr.privacy.rights import exports
from kindr.privacy.rights.alone import alone_at
from kindr.privacy.rights.models import Erasure
from kindr.privacy.rights.requests import rules
from kindr.privacy.rights.requests.actions import book, closing
from kindr.privacy.rights.requests.actions.carrying import carry_on, settle_erasure
from kindr.privacy.rights.requests.actions.receiving import new_request
from kindr.privacy.rights.requests.models import Request
from kindr.privacy.rights.requests.rules import Channel, Proof, State
from kindr.privacy.vault.records import PersonalRecord

logger = logging.getLogger(__name__)


def copy_for_machines(
    person: uuid.UUID, *, by: uuid.UUID, language: str, access: Access, at: datetime
) -> Iterator[str]:
    """Everything about somebody as JSON, to take along; raises Refused, LogUnavailable."""
    pieces = exports.as_json(person, access=access, at=at)
    _number_copy("portability", "json", person, by=by, language=language, access=access, at=at)
    return pieces


def copy_to_read(person: uuid.UUID, *, by: uuid.UUID, language: str, access: Access, at: datetime) -> Iterator[str]:
    """Everything about somebody as one page; raises Refused, LogUnavailable."""
    pieces = exports.as_page(person, access=access, at=at, language=language)
    _number_copy("access", "page", person, by=by, language=language, access=access, at=at)
    return pieces


def correct(
    record: PersonalRecord, column: str, text: str, *, by: uuid.UUID, language: str, access: Access, at: datetime
) -> Request:
    """Puts one value right; raises ValidationError, NotCorrectable, Refused, Forgotten."""
    evidence = {"corrected": f"{record._meta.label}.{column}", "row": str(record.pk)}
    with transaction.atomic():
        rights.correct(record, column, text, access=access, at=at)
        request = _received("correction", record.person_id, by=by, language=language, access=access, at=at)
        return closing.fulfil(request, evidence=evidence, access=access, at=at)


def withdraw(
    person: uuid.UUID,
    purposes: Collection[str],
    *,
    by: uuid.UUID,
    language: str,
    access: Access,
    at: datetime,
    has_gpc: bool | None = None,
) -> StopProven:
    """Takes consents back and proves the stop; what is withdrawn already keeps its number. Raises NotYours.

    Where the proof is left to the worker, so is the end of the request.
    """
    consents.check_may_withdraw(person, purposes, by=by, access=access, at=at)
    request = None
    if not _are_withdrawn(person, purposes, at=at):
        more = {"purposes": sorted(purposes)}
        request = _received("withdrawal", person, by=by, language=language, access=access, at=at, **more)
    with alone_at(f"request {request.pk if request else person}"):
        proof = consents.withdraw(
            person=person, purposes=purposes, channel=ConsentChannel.PAGE, by=by, language=language, access=access,
            at=at, has_gpc=has_gpc,
        )  # fmt: skip
        if request is not None and proof.statement is not None:
            evidence = {"withdrawal": str(proof.events[0].id)}
            closing.fulfil(request, evidence=evidence, access=access, at=at)
    return proof


def lift_pause(person: uuid.UUID, *, language: str, access: Access, at: datetime) -> Request:
    """Lets everything that somebody paused be used again."""
    request = _received(rules.LIFTING, person, by=person, language=language, access=access, at=at)
    return carry_on(request.pk, access=access, at=at)


def erase(person: uuid.UUID, *, by: uuid.UUID, language: str, access: Access, at: datetime) -> Erasure:
    """Deletes somebody at once; what fails on the way is taken up again by the worker. Raises as asking for it does."""
    return finish_erasure(begin_erasure(person, by=by, language=language, access=access, at=at), access=access, at=at)


def begin_erasure(person: uuid.UUID, *, by: uuid.UUID, language: str, access: Access, at: datetime) -> Erasure:
    """The intent to delete, and its number, in one commit; asking twice gives the same ones."""
    with transaction.atomic():
        erasure = rights.ask_for_erasure(person, language=language, access=access, at=at)
        if not Request.objects.filter(erasure=erasure.pk).exists():
            more = {"erasure": erasure.pk}
            _received("erasure", person, by=by, language=erasure.language, access=access, at=at, **more)
    return erasure


def finish_erasure(erasure: Erasure, *, access: Access, at: datetime) -> Erasure:
    """Does what is left of a deletion, and ends its request when it is done."""
    try:
        erasure = rights.carry_out(erasure, access=access, at=at)
    except rights.LEFT_TO_THE_WORKER:
        logger.exception("erasure %s is left to the worker", erasure.id)
    settle_erasure(erasure, access=access, at=at)
    return erasure


def _number_copy(
    kind: str, form: str, person: uuid.UUID, *, by: uuid.UUID, language: str, access: Access, at: datetime
) -> None:
    """The same copy again within the hour is the same request."""
    subject, evidence = _subject(person, by), {"copy": form}
    about = {"person_id": by, "subject_id": subject, "kind": kind, "evidence": evidence}
    if Request.objects.filter(**about, state=State.FULFILLED, closed_at__gt=at - rules.AT_ONCE).exists():
        return
    with transaction.atomic():
        request = _received(kind, person, by=by, language=language, access=access, at=at)
        closing.fulfil(request, evidence=evidence, access=access, at=at)


def _are_withdrawn(person: uuid.UUID, purposes: Collection[str], *, at: datetime) -> bool:
    stands = ledger.standings(ledger.events_of([person]), at=at)
    return all(stands.get((person, purpose)) is Standing.WITHDRAWN for purpose in purposes)


def _subject(person: uuid.UUID, by: uuid.UUID) -> uuid.UUID:
    """A child is whom it is about; whatever else somebody's rights cover is their own."""
    return person if is_guardian(by, person) else by


def _received(
    kind: str, person: uuid.UUID, *, by: uuid.UUID, language: str, access: Access, at: datetime, **more: Any
) -> Request:
    """The request with its number: pages let nobody as far as this who is not proven for it."""
    proof = max(Proof.CHANNEL, rules.NEEDED[kind])
    book.check_purpose(access)
    with transaction.atomic():
        request = new_request(kind, Channel.PAGE, language, at, by=by, subject=_subject(person, by))
        return book.move(request, rules.received(kind, proof=proof), "received", access=access, at=at, **more)

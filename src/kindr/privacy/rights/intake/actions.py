"""Taking a letter in: once however often it is delivered, and committed before the mail server may forget it (7.1)."""

from __future__ import annotations

import uuid
from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db import transaction

from kindr.privacy import people as persons
from kindr.privacy import registry
from kindr.privacy.access.terms import Access
from kindr.privacy.rights.alone import alone_at
from kindr.privacy.rights.intake import joining, stopping
from kindr.privacy.rights.intake.models import Became, ReceivedLetter
from kindr.privacy.rights.intake.rules import Confidence, Inbound, Nature, Wish, wish_of
from kindr.privacy.rights.intake.texts import texts_of
from kindr.privacy.rights.requests import actions as requests
from kindr.privacy.rights.requests import alarms, ports
from kindr.privacy.rights.requests.actions import noting
from kindr.privacy.rights.requests.models import Request
from kindr.privacy.rights.requests.personal import TextKind
from kindr.privacy.rights.requests.rules import QUESTION, Channel, Proof
from kindr.privacy.vault import lookup

MARK = lookup.Index("received_letter", lookup.FULL_TAG_BITS)
LATEST = timedelta(days=5)
"""For how long mail servers keep trying; an older mark of theirs is not believed."""
KEPT_DAYS = 30
"""For how long a letter that is delivered again is known."""
DROPPED = {Nature.BOUNCE: Became.BOUNCE, Nature.LOOP: Became.LOOP}


class Busy(Exception):
    """The same letter is being taken in by somebody else at this moment; the mail server tries again."""


@dataclass(frozen=True)
class _Taking:
    """One letter on its way in."""

    letter: Inbound
    wish: Wish
    address: str
    people: tuple[uuid.UUID, ...]
    others: int
    """How many guests of this address another account has claimed: nothing of theirs stops by this letter."""
    is_quiet: bool
    received_at: datetime
    access: Access
    at: datetime


def take_in(letter: Inbound, *, access: Access, at: datetime) -> ReceivedLetter:
    """Gives a letter its one end, and commits it. Raises Busy, Refused, LogUnavailable, DatabaseError, OSError."""
    mark = lookup.tag(MARK, letter.digest)
    with alone_at(f"letter {mark.hex()}") as is_alone:
        if not is_alone:
            raise Busy
        found = ReceivedLetter.objects.filter(mark=mark).first()
        return found or _take_in(_looked_at(letter, access=access, at=at), mark)


def sweep(*, access: Access, at: datetime) -> int:
    """Forgets the marks of letters that no mail server delivers again."""
    del access
    return ReceivedLetter.objects.filter(received_at__lt=at - timedelta(days=KEPT_DAYS)).delete()[0]


def _looked_at(letter: Inbound, *, access: Access, at: datetime) -> _Taking:
    """Whom it may be about and whether anything is written back; known addresses and others cost the same."""
    wish = wish_of(letter, registry.policy().withdrawals)
    address = letter.address
    if letter.nature is Nature.COMPLAINT:
        address = letter.complainer if letter.confidence is Confidence.PASSED else ""
        by_mail = tuple(key for key, one in registry.policy().withdrawals.items() if one.is_by_mail)
        wish = Wish(("withdrawal",), by_mail, ("complaint",)) if address else Wish()
    known = ports.people_of_address(address, access=access, at=at) if address else []
    others = persons.claimed_elsewhere(known)
    people = tuple(person for person in known if person not in others)
    is_late = letter.sent_on is not None and at - LATEST < letter.sent_on < at
    received_at = letter.sent_on if letter.sent_on is not None and is_late else at
    # Whether we answer follows from the letter alone, never from who is known. Only what has stopped is always told.
    is_told = letter.may_reply or ("withdrawal" in wish.rights and bool(people))
    is_quiet = letter.nature is not Nature.LETTER or not address or not is_told
    return _Taking(letter, wish, address, people, len(others), is_quiet, received_at, access, at)


def _may_write(taking: _Taking) -> bool:
    """Counts a letter to this address, and one of all that mail sets off; no more than so many are written.

    Counted at the end and within the transaction, so that a delivery that was cut off and comes again counts once.
    """
    if taking.is_quiet:
        return False
    proven = taking.letter.confidence is Confidence.PASSED
    try:
        ports.spend(taking.address, f"mail {taking.address.rpartition('@')[2]}" if proven else "mail", at=taking.at)
    except ports.TooMany:
        return False
    return True


def _take_in(taking: _Taking, mark: bytes) -> ReceivedLetter:
    letter = taking.letter
    if letter.nature in DROPPED or (letter.nature is Nature.AUTOMATIC and not _is_worth_reading(taking)):
        return _write(taking, mark, DROPPED.get(letter.nature, Became.AUTOMATIC), ())
    stops = "withdrawal" in taking.wish.rights and taking.people
    purposes = taking.wish.purposes
    if stops:
        at_once = purposes if letter.confidence is Confidence.PASSED else stopping.harmless(purposes)
        stopping.stop(taking.people, at_once, language=letter.language, access=taking.access, at=taking.at)
    with transaction.atomic():
        joined = joining.request_answered(taking.letter, taking.people, access=taking.access, at=taking.at)
        if joined is not None and set(taking.wish.rights) <= {joined.kind}:
            joining.join(joined, texts_of(letter), access=taking.access, at=taking.at)
            return _write(taking, mark, Became.JOINED, [joined])
        found = list(_requests(taking))
        if not _may_write(taking):
            Request.objects.filter(pk__in=[request.pk for request in found]).update(is_quiet=True)
        return _write(taking, mark, _became(taking), found)


def _is_worth_reading(taking: _Taking) -> bool:
    """A program may ask for a right in somebody's name; what answers our own letters never does."""
    return taking.wish.is_clear and not taking.letter.answers and not taking.letter.numbers


def _became(taking: _Taking) -> Became:
    if taking.letter.nature is Nature.COMPLAINT and taking.wish.is_clear:
        return Became.COMPLAINT
    if not taking.wish.is_clear or not taking.address:
        return Became.UNCLEAR
    return Became.WITHDRAWAL if "withdrawal" in taking.wish.rights else Became.REQUEST


def _requests(taking: _Taking) -> Iterable[Request]:
    """One request for each right that is asked for; one to be read by a person when that is not clear."""
    kinds = taking.wish.rights if taking.address else ()
    texts = texts_of(taking.letter)
    for kind in kinds or (QUESTION,):
        request = _request(taking, kind, texts[0])
        for more in texts[1:]:
            noting.keep_text(request, TextKind.WORDS, more, source="service_call", access=taking.access, at=taking.at)
        yield request


def _request(taking: _Taking, kind: str, words: str) -> Request:
    purposes = taking.wish.purposes if kind == "withdrawal" else ()
    is_safe = taking.letter.confidence is Confidence.PASSED or len(stopping.harmless(purposes)) == len(purposes)
    return requests.receive(
        kind=kind,
        channel=Channel.EMAIL,
        language=taking.letter.language,
        received_at=taking.received_at,
        address=taking.address,
        words=words,
        proof=Proof.ADDRESS if taking.address else Proof.NONE,
        purposes=purposes,
        must_prove=not is_safe,
        access=taking.access,
        at=taking.at,
    )


def _write(taking: _Taking, mark: bytes, became: Became, found: Collection[Request]) -> ReceivedLetter:
    for request in found:
        if taking.others and request.kind == "withdrawal":
            alarms.ring_claimed_elsewhere(request, taking.others, at=taking.at)
    return ReceivedLetter.objects.create(
        mark=mark,
        received_at=taking.at,
        became=became,
        requests=[str(request.pk) for request in found],
        attached=min(len(taking.letter.attached), 1000),
    )

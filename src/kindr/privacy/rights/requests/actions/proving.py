"""Proving who asks: one link or code, used once, to the address on file and nowhere else (policy 7.5)."""

from __future__ import annotations

import hmac
import uuid
from datetime import datetime, timedelta

from django.db import transaction
from django.db.models import F

from kindr.base import facts
from kindr.privacy.access.terms import Access
from kindr.privacy.rights.requests import rules
from kindr.privacy.rights.requests.actions import book
from kindr.privacy.rights.requests.facts import RequestProofAsked, RequestProven
from kindr.privacy.rights.requests.models import Request, RequestProof
from kindr.privacy.rights.requests.rules import Proof
from kindr.privacy.vault import lookup

LINK = lookup.Index("request_link", lookup.FULL_TAG_BITS)
CODE = lookup.Index("request_code", lookup.FULL_TAG_BITS)


class LinkExpired(Exception):
    """The link or code is too old, was used already, or was mistyped too often; a new one can be asked for."""


class WrongCode(Exception):
    """The code is not the one in the letter; `left` tries remain."""

    def __init__(self, left: int) -> None:
        super().__init__(f"{left} tries left")
        self.left = left


def open_proof(request: Request, *, at: datetime) -> RequestProof:
    """A new link and code; older ones of the request end."""
    RequestProof.objects.filter(request=request, used_at=None, expires_at__gt=at).update(expires_at=at)
    expires_at = at + timedelta(hours=rules.LINK_HOURS)
    return RequestProof.objects.create(request=request, asked_at=at, expires_at=expires_at)


def token_of(proof: uuid.UUID) -> str:
    """What the link carries: a keyed hash of the proof's id, so that nothing is kept that would open it."""
    return lookup.tag(LINK, str(proof)).hex()


def code_of(proof: uuid.UUID) -> str:
    """The six digits to read aloud or type."""
    return f"{int.from_bytes(lookup.tag(CODE, str(proof))[:8]) % 10**6:06d}"


def ask_for_proof(request: Request, *, access: Access, at: datetime) -> Request:
    """Has a new letter sent to the address on file, and waits for its link or code; raises StepNotAllowed."""
    book.check_purpose(access)
    with transaction.atomic():
        living = book.locked(request.pk)
        book.move(living, rules.proof_asked(living.case), "proof_asked", access=access, at=at)
        open_proof(living, at=at)
        facts.publish(RequestProofAsked(living.pk))
    return living


def may_ask_again(request: Request, *, at: datetime) -> bool:
    """Whether the last letter is old enough for another one; a person's patience is not a stranger's weapon."""
    since = at - timedelta(minutes=rules.BETWEEN_LETTERS)
    return not RequestProof.objects.filter(request=request, asked_at__gt=since).exists()


def living_proof(request: Request, *, at: datetime) -> RequestProof | None:
    """The link and code that are good now."""
    found = RequestProof.objects.filter(request=request, used_at=None, expires_at__gt=at, tries__lt=rules.CODE_TRIES)
    return found.order_by("-asked_at", "-pk").first()


def proof_of_link(proof: uuid.UUID, token: str, *, at: datetime) -> RequestProof:
    """The proof that a link belongs to, unused; raises LinkExpired."""
    found = RequestProof.objects.select_related("request").filter(pk=proof, used_at=None, expires_at__gt=at).first()
    if found is None or not hmac.compare_digest(token.encode(), token_of(proof).encode()):
        raise LinkExpired
    return found


def prove_by_link(proof: uuid.UUID, token: str, *, access: Access, at: datetime) -> Request:
    """Whoever holds the letter confirms that the request is theirs; raises LinkExpired."""
    return _use(proof_of_link(proof, token, at=at), access=access, at=at)


def prove_by_code(request: Request, typed: str, *, access: Access, at: datetime) -> Request:
    """Spends one try, then compares in constant time; raises LinkExpired, WrongCode."""
    proof = living_proof(request, at=at)
    if proof is None or not _spend(proof):
        raise LinkExpired
    digits = "".join(sign for sign in typed if sign.isdigit())
    if not hmac.compare_digest(digits.encode(), code_of(proof.pk).encode()):
        raise WrongCode(rules.CODE_TRIES - proof.tries - 1)
    return _use(proof, access=access, at=at)


def prove_identity(request: Request, proof: Proof, *, access: Access, at: datetime) -> Request:
    """Writes down that whoever asks is proven; doing it twice changes nothing. Raises StepNotAllowed."""
    book.check_purpose(access)
    with transaction.atomic():
        living = book.locked(request.pk)
        if living.case.is_proven and not living.needs_verification:
            return living
        book.move(living, rules.proven(living.case, proof), "proven", access=access, at=at)
        facts.publish(RequestProven(living.pk))
    return living


def _spend(proof: RequestProof) -> bool:
    """Counts a try; false when there is none left."""
    left = RequestProof.objects.filter(pk=proof.pk, tries__lt=rules.CODE_TRIES, used_at=None)
    return bool(left.update(tries=F("tries") + 1))


def _use(proof: RequestProof, *, access: Access, at: datetime) -> Request:
    with transaction.atomic():
        if not RequestProof.objects.filter(pk=proof.pk, used_at=None).update(used_at=at):
            raise LinkExpired
        return prove_identity(proof.request, Proof.FRESH, access=access, at=at)

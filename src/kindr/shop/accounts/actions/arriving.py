"""Signing in and signing up are one flow, so that nothing tells whether an address is known (policy 3.1)."""

from __future__ import annotations

import hmac
import uuid
from datetime import datetime, timedelta

from django.db import transaction
from django.db.models import F

from kindr.base import facts
from kindr.privacy import gates
from kindr.privacy.access.declare import access_of, stranger_access
from kindr.privacy.access.terms import Access
from kindr.privacy.people import Person, PersonKind
from kindr.privacy.vault import lookup
from kindr.shop.accounts import rules
from kindr.shop.accounts.actions import opening, throttling
from kindr.shop.accounts.facts import AddressProven, CodeAsked
from kindr.shop.accounts.models import Account
from kindr.shop.accounts.personal import AttemptKind, SignInAttempt
from kindr.shop.accounts.queries.finding import account_of_address

CODE = lookup.Index("sign_in_code", lookup.FULL_TAG_BITS)


class CodeExpired(Exception):
    """The code is too old, was used already, or was mistyped too often; a new one can be asked for."""


class WrongCode(Exception):
    """The code is not the one in the letter; `left` tries remain."""

    def __init__(self, left: int) -> None:
        super().__init__(f"{left} tries left")
        self.left = left


def ask_for_code(address: str, *, caller: str, language: str, at: datetime) -> uuid.UUID:
    """Takes in an address and has a letter sent to it; the same work whether or not the address is known.

    `caller` is the network address of whoever asks, counted under a keyed hash. Raises TooManyTries.
    """
    throttling.spend(throttling.LETTERS_FOR_A_CALLER, caller, at=at)
    throttling.spend(throttling.LETTERS_TO_AN_ADDRESS, lookup.normalised_address(address), at=at)
    access = stranger_access("keep_account")
    with transaction.atomic():
        newcomer = Person.objects.create(kind=PersonKind.NEWCOMER)
        attempt = new_attempt(AttemptKind.SIGN_IN, address, person=newcomer.pk, language=language, access=access, at=at)
        facts.publish(CodeAsked(attempt.id))
    return attempt.id


def new_attempt(
    kind: AttemptKind, address: str, *, person: uuid.UUID, language: str, access: Access, at: datetime
) -> SignInAttempt:
    """Collects an address that waits for its code."""
    return gates.collect(
        SignInAttempt,
        person=person,
        access=access,
        at=at,
        source="account",
        values={"address": lookup.normalised_address(address)},
        plain={"kind": kind, "language": language, "expires_at": at + timedelta(minutes=rules.CODE_MINUTES)},
    )


def code_of(attempt_id: uuid.UUID) -> str:
    """The code of an attempt: a keyed hash of its id, so that a letter sent twice says the same and nothing is kept."""
    return rules.code_of(lookup.tag(CODE, str(attempt_id)))


def enter_code(attempt_id: uuid.UUID, typed: str, *, caller: str, at: datetime) -> Account:
    """The account whose address was proven, opened now if need be; raises CodeExpired, WrongCode, TooManyTries."""
    attempt = check_code(attempt_id, typed, kind=AttemptKind.SIGN_IN, caller=caller, at=at)
    newcomer = access_of(attempt.person, "keep_account")
    address = gates.read(attempt, access=newcomer, at=at).address
    account = account_of_address(address) or _new_account(attempt, address, access=newcomer, at=at)
    if account.person.kind != PersonKind.PARENT:
        raise WrongCode(rules.CODE_TRIES - attempt.tries)
    with transaction.atomic():
        SignInAttempt.objects.filter(pk=attempt.pk, used_at=None).update(used_at=at)
        facts.publish(AddressProven(account.pk))
    opening.forget_attempt(attempt, access=newcomer, at=at)
    return account


def _new_account(attempt: SignInAttempt, address: str, *, access: Access, at: datetime) -> Account:
    """Opens an account, or takes the one that somebody else opened for this address a moment ago."""
    try:
        return opening.become_parent(attempt, address, access=access, at=at)
    except opening.CodeUsed:
        raise CodeExpired from None
    except lookup.AddressTaken:
        account = account_of_address(address)
        if account is None:
            raise
        return account


def check_code(attempt_id: uuid.UUID, typed: str, *, kind: AttemptKind, caller: str, at: datetime) -> SignInAttempt:
    """Spends one try of an attempt, then compares in constant time; raises CodeExpired, WrongCode, TooManyTries."""
    throttling.spend(throttling.CODES_OF_A_CALLER, caller, at=at)
    living = SignInAttempt.objects.filter(
        pk=attempt_id, kind=kind, used_at=None, expires_at__gt=at, tries__lt=rules.CODE_TRIES
    )
    if not living.update(tries=F("tries") + 1):
        raise CodeExpired
    attempt = SignInAttempt.objects.select_related("person").get(pk=attempt_id)
    if not hmac.compare_digest(rules.typed_code(typed).encode(), code_of(attempt_id).encode()):
        raise WrongCode(rules.CODE_TRIES - attempt.tries)
    return attempt

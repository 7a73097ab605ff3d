"""Changing the address that an account signs in with: a code to the new one, a letter to the old one."""

from __future__ import annotations

import uuid
from datetime import datetime

from django.db import transaction

from kindr.base import facts
from kindr.privacy import gates
from kindr.privacy.access.terms import Access
from kindr.privacy.vault import lookup
from kindr.privacy.vault.lookup import SIGN_IN_ADDRESS, normalised_address
from kindr.shop.accounts import rules
from kindr.shop.accounts.actions import throttling
from kindr.shop.accounts.actions.arriving import WrongCode, check_code, new_attempt
from kindr.shop.accounts.facts import AddressLeft, AddressProven, CodeAsked
from kindr.shop.accounts.personal import AccountContact, AttemptKind, SignInAttempt
from kindr.shop.accounts.queries.own import own_id


def ask_for_new_address(address: str, *, caller: str, language: str, access: Access, at: datetime) -> uuid.UUID:
    """Takes in the new address and has a code sent to it, known or not; raises TooManyTries."""
    throttling.spend(throttling.LETTERS_FOR_A_CALLER, caller, at=at)
    throttling.spend(throttling.LETTERS_TO_AN_ADDRESS, normalised_address(address), at=at)
    kind, person = AttemptKind.NEW_ADDRESS, own_id(access)
    with transaction.atomic():
        attempt = new_attempt(kind, address, person=person, language=language, access=access, at=at)
        facts.publish(CodeAsked(attempt.id))
    return attempt.id


def take_new_address(attempt_id: uuid.UUID, typed: str, *, caller: str, access: Access, at: datetime) -> None:
    """Changes the sign-in address to the proven one; raises CodeExpired, WrongCode, TooManyTries."""
    attempt = check_code(attempt_id, typed, kind=AttemptKind.NEW_ADDRESS, caller=caller, at=at)
    new = gates.read(attempt, access=access, at=at).address
    contact = AccountContact.objects.get(person_id=own_id(access))
    old = gates.read(contact, access=access, at=at).email
    try:
        with transaction.atomic():
            _swap(contact, old, new, language=attempt.language, access=access, at=at)
    except lookup.AddressTaken:
        raise WrongCode(rules.CODE_TRIES - attempt.tries) from None
    SignInAttempt.objects.filter(pk=attempt.pk).update(used_at=at)
    gates.expire(attempt, access=access, at=at)


def _swap(contact: AccountContact, old: str, new: str, *, language: str, access: Access, at: datetime) -> None:
    farewell = new_attempt(AttemptKind.FAREWELL, old, person=contact.person_id, language=language, access=access, at=at)
    gates.correct(contact, access=access, at=at, values={"email": new})
    AccountContact.objects.filter(pk=contact.pk).update(verified_at=at)
    lookup.add(SIGN_IN_ADDRESS, normalised_address(new), person=contact.person_id)
    facts.publish(AddressLeft(farewell.id))
    facts.publish(AddressProven(contact.person_id))

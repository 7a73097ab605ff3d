"""Passwords: set, changed and checked (argon2id; NIST SP 800-63B revision 4)."""

from __future__ import annotations

import uuid
from datetime import datetime
from functools import cache

from django.contrib.auth.hashers import check_password, make_password
from django.contrib.auth.password_validation import CommonPasswordValidator

from kindr.privacy.access.declare import turn_away
from kindr.privacy.access.standing import is_certified
from kindr.privacy.access.terms import Access, NotYours
from kindr.privacy.people import PersonKind
from kindr.privacy.vault import lookup
from kindr.shop.accounts import rules
from kindr.shop.accounts.actions import throttling
from kindr.shop.accounts.models import Account
from kindr.shop.accounts.queries import own
from kindr.shop.accounts.queries.finding import account_of_address
from kindr.shop.accounts.queries.security import has_second_factor

WORKING = (PersonKind.STAFF, PersonKind.CONSULTANT)


class WrongPassword(Exception):
    """Address and password do not belong together; it is not said which of them is wrong."""


class NotYourPassword(Exception):
    """Somebody who is signed in typed another password than theirs."""


@cache
def common_passwords() -> frozenset[str]:
    """The twenty thousand passwords that guessers try first (Django's list)."""
    return frozenset(CommonPasswordValidator().passwords)


def check_sign_in(address: str, password: str, *, staff: bool, caller: str, at: datetime) -> Account:
    """The account of an address and its password; raises WrongPassword, NotCertified, TooManyTries.

    An unknown address costs the same queries and the same hash as a wrong password.
    """
    throttling.spend(throttling.PASSWORDS_OF_A_CALLER, caller, at=at)
    throttling.spend(throttling.PASSWORDS_OF_AN_ADDRESS, lookup.normalised_address(address), at=at)
    account = account_of_address(address)
    wanted = WORKING if staff else (PersonKind.PARENT,)
    known = account is not None and account.person.kind in wanted
    # Django hashes once for an unusable password too, so that the answer takes as long.
    encoded = account.password if account and known else make_password(None)
    if not check_password(rules.stored_form(password), encoded) or account is None:
        raise WrongPassword
    if account.person.kind == PersonKind.CONSULTANT and not is_certified(account.pk, at=at):
        turn_away(account.pk, at=at)
    return account


def check_own(person: uuid.UUID, password: str, *, at: datetime) -> None:
    """Checks the password of somebody who is signed in already; raises NotYourPassword, TooManyTries."""
    throttling.spend(throttling.PASSWORDS_OF_AN_ADDRESS, person, at=at)
    account = Account.objects.get(pk=person)
    if not check_password(rules.stored_form(password), account.password):
        raise NotYourPassword


def set_password(password: str, *, access: Access, at: datetime) -> Account:
    """Gives the acting account a new password; raises PasswordRefused."""
    person = _own_id(access)
    name, address = own.name_and_address(access=access, at=at)
    stored = rules.check_password(
        password,
        has_second_factor=has_second_factor(person),
        common=common_passwords(),
        about_you=rules.words_about(address, name),
    )
    account = Account.objects.select_related("person").get(pk=person)
    account.password = make_password(stored)
    account.save(update_fields=["password"])
    return account


def check_staff_password(password: str, *, name: str, email: str) -> None:
    """Raises PasswordRefused for a password that a new colleague, who has a second factor, may not choose."""
    words = rules.words_about(email, name)
    rules.check_password(password, has_second_factor=True, common=common_passwords(), about_you=words)


def remove_password(*, access: Access) -> Account:
    """Takes the password away: the account signs in by code or passkey only."""
    account = Account.objects.select_related("person").get(pk=_own_id(access))
    account.password = make_password(None)
    account.save(update_fields=["password"])
    return account


def _own_id(access: Access) -> uuid.UUID:
    if access.actor.id is None:
        raise NotYours("strangers have no account")
    return access.actor.id

"""Passkeys (WebAuthn level 3): made by a signed-in account, then enough to sign in."""

from __future__ import annotations

import json
import uuid
from datetime import datetime
from urllib.parse import urlsplit

from django.conf import settings
from webauthn import (
    base64url_to_bytes,
    generate_authentication_options,
    generate_registration_options,
    options_to_json,
    verify_authentication_response,
    verify_registration_response,
)
from webauthn.helpers import bytes_to_base64url
from webauthn.helpers.exceptions import WebAuthnException
from webauthn.helpers.structs import (
    AuthenticatorSelectionCriteria,
    PublicKeyCredentialDescriptor,
    ResidentKeyRequirement,
    UserVerificationRequirement,
)

from kindr.privacy import gates
from kindr.privacy.access.declare import system_access, turn_away
from kindr.privacy.access.standing import is_certified
from kindr.privacy.access.terms import Access
from kindr.privacy.people import PersonKind
from kindr.privacy.vault.opening import Opened
from kindr.shop.accounts.actions import throttling
from kindr.shop.accounts.actions.passwords import WORKING
from kindr.shop.accounts.actions.sessions import end_sessions
from kindr.shop.accounts.models import Account
from kindr.shop.accounts.personal import Passkey
from kindr.shop.accounts.queries import own

MOST_PASSKEYS = 10
NONSENSE = (WebAuthnException, ValueError, KeyError, TypeError, AttributeError, RecursionError)
"""What reading an answer raises that no browser would give."""


class PasskeyRefused(Exception):
    """The passkey is unknown, belongs elsewhere, or answered another question than the one asked."""


def registration_options(*, access: Access, at: datetime) -> tuple[str, str]:
    """What the browser needs to make a passkey, as JSON, and the challenge to keep in the session."""
    person = own.own_id(access)
    known = gates.read_many(list(Passkey.objects.filter(person_id=person)), access=access, at=at)
    _, address = own.name_and_address(access=access, at=at)
    options = generate_registration_options(
        rp_id=party(),
        rp_name="Kindr",
        user_name=address,
        user_id=person.bytes,
        exclude_credentials=[
            PublicKeyCredentialDescriptor(id=key.credential_id) for key in known if not key.is_forgotten
        ],
        authenticator_selection=AuthenticatorSelectionCriteria(
            resident_key=ResidentKeyRequirement.REQUIRED, user_verification=UserVerificationRequirement.REQUIRED
        ),
    )
    return options_to_json(options), bytes_to_base64url(options.challenge)


def keep_passkey(answer: str, *, challenge: str, label: str, access: Access, at: datetime) -> None:
    """Keeps the passkey that the browser made; raises PasskeyRefused."""
    try:
        verified = verify_registration_response(
            credential=answer,
            expected_challenge=base64url_to_bytes(challenge),
            expected_rp_id=party(),
            expected_origin=settings.BASE_URL,
            require_user_verification=True,
        )
    except NONSENSE as error:
        raise PasskeyRefused from error
    if Passkey.objects.filter(person_id=own.own_id(access)).count() >= MOST_PASSKEYS:
        raise PasskeyRefused
    gates.collect(
        Passkey,
        person=own.own_id(access),
        access=access,
        at=at,
        source="account",
        values={
            "label": label,
            "credential_id": verified.credential_id,
            "public_key": verified.credential_public_key,
        },
        plain={"sign_count": verified.sign_count},
    )


def remove_passkey(passkey: uuid.UUID, *, access: Access, at: datetime) -> None:
    """Forgets one of the acting account's passkeys."""
    for key in Passkey.objects.filter(pk=passkey, person_id=own.own_id(access)):
        gates.expire(key, access=access, at=at)


def forget_passkeys(person: uuid.UUID, at: datetime) -> int:
    """Forgets all passkeys of a working account whose owner has lost them, and ends its visits; counts them."""
    keys = list(Passkey.objects.filter(person_id=person, person__kind__in=WORKING))
    end_sessions(person)
    for key in keys:
        gates.expire(key, access=system_access("secure_account"), at=at)
    return len(keys)


def sign_in_options() -> tuple[str, str]:
    """What the browser needs to offer the passkeys it has for this shop, and the challenge to keep in the session."""
    options = generate_authentication_options(rp_id=party(), user_verification=UserVerificationRequirement.REQUIRED)
    return options_to_json(options), bytes_to_base64url(options.challenge)


def check_passkey(answer: str, *, challenge: str, staff: bool, caller: str, at: datetime) -> Account:
    """The account whose passkey answered the challenge; raises PasskeyRefused, NotCertified, TooManyTries."""
    throttling.spend(throttling.PASSKEYS_OF_A_CALLER, caller, at=at)
    try:
        person, credential = _named(answer)
        key = _key_of(person, credential, at=at)
        verified = verify_authentication_response(
            credential=answer,
            expected_challenge=base64url_to_bytes(challenge),
            expected_rp_id=party(),
            expected_origin=settings.BASE_URL,
            credential_public_key=key.public_key,
            credential_current_sign_count=key.record.sign_count,
            require_user_verification=True,
        )
    except NONSENSE as error:
        raise PasskeyRefused from error
    Passkey.objects.filter(pk=key.record.pk).update(sign_count=verified.new_sign_count, used_at=at)
    account = Account.objects.select_related("person").get(pk=person)
    if account.person.kind not in (WORKING if staff else (PersonKind.PARENT,)):
        raise PasskeyRefused
    if account.person.kind == PersonKind.CONSULTANT and not is_certified(account.pk, at=at):
        turn_away(account.pk, at=at)
    return account


def check_passkey_of(person: uuid.UUID, answer: str, *, challenge: str, staff: bool, caller: str, at: datetime) -> None:
    """Checks that a passkey of this very person answered; raises PasskeyRefused, NotCertified, TooManyTries."""
    account = check_passkey(answer, challenge=challenge, staff=staff, caller=caller, at=at)
    if account.pk != person:
        raise PasskeyRefused


def party() -> str:
    """The name that passkeys are bound to: the host of the shop."""
    return urlsplit(settings.BASE_URL).hostname or "localhost"


def _named(answer: str) -> tuple[uuid.UUID, bytes]:
    """The person and the credential that an answer names; raises ValueError, KeyError, TypeError on nonsense."""
    parsed = json.loads(answer)
    handle = base64url_to_bytes(parsed["response"]["userHandle"])
    return uuid.UUID(bytes=handle), base64url_to_bytes(parsed["rawId"])


def _key_of(person: uuid.UUID, credential: bytes, *, at: datetime) -> Opened[Passkey]:
    keys = list(Passkey.objects.filter(person_id=person))
    for opened in gates.read_many(keys, access=system_access("secure_account"), at=at):
        if not opened.is_forgotten and opened.credential_id == credential:
            return opened
    raise PasskeyRefused

"""The letters of accounts: written when they are sent, in the language of the page where they were asked for."""

from __future__ import annotations

import uuid
from datetime import datetime

from django.conf import settings
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import translation

from kindr.privacy import gates, ports
from kindr.privacy.access.terms import Access
from kindr.privacy.gates import Disclosed
from kindr.privacy.people import PersonKind
from kindr.shop.accounts import rules
from kindr.shop.accounts.actions.arriving import code_of
from kindr.shop.accounts.models import Account
from kindr.shop.accounts.personal import AttemptKind, SignInAttempt
from kindr.shop.accounts.queries.finding import account_of_address

TO = "mail_provider"


def send_code(attempt_id: uuid.UUID, *, access: Access, at: datetime) -> None:
    """Mails the code of an attempt; an expired attempt sends nothing. Twice sends the same letter again."""
    attempt = SignInAttempt.objects.filter(pk=attempt_id, used_at=None, expires_at__gt=at).first()
    if attempt is None:
        return
    address: Disclosed[str] = gates.disclose(attempt, access=access, at=at, to=TO).disclosed("address")
    account = account_of_address(address.value)
    _send(attempt, address, _letter_for(attempt, account), person=account.pk if account else attempt.person_id)


def send_farewell(attempt_id: uuid.UUID, *, access: Access, at: datetime) -> None:
    """Tells an address that its account signs in with another one now, then forgets the address."""
    attempt = SignInAttempt.objects.filter(pk=attempt_id, kind=AttemptKind.FAREWELL).first()
    if attempt is None:
        return
    address: Disclosed[str] = gates.disclose(attempt, access=access, at=at, to=TO).disclosed("address")
    _send(attempt, address, "address_left", person=attempt.person_id)
    gates.expire(attempt, access=access, at=at)


def _letter_for(attempt: SignInAttempt, account: Account | None) -> str:
    """Which letter an attempt gets: only somebody whom a code helps is sent one."""
    if attempt.kind == AttemptKind.NEW_ADDRESS:
        return "address_taken" if account else "new_address_code"
    if account is None:
        return "sign_up_code"
    return "sign_in_code" if account.person.kind == PersonKind.PARENT else "staff_sign_in"


def _send(attempt: SignInAttempt, address: Disclosed[str], name: str, *, person: uuid.UUID) -> None:
    text = _text(name, code=code_of(attempt.id), language=attempt.language)
    subject, _, body = text.partition("\n")
    letter = ports.Letter(
        to=address,
        subject=subject.strip(),
        body=Disclosed(body.strip() + "\n", TO),
        message_id=f"{name.replace('_', '-')}.{attempt.id}",
        person=person,
    )
    ports.mailer().send(letter)


def _text(name: str, *, code: str, language: str) -> str:
    with translation.override(language):
        context = {
            "code": f"{code[:3]} {code[3:]}",
            "minutes": rules.CODE_MINUTES,
            "shop": settings.BASE_URL,
            "staff_sign_in": settings.BASE_URL + reverse("accounts:staff_sign_in"),
        }
        return render_to_string(f"accounts/letters/{name}.{language}.txt", context)

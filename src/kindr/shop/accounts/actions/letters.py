"""The letters of accounts: written when they are sent, in the language of the page where they were asked for."""

from __future__ import annotations

import uuid
from collections.abc import Mapping
from datetime import datetime

from django.conf import settings
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import translation

from kindr.privacy import gates, ports, registry
from kindr.privacy.access.terms import Access
from kindr.privacy.gates import Disclosed
from kindr.privacy.people import Person, PersonKind
from kindr.shop.accounts import rules
from kindr.shop.accounts.actions.arriving import code_of
from kindr.shop.accounts.models import Account
from kindr.shop.accounts.personal import AccountContact, AttemptKind, SignInAttempt
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


def write_of_coming_of_age(child: uuid.UUID, *, access: Access, at: datetime) -> None:
    """Tells the guardian, in both languages and without a name, that a child of theirs is of age."""
    guardian = Person.objects.filter(pk=child).values_list("guardian_id", flat=True).first()
    contact = AccountContact.objects.filter(person_id=guardian).first() if guardian else None
    if contact is None:
        return
    address: Disclosed[str] = gates.disclose(contact, access=access, at=at, to=TO).disclosed("email")
    officer = registry.policy().parties["data_protection_officer"].email
    texts = [_rendered("of_age", language, {"officer": officer}) for language in ("id", "en")]
    subjects, bodies = zip(*(text.split("\n", 1) for text in texts), strict=True)
    body = "\n\n".join(each.strip() for each in bodies) + "\n"
    _mail(address, " / ".join(subjects), body, message_id=f"of-age.{child}", person=contact.person_id)


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
    message_id = f"{name.replace('_', '-')}.{attempt.id}"
    _mail(address, subject.strip(), body.strip() + "\n", message_id=message_id, person=person)


def _mail(address: Disclosed[str], subject: str, body: str, *, message_id: str, person: uuid.UUID) -> None:
    letter = ports.Letter(to=address, subject=subject, body=Disclosed(body, TO), message_id=message_id, person=person)
    ports.mailer().send(letter)


def _text(name: str, *, code: str, language: str) -> str:
    with translation.override(language):
        context = {
            "code": f"{code[:3]} {code[3:]}",
            "minutes": rules.CODE_MINUTES,
            "staff_sign_in": settings.BASE_URL + reverse("accounts:staff_sign_in"),
        }
    return _rendered(name, language, context)


def _rendered(name: str, language: str, context: Mapping[str, object]) -> str:
    with translation.override(language):
        return render_to_string(f"accounts/letters/{name}.{language}.txt", {**context, "shop": settings.BASE_URL})

"""Opening accounts: a newcomer who proved an address becomes a parent; staff accounts are made by us."""

from __future__ import annotations

import uuid
from datetime import datetime

from django.contrib.auth.hashers import make_password
from django.db import transaction
from django.db.models import ProtectedError

from kindr.privacy import gates, registry
from kindr.privacy.access.declare import access_of, system_access
from kindr.privacy.access.models import RoleAssignment
from kindr.privacy.access.terms import Access
from kindr.privacy.people import Person, PersonKind
from kindr.privacy.vault import lookup
from kindr.privacy.vault.lookup import SIGN_IN_ADDRESS, normalised_address
from kindr.shop.accounts import rules
from kindr.shop.accounts.actions.profile import find_by_phone
from kindr.shop.accounts.models import Account
from kindr.shop.accounts.personal import AccountContact, Profile, SecondFactor, SignInAttempt, StaffContact

NOT_FOR_STAFF = frozenset({"customer", "guest", "stranger", "system", "consultant"})


class NoSuchRole(ValueError):
    """The policy has no such role for staff."""


class CodeUsed(Exception):
    """The same code was entered twice at once; the other one won."""


def become_parent(attempt: SignInAttempt, address: str, *, access: Access, at: datetime) -> Account:
    """Turns the newcomer of a proven attempt into a parent with an account; raises AddressTaken, CodeUsed."""
    with transaction.atomic():
        account = open_account(attempt.person, address, access=access, at=at)
        if not SignInAttempt.objects.filter(pk=attempt.pk, used_at=None).update(used_at=at):
            raise CodeUsed
        Person.objects.filter(pk=attempt.person_id, kind=PersonKind.NEWCOMER).update(kind=PersonKind.PARENT)
        account.person.kind = PersonKind.PARENT
    return account


def open_account(person: Person, address: str, *, access: Access, at: datetime) -> Account:
    """Makes the account of a person with a proven address; raises AddressTaken. The caller holds the transaction."""
    gates.collect(
        AccountContact,
        person=person.pk,
        access=access,
        at=at,
        source="account",
        values={"email": address},
        plain={"verified_at": at},
    )
    lookup.add(SIGN_IN_ADDRESS, normalised_address(address), person=person.pk)
    return Account.objects.create(person=person, password=make_password(None))


def forget_attempt(attempt: SignInAttempt, *, access: Access, at: datetime) -> None:
    """Shreds an attempt that has done its work, and the newcomer with it when they were somebody known."""
    gates.expire(attempt, access=access, at=at)
    forget_newcomer(attempt.person_id)


def forget_newcomer(person: uuid.UUID) -> bool:
    """Deletes the empty row of a newcomer; false when something still refers to it."""
    try:
        return bool(Person.objects.filter(pk=person, kind=PersonKind.NEWCOMER).delete()[0])
    except ProtectedError:
        return False


def create_parent(*, email: str, name: str, phone: str = "", password: str = "", at: datetime) -> uuid.UUID:
    """Makes a parent with a proven address and a profile, as demo and tests need them; raises AddressTaken."""
    person = Person.objects.create(kind=PersonKind.PARENT)
    access = access_of(person, "keep_account")
    with transaction.atomic():
        account = open_account(person, email, access=access, at=at)
        if password:
            account.set_password(rules.stored_form(password))
            account.save(update_fields=["password"])
    number = rules.phone_number(phone) if phone else None
    gates.collect(
        Profile, person=person.pk, access=access, at=at, source="account", values={"name": name, "phone": number}
    )
    find_by_phone(person.pk, number or "")
    return person.pk


def staff_roles() -> list[str]:
    """The roles of the policy that a colleague may have."""
    recipients = registry.policy().recipients.values()
    return [one.key for one in recipients if not one.outside and one.key not in NOT_FOR_STAFF]


def create_staff(*, role: str, name: str, email: str, password: str, totp_secret: str, at: datetime) -> uuid.UUID:
    """Makes the working account of a colleague: a role of the policy, a password and a second factor (base 32).

    Raises NoSuchRole, AddressTaken.
    """
    if role not in staff_roles():
        raise NoSuchRole(role)
    with transaction.atomic():
        person = Person.objects.create(kind=PersonKind.STAFF)
        RoleAssignment.objects.create(person=person, role=role, assigned_at=at)
        _open_working_account(person, name=name, email=email, at=at)
        _give_factors(person, password=password, totp_secret=totp_secret, at=at)
    return person.pk


def create_consultant(*, name: str, email: str, password: str, totp_secret: str, at: datetime) -> uuid.UUID:
    """Makes the working account of an outside consultant; without a certificate nobody signs in to it (policy 5.2).

    Raises AddressTaken.
    """
    with transaction.atomic():
        person = Person.objects.create(kind=PersonKind.CONSULTANT)
        _open_working_account(person, name=name, email=email, at=at)
        _give_factors(person, password=password, totp_secret=totp_secret, at=at)
    return person.pk


def _open_working_account(person: Person, *, name: str, email: str, at: datetime) -> None:
    gates.collect(
        StaffContact,
        person=person.pk,
        access=system_access("run_staff"),
        at=at,
        source="staff",
        values={"name": name, "email": email},
    )
    lookup.add(SIGN_IN_ADDRESS, normalised_address(email), person=person.pk)


def _give_factors(person: Person, *, password: str, totp_secret: str, at: datetime) -> None:
    gates.collect(
        SecondFactor,
        person=person.pk,
        access=system_access("secure_account"),
        at=at,
        source="staff",
        values={"secret": totp_secret, "recovery": None},
        plain={"confirmed_at": at},
    )
    Account.objects.create(person=person, password=make_password(rules.stored_form(password)))

"""Every personal field of accounts: how people sign in, who they are, and where parcels go (policy 2.1)."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import ClassVar

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from kindr.privacy.terms import Period
from kindr.privacy.vault.fields import Sealed
from kindr.privacy.vault.records import PersonalRecord


class AttemptKind(models.TextChoices):
    """What a code is asked for."""

    SIGN_IN = "sign_in"
    """Somebody wants to sign in or to sign up; the person is a newcomer until the code comes back."""
    NEW_ADDRESS = "new_address"
    """An account wants to sign in with another address from now on."""
    FAREWELL = "farewell"
    """The address that an account no longer signs in with; it is told so once."""


class SignInAttempt(PersonalRecord):
    """An address that somebody typed and has to prove. The code is derived from the row's id and stored nowhere."""

    clause = "sign_in_attempt"
    period = Period.RECORD
    excused: ClassVar[Mapping[str, str]] = {
        "kind": "what the code is for, of three",
        "language": "a language of the shop",
        "tries": "a number",
        "expires_at": "a moment",
        "used_at": "a moment",
    }

    kind = models.CharField(max_length=12, choices=AttemptKind.choices)
    language = models.CharField(max_length=2)
    tries = models.PositiveSmallIntegerField(default=0)
    expires_at = models.DateTimeField()
    used_at = models.DateTimeField(null=True, blank=True)
    address = Sealed("email")

    class Meta:
        constraints: ClassVar = [
            models.CheckConstraint(condition=Q(kind__in=AttemptKind.values), name="attempt_kind_is_known"),
        ]
        indexes: ClassVar = [models.Index(fields=["collected_at"], name="attempts_by_age")]


class AccountContact(PersonalRecord):
    """The proven e-mail address that a parent signs in with."""

    clause = "account_contact"
    period = Period.LIFE
    excused: ClassVar[Mapping[str, str]] = {"verified_at": "a moment"}

    verified_at = models.DateTimeField()
    email = Sealed("email")

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["person"], name="one_contact_per_account"),
        ]


class StaffContact(PersonalRecord):
    """A colleague: their name and the address they sign in with."""

    clause = "staff_account"
    period = Period.LIFE

    name = Sealed("name")
    email = Sealed("email")

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["person"], name="one_contact_per_colleague"),
        ]


class Profile(PersonalRecord):
    """What a parent is called and where they can be called."""

    clause = "profile"
    period = Period.LIFE

    name = Sealed("name")
    phone = Sealed("phone", null=True, blank=True)

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["person"], name="one_profile_per_person"),
        ]


class Birthday(PersonalRecord):
    """A parent's date of birth, kept only while they agree to be greeted."""

    clause = "birthday"
    period = Period.LIFE

    date_of_birth = Sealed("date_of_birth", kind=date)

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["person"], name="one_birthday_per_person"),
        ]


class SavedAddress(PersonalRecord):
    """One entry of the address book. `area` is the code of the village."""

    clause = "address_book"
    period = Period.LIFE
    excused: ClassVar[Mapping[str, str]] = {"is_default": "yes or no"}

    is_default = models.BooleanField(default=False)
    label = Sealed("address")
    recipient = Sealed("name")
    phone = Sealed("phone")
    street = Sealed("address")
    area = Sealed("address")
    postcode = Sealed("address")
    notes = Sealed("address", null=True, blank=True)

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["person"], condition=Q(is_default=True), name="one_default_address_per_person"
            ),
        ]


class ChildProfile(PersonalRecord):
    """What a guardian tells about a child who is a person of their own: a nickname, and what helps to find a size."""

    clause = "child_profile"
    period = Period.LIFE
    excused: ClassVar[Mapping[str, str]] = {"height_told_at": "a moment"}

    height_told_at = models.DateTimeField()
    """When the height was told, or measured; whatever else changes leaves it."""
    nickname = Sealed("name", verbose_name=_("Nickname"))
    birth_month = Sealed("date_of_birth", null=True, blank=True, verbose_name=_("Month of birth"))
    """A year and a month such as "2019-03", never a day."""
    height = Sealed("measurements", kind=int, null=True, blank=True, verbose_name=_("Height in cm"))
    size = Sealed("measurements", kind=int, null=True, blank=True, verbose_name=_("Preferred size"))

    class Meta:
        verbose_name = _("A child's profile")
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["person"], name="one_profile_per_child"),
        ]


class Passkey(PersonalRecord):
    """A passkey of an account (WebAuthn level 3): its public half, and the name its owner gave it."""

    clause = "second_factor"
    period = Period.LIFE
    excused: ClassVar[Mapping[str, str]] = {"sign_count": "a number", "used_at": "a moment"}

    sign_count = models.BigIntegerField(default=0)
    used_at = models.DateTimeField(null=True, blank=True)
    label = Sealed("password_factor")
    credential_id = Sealed("password_factor", kind=bytes)
    public_key = Sealed("password_factor", kind=bytes)


class SecondFactor(PersonalRecord):
    """A time-based second factor (RFC 6238). Its last step is kept so that a code works once."""

    clause = "second_factor"
    period = Period.LIFE
    excused: ClassVar[Mapping[str, str]] = {"confirmed_at": "a moment", "last_step": "a number of half minutes"}

    confirmed_at = models.DateTimeField(null=True, blank=True)
    last_step = models.BigIntegerField(default=0)
    secret = Sealed("password_factor")
    recovery = Sealed("password_factor", kind=list, null=True, blank=True)
    """Keyed tags of the recovery codes that are left."""

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["person"], name="one_second_factor_per_account"),
        ]

"""The second factor: time-based codes (RFC 6238) that work once each, and recovery codes for a lost telephone."""

from __future__ import annotations

import hmac
import uuid
from datetime import datetime

import pyotp

from kindr.base.ids import readable_code
from kindr.privacy import gates
from kindr.privacy.access.alarms import AlarmKind, raise_alarm
from kindr.privacy.access.declare import system_access
from kindr.privacy.access.terms import Access
from kindr.privacy.people import Person
from kindr.privacy.vault import lookup
from kindr.privacy.vault.opening import Opened
from kindr.shop.accounts import rules
from kindr.shop.accounts.actions import throttling
from kindr.shop.accounts.actions.passwords import WORKING
from kindr.shop.accounts.personal import SecondFactor
from kindr.shop.accounts.queries.own import own_id

RECOVERY = lookup.Index("recovery_code", lookup.FULL_TAG_BITS)
RECOVERY_LETTERS = 10


class WrongFactor(Exception):
    """The second factor is not right, or this code was used already."""


class StaffNeedSecondFactor(Exception):
    """A working account cannot do without its second factor (policy 5.1)."""


def begin(*, access: Access, at: datetime) -> None:
    """Makes a secret that waits to be confirmed, in place of an older one that waits."""
    for waiting in SecondFactor.objects.filter(person_id=own_id(access), confirmed_at=None):
        gates.expire(waiting, access=access, at=at)
    if SecondFactor.objects.filter(person_id=own_id(access)).exists():
        return
    gates.collect(
        SecondFactor,
        person=own_id(access),
        access=access,
        at=at,
        source="account",
        values={"secret": pyotp.random_base32(), "recovery": None},
    )


def confirm(typed: str, *, access: Access, at: datetime) -> list[str]:
    """Switches the waiting second factor on and returns its recovery codes, shown this once; raises WrongFactor."""
    factor = SecondFactor.objects.filter(person_id=own_id(access), confirmed_at=None).first()
    if factor is None:
        raise WrongFactor
    throttling.spend(throttling.FACTORS_OF_A_PERSON, factor.person_id, at=at)
    opened = gates.read(factor, access=access, at=at)
    _spend_step(opened, rules.typed_code(typed), at=at)
    codes = _new_codes(factor, access=access, at=at)
    SecondFactor.objects.filter(pk=factor.pk).update(confirmed_at=at)
    return codes


def renew_codes(*, access: Access, at: datetime) -> list[str]:
    """New recovery codes in place of those that were left, shown this once; raises WrongFactor without a factor."""
    factor = SecondFactor.objects.filter(person_id=own_id(access), confirmed_at__isnull=False).first()
    if factor is None:
        raise WrongFactor
    return _new_codes(factor, access=access, at=at)


def check(person: uuid.UUID, typed: str, *, recovery_only: bool = False, at: datetime) -> bool:
    """Checks the second factor of somebody whose first factor was right; raises WrongFactor, TooManyTries.

    True when it was a recovery code, for which the officer is called where a colleague or a consultant used it.
    """
    throttling.spend(throttling.FACTORS_OF_A_PERSON, person, at=at)
    factor = SecondFactor.objects.filter(person_id=person, confirmed_at__isnull=False).first()
    if factor is None:
        raise WrongFactor
    access = system_access("secure_account")
    opened = gates.read(factor, access=access, at=at)
    code = rules.typed_code(typed)
    is_recovery = len(code) == RECOVERY_LETTERS
    if is_recovery:
        _spend_recovery(opened, code, access=access, at=at)
        _tell_of_recovery(person, at=at)
    elif recovery_only:
        raise WrongFactor
    else:
        _spend_step(opened, code, at=at)
    return is_recovery


def switch_off(*, access: Access, at: datetime) -> None:
    """Forgets the acting parent's second factor; raises StaffNeedSecondFactor."""
    if access.actor.role != "customer":
        raise StaffNeedSecondFactor
    for factor in SecondFactor.objects.filter(person_id=own_id(access)):
        gates.expire(factor, access=access, at=at)


def setup_uri(secret: str, *, name: str) -> str:
    """The otpauth address that authenticator apps read from a QR code."""
    return pyotp.TOTP(secret).provisioning_uri(name=name, issuer_name="Kindr")


def _spend_step(opened: Opened[SecondFactor], code: str, *, at: datetime) -> None:
    """A code counts for its own half minute and the ones beside it, and each step only once."""
    now = int(at.timestamp()) // rules.TOTP_SECONDS
    generator = pyotp.TOTP(opened.secret)
    matching = [
        step
        for step in (now - 1, now, now + 1)
        if hmac.compare_digest(generator.generate_otp(step).encode(), code.encode())
    ]
    unused = SecondFactor.objects.filter(pk=opened.record.pk, last_step__lt=max(matching, default=0))
    if not matching or not unused.update(last_step=max(matching)):
        raise WrongFactor


def _spend_recovery(opened: Opened[SecondFactor], code: str, *, access: Access, at: datetime) -> None:
    left, tag = list(opened.recovery or []), _tag(code)
    if not any(hmac.compare_digest(each, tag) for each in left):
        raise WrongFactor
    rest = [each for each in left if each != tag]
    gates.correct(opened.record, access=access, at=at, values={"recovery": rest})


def _new_codes(factor: SecondFactor, *, access: Access, at: datetime) -> list[str]:
    codes = [readable_code(RECOVERY_LETTERS) for _ in range(rules.RECOVERY_CODES)]
    gates.correct(factor, access=access, at=at, values={"recovery": [_tag(code) for code in codes]})
    return codes


def _tell_of_recovery(person: uuid.UUID, *, at: datetime) -> None:
    """The officer knows of every colleague who came back by a recovery code: it may have been somebody else."""
    if Person.objects.filter(pk=person, kind__in=WORKING).exists():
        raise_alarm(AlarmKind.RECOVERED, at=at, actor=person)


def _tag(code: str) -> str:
    return lookup.tag(RECOVERY, code).hex()

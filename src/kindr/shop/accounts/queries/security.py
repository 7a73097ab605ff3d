"""How an account is protected: second factors, passkeys, sessions."""

from __future__ import annotations

import uuid
from dataclasses import dataclass
from datetime import datetime

from kindr.privacy import gates
from kindr.privacy.access.terms import Access
from kindr.shop.accounts.models import Account, Session
from kindr.shop.accounts.personal import Passkey, SecondFactor
from kindr.shop.accounts.queries.own import own_id


@dataclass(frozen=True)
class SavedPasskey:
    """A passkey as its owner sees it."""

    id: uuid.UUID
    label: str
    made_at: datetime
    used_at: datetime | None


@dataclass(frozen=True)
class Protection:
    """What stands between an account and somebody else."""

    has_password: bool
    has_second_factor: bool
    recovery_codes_left: int
    passkeys: tuple[SavedPasskey, ...]
    sessions: int


def has_second_factor(person: uuid.UUID) -> bool:
    """True when a confirmed second factor stands beside the first. Opens nothing."""
    return SecondFactor.objects.filter(person_id=person, confirmed_at__isnull=False).exists()


def protection(*, access: Access, at: datetime) -> Protection:
    """Everything the security page shows of the acting account."""
    person = own_id(access)
    factor = SecondFactor.objects.filter(person_id=person, confirmed_at__isnull=False).first()
    keys = list(Passkey.objects.filter(person_id=person).order_by("collected_at"))
    opened = gates.read_many([*keys, *([factor] if factor else [])], access=access, at=at)
    return Protection(
        has_password=Account.objects.get(pk=person).has_usable_password(),
        has_second_factor=factor is not None,
        recovery_codes_left=len(opened[-1].recovery or []) if factor else 0,
        passkeys=tuple(
            SavedPasskey(key.id, each.label, key.collected_at, key.used_at)
            for key, each in zip(keys, opened, strict=False)
        ),
        sessions=Session.objects.filter(person_id=person, expire_date__gt=at).count(),
    )


def setup_secret(*, access: Access, at: datetime) -> str | None:
    """The secret (base 32) of a second factor that waits to be confirmed."""
    factor = SecondFactor.objects.filter(person_id=own_id(access), confirmed_at=None).first()
    secret: str | None = gates.read(factor, access=access, at=at).secret if factor else None
    return secret

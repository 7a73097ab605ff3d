"""How an account is protected: second factors, passkeys, sessions."""

from __future__ import annotations

import uuid
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from kindr.base.clock import JAKARTA
from kindr.privacy import gates
from kindr.privacy.access.terms import Access
from kindr.privacy.vault.opening import Opened
from kindr.shop.accounts.models import Account, Session
from kindr.shop.accounts.personal import Passkey, SecondFactor
from kindr.shop.accounts.queries.own import own_id


@dataclass(frozen=True)
class SavedPasskey:
    """A passkey as its owner sees it. One whose key is gone has no label, and can only be removed."""

    id: uuid.UUID
    label: str
    made_at: datetime
    used_at: datetime | None


@dataclass(frozen=True)
class Visit:
    """A browser in which somebody is signed in; nothing is kept about the browser itself."""

    is_this: bool
    days: int | None
    """Days since it was used last; None when that was not noted yet."""


@dataclass(frozen=True)
class Protection:
    """What stands between an account and somebody else."""

    has_password: bool
    has_second_factor: bool
    recovery_codes_left: int
    passkeys: tuple[SavedPasskey, ...]
    visits: tuple[Visit, ...]


def has_second_factor(person: uuid.UUID) -> bool:
    """True when a confirmed second factor stands beside the first. Opens nothing."""
    return SecondFactor.objects.filter(person_id=person, confirmed_at__isnull=False).exists()


def has_passkeys(person: uuid.UUID) -> bool:
    """True when a passkey could answer. Opens nothing."""
    return Passkey.objects.filter(person_id=person).exists()


def protection(*, access: Access, at: datetime, here: str | None = None) -> Protection:
    """Everything the security page shows of the acting account; `here` is the key of the session that looks."""
    person = own_id(access)
    factor = SecondFactor.objects.filter(person_id=person, confirmed_at__isnull=False).first()
    keys = list(Passkey.objects.filter(person_id=person).order_by("collected_at", "pk"))
    opened = gates.read_many([*keys, *([factor] if factor else [])], access=access, at=at)
    is_readable = factor is not None and not opened[-1].is_forgotten
    return Protection(
        has_password=Account.objects.get(pk=person).has_usable_password(),
        has_second_factor=factor is not None,
        recovery_codes_left=len(opened[-1].recovery or []) if is_readable else 0,
        passkeys=tuple(_passkey(key, each) for key, each in zip(keys, opened, strict=False)),
        visits=_visits(person, at=at, here=here),
    )


def _passkey(key: Passkey, opened: Opened[Any]) -> SavedPasskey:
    return SavedPasskey(key.id, "" if opened.is_forgotten else opened.label, key.collected_at, key.used_at)


def _visits(person: uuid.UUID, *, at: datetime, here: str | None) -> tuple[Visit, ...]:
    """The browsers, this one first, then the one used last."""
    today, found = at.astimezone(JAKARTA).date(), Session.objects.filter(person_id=person, expire_date__gt=at)
    visits = [
        Visit(key == here, (today - used.astimezone(JAKARTA).date()).days if used else None)
        for key, used in found.values_list("session_key", "used_at")
    ]
    return tuple(sorted(visits, key=lambda visit: (not visit.is_this, visit.days is None, visit.days)))


def setup_secret(*, access: Access, at: datetime) -> str | None:
    """The secret (base 32) of a second factor that waits to be confirmed."""
    factor = SecondFactor.objects.filter(person_id=own_id(access), confirmed_at=None).first()
    secret: str | None = gates.read(factor, access=access, at=at).secret if factor else None
    return secret

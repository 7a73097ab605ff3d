"""What the checkout may fill in for somebody who is signed in: opened for the purpose of taking their order."""

from __future__ import annotations

import uuid
from collections.abc import Collection, Mapping
from dataclasses import dataclass, field
from datetime import datetime

from kindr.privacy.access.terms import Access, NotYours
from kindr.shop.accounts import queries as accounts
from kindr.shop.catalog.queries import variant_lines


@dataclass(frozen=True)
class Buyer:
    """What an account keeps that an order needs: the form's first values and the address book. Empty for others."""

    known: Mapping[str, str] = field(default_factory=dict, repr=False)
    saved: tuple[accounts.Address, ...] = field(default=(), repr=False)


def buyer(*, access: Access, at: datetime) -> Buyer:
    """Whoever is at the checkout; raises LogUnavailable."""
    if access.actor.role != "customer":
        return Buyer()
    me = accounts.me(access=access, at=at)
    known = {"email": me.email, "recipient": me.name, "phone": me.readable_phone}
    saved = tuple(accounts.addresses(access=access, at=at))
    return Buyer({**known, **(_filled(saved[0]) if saved else {})}, saved)


def saved_address(wanted: str, *, access: Access, at: datetime) -> dict[str, str]:
    """One entry of the address book as the form's values; empty when nothing was chosen. Raises NotYours."""
    if not wanted:
        return {}
    try:
        entry = uuid.UUID(wanted)
    except ValueError:
        raise NotYours("there is no such address") from None
    return _filled(accounts.address(entry, access=access, at=at))


def titles(variants: Collection[int], *, language: str) -> dict[int, str]:
    """The garments as a sentence names them: title, colour and size."""
    known = variant_lines(variants, language=language)
    return {variant: f"{line.title} ({line.colour}, {line.size})" for variant, line in known.items()}


def _filled(entry: accounts.Address) -> dict[str, str]:
    """An entry as the checkout's fields; its name is for its owner alone."""
    return {name: value for name, value in entry.as_initial().items() if name != "label"}

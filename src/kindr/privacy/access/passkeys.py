"""Whoever can open people's data works with a passkey, which cannot be given away or phished (policy 5.1.5)."""

from __future__ import annotations

import uuid
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.http import HttpRequest

from kindr.privacy import registry
from kindr.privacy.access import colleagues, standing
from kindr.privacy.access.terms import Actor, PasskeyMissing, PasskeyUnused

BY_PASSKEY = "by_passkey"
"""The session says that a passkey stood at its beginning, or was made or used in it."""

WARNED = timedelta(days=7)
"""So long before, every page of the desk says that a passkey is due."""


@dataclass(frozen=True)
class Standing:
    """What a colleague still has to do about passkeys."""

    has_one: bool
    due_at: datetime | None
    """When one has to be there; None for roles that need none."""


def needs_one(role: str) -> bool:
    """Whether the policy lets the role work with a passkey only."""
    strictness = registry.access_rules().roles.get(role)
    return strictness is not None and strictness.needs_passkey


def standing_of(person: uuid.UUID | None, role: str) -> Standing:
    """Whether somebody has a passkey, and until when they may do without. One query; opens nothing."""
    has_one, since = colleagues.passkeys_of(person) if person else (False, None)
    if since is None or not needs_one(role):
        return Standing(has_one, None)
    return Standing(has_one, since + timedelta(days=registry.access_rules().passkey_within_days))


def check(request: HttpRequest, actor: Actor, purpose: str, *, at: datetime) -> None:
    """Lets colleagues and consultants past who came with a passkey, or are still new; raises PasskeyMissing.

    Whoever has a passkey and came without it is told so: raises PasskeyUnused. Their own sign-in stays open to them.
    """
    rules = registry.access_rules()
    if actor.kind not in standing.WORKING or purpose in rules.about_oneself or not needs_one(actor.role):
        return
    if request.session.get(BY_PASSKEY):
        return
    found = standing_of(actor.id, actor.role)
    if found.has_one:
        raise PasskeyUnused
    if found.due_at is not None and at >= found.due_at:
        raise PasskeyMissing
    if found.due_at is not None and at >= found.due_at - WARNED:
        request.passkey_due_at = found.due_at  # type: ignore[attr-defined]  # the desk shows it beside what stands open

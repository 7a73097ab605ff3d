"""What a role may do, as the policy says it: purposes, and the clauses that they open."""

from __future__ import annotations

from dataclasses import dataclass

from kindr.privacy import registry
from kindr.privacy.terms import Clause, Purpose, Recipient

ABOUT_ONESELF = {"secure_account", "run_staff"}
"""Purposes that concern the colleague's own account and nobody else's."""


@dataclass(frozen=True)
class Duty:
    """One purpose of a role, what it opens today, and whether something of it is still to be built."""

    purpose: Purpose
    opens: tuple[Clause, ...]
    coming: tuple[Clause, ...]


def duties_of(role: Recipient) -> list[Duty]:
    """The purposes of a role that concern customers, in the order of the policy."""
    policy = registry.policy()
    return [
        Duty(
            purpose,
            tuple(each for each in policy.clauses.values() if key in each.purposes and not each.pending),
            tuple(each for each in policy.clauses.values() if key in each.purposes and each.pending),
        )
        for key, purpose in policy.purposes.items()
        if key in role.purposes and key not in ABOUT_ONESELF
    ]

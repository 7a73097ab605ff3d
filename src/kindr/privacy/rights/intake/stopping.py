"""Withdrawals stop at receipt: for whoever the sender's address is on file for, before anything else (9.1.3)."""

from __future__ import annotations

import uuid
from collections.abc import Collection
from datetime import datetime

from kindr.privacy import people as persons
from kindr.privacy import registry
from kindr.privacy.access.terms import Access
from kindr.privacy.consent import actions as consent
from kindr.privacy.consent import ledger
from kindr.privacy.consent.events import Channel


def harmless(purposes: Collection[str]) -> list[str]:
    """Consents whose end takes nothing away for good, so that a forged sender could do no harm with it."""
    withdrawals = registry.policy().withdrawals
    return [key for key in purposes if withdrawals[key].can_be_undone]


def stop(
    people: Collection[uuid.UUID],
    purposes: Collection[str],
    *,
    language: str,
    access: Access,
    at: datetime,
    channel: Channel = Channel.EMAIL,
    by: uuid.UUID | None = None,
) -> int:
    """Withdraws what was given by these people and those they answer for; doing it twice adds nothing.

    It is themselves who withdraw, unless `by` says who does it for them: the guardian of a child.

    What another account has claimed is that account's, whoever has the address by now.
    """
    count, others = 0, persons.claimed_elsewhere(people)
    for person in (one for one in people if one not in others):
        for covered in sorted(persons.covered_by(person), key=str):
            agreed = [key for key in purposes if ledger.people_who_consent(key, [covered], at=at)]
            if agreed:
                consent.withdraw(
                    person=covered, purposes=agreed, channel=channel, by=by or person, language=language,
                    access=access, at=at,
                )  # fmt: skip
                count += len(agreed)
    return count

"""How the register of requests has rights carried out: one fulfilment a request, again until there is evidence."""

from __future__ import annotations

import uuid
from collections.abc import Collection, Mapping
from datetime import datetime
from typing import Any

from kindr.privacy.access.terms import Access
from kindr.privacy.rights.fulfilment import actions
from kindr.privacy.rights.fulfilment.terms import Asked, Kind
from kindr.privacy.rights.requests import ports
from kindr.privacy.rights.requests.ports import Carrier

AT_ONCE = (Kind.ACCESS, Kind.PORTABILITY, Kind.RESTRICTION, Kind.ERASURE)
"""What needs no more than to be asked for; the others need a human who reads what exactly is meant."""


def register_carriers() -> None:
    """Called by the wiring."""
    for kind in AT_ONCE:
        ports.carry(kind.value, carrier(kind))


def carrier(kind: Kind) -> Carrier:
    """Whoever carries out one kind of right."""

    def carry(asked: ports.Asked, *, access: Access, at: datetime) -> Mapping[str, Any] | None:
        subject = next(iter(asked.people)) if len(asked.people) == 1 else asked.by
        outcome = actions.carry_out(
            kind=kind,
            person=subject,
            request=asked.request,
            access=access,
            at=at,
            asked=Asked(people=_others(asked.people, subject), channel=asked.channel),
            language=asked.language,
        )
        return {"fulfilment": str(outcome.run), "state": outcome.state.value} if outcome.is_done else None

    return carry


def _others(people: Collection[uuid.UUID], subject: uuid.UUID) -> list[uuid.UUID]:
    return sorted(set(people) - {subject}, key=str)

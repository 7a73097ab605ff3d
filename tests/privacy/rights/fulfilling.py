"""Rights carried out in tests: by the person, at once."""

from __future__ import annotations

import uuid

from kindr.base import clock
from kindr.privacy.rights.fulfilment import actions
from kindr.privacy.rights.fulfilment.terms import Asked, Kind, Outcome
from tests.cast import Player


def fulfil(
    player: Player,
    kind: Kind = Kind.ACCESS,
    *,
    asked: Asked = Asked(),  # noqa: B008  # frozen
    request: uuid.UUID | None = None,
    person: uuid.UUID | None = None,
) -> Outcome:
    """One right of one person, carried out."""
    purpose = "erase_my_data" if kind is Kind.ERASURE else "show_my_data"
    assert player.id is not None
    return actions.carry_out(
        kind=kind,
        person=person or player.id,
        request=request or uuid.uuid4(),
        access=player.access(purpose),
        at=clock.now(),
        asked=asked,
        language="en",
    )

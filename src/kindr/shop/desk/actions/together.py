"""One step of several orders: each has a transaction of its own, and one that fails does not stop the rest."""

from __future__ import annotations

import enum
from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass
from datetime import datetime

from kindr.privacy.access.terms import Access, Refused
from kindr.shop.orders import actions as orders
from kindr.shop.orders.queries import NoSuchOrder


class Came(enum.Enum):
    """How a step of one order ended."""

    DONE = "done"
    MOVED_ON = "moved_on"
    MISSING = "missing"
    NO_TRACKING_NUMBER = "no_tracking_number"
    REFUSED = "refused"


@dataclass(frozen=True)
class Outcome:
    """What became of one of the orders."""

    number: str
    came: Came
    clause: str = ""
    """The clause that said no, when one did."""


def pack_together(numbers: Collection[str], *, access: Access, at: datetime) -> list[Outcome]:
    """Packs each of the orders; none of them raises."""
    return [_outcome(each, lambda n: orders.pack(n, access=access, at=at)) for each in dict.fromkeys(numbers)]


def ship_together(tracking: Mapping[str, str], *, access: Access, at: datetime) -> list[Outcome]:
    """Hands each of the orders to the courier with its own tracking number; none of them raises."""
    return [
        _outcome(number, lambda n: orders.ship(n, tracking_number=tracking[n], access=access, at=at))
        for number in tracking
    ]


def _outcome(number: str, step: Callable[[str], None]) -> Outcome:
    try:
        step(number)
    except orders.StepNotAllowed:
        return Outcome(number, Came.MOVED_ON)
    except orders.NoTrackingNumber:
        return Outcome(number, Came.NO_TRACKING_NUMBER)
    except (NoSuchOrder, orders.NoSuchOrder):
        return Outcome(number, Came.MISSING)
    except Refused as refusal:
        return Outcome(number, Came.REFUSED, refusal.clause)
    return Outcome(number, Came.DONE)

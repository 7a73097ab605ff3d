"""How much a basket may hold, how long it is kept, and which order it becomes."""

from __future__ import annotations

import hashlib
import uuid
from datetime import timedelta

MOST_PER_LINE = 10
MOST_LINES = 40
KEPT_FOR = timedelta(days=30)
"""After it was touched last; the cookie lives as long."""


SAME_VISIT = timedelta(minutes=10)
"""So long a page that is sent again leads a guest back to the order it placed."""


def basket_id_of(token: uuid.UUID) -> uuid.UUID:
    """The row that a cookie's random token names. Tables hold the hash only, so that reading them opens no basket."""
    return uuid.UUID(bytes=hashlib.sha256(b"kindr basket " + token.bytes).digest()[:16], version=4)


def order_key(basket_id: uuid.UUID, placed: int) -> uuid.UUID:
    """The key of the order that a basket becomes next: the same page sent twice is the same order.

    It follows from the basket's id, so that nobody reaches an order by guessing what a form says.
    """
    return uuid.uuid5(basket_id, f"order {placed}")


def allowed_pieces(wanted: int) -> int:
    """The wanted number of pieces, kept between none and the most that one line may hold."""
    return max(0, min(wanted, MOST_PER_LINE))

"""The words of a payment: its methods and banks, its states, and what happens to it."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import timedelta
from enum import Enum, StrEnum


class Method(StrEnum):
    CARD = "card"
    QRIS = "qris"
    VIRTUAL_ACCOUNT = "virtual_account"


class Bank(StrEnum):
    BCA = "bca"
    MANDIRI = "mandiri"
    BNI = "bni"
    BRI = "bri"
    PERMATA = "permata"


class State(StrEnum):
    WAITING = "waiting"
    EXPIRED = "expired"
    CANCELLED = "cancelled"
    FAILED = "failed"
    PAID = "paid"
    REFUND_PENDING = "refund_pending"
    PARTLY_REFUNDED = "partly_refunded"
    REFUNDED = "refunded"


class Kind(StrEnum):
    """What happened to a payment; the first five come from the gateway."""

    SETTLED = "settled"
    FAILED = "failed"
    EXPIRED = "expired"
    CANCELLED = "cancelled"
    REFUNDED = "refunded"
    REFUND_REFUSED = "refund_refused"
    REFUND_ASKED = "refund_asked"


class RefundState(StrEnum):
    ASKED = "asked"
    REFUSED = "refused"
    DONE = "done"


class News(Enum):
    """What the rest of the shop is told about a transition."""

    NOTHING = "nothing"
    SETTLED = "settled"
    PAID_LATE = "paid late"
    EXPIRED = "expired"
    FAILED = "failed"
    REFUNDED = "refunded"


class Why(StrEnum):
    """Why a notification changed nothing."""

    REPEATED = "repeated"
    OUTDATED = "outdated"
    AMOUNT_DIFFERS = "amount_differs"
    TOO_MUCH = "too_much"
    UNKNOWN_REFUND = "unknown_refund"


TIME_TO_PAY: Mapping[Method, timedelta] = {
    Method.CARD: timedelta(minutes=30),
    Method.QRIS: timedelta(minutes=15),
    Method.VIRTUAL_ACCOUNT: timedelta(hours=24),
}
"""How long a payment waits for its buyer, and the stock with it."""

WITHOUT_MONEY = frozenset({State.WAITING, State.EXPIRED, State.CANCELLED, State.FAILED})
CLOSED = WITHOUT_MONEY - {State.WAITING}

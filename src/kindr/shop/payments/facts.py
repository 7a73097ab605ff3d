"""What payments tell the rest of the shop; ids only. `web/reactions.py` says which tasks each sets off."""

from __future__ import annotations

import uuid
from dataclasses import dataclass

from kindr.base.facts import Fact


@dataclass(frozen=True)
class PaymentSettled(Fact):
    """The money for an open payment has arrived."""

    payment_id: uuid.UUID
    order_id: uuid.UUID


@dataclass(frozen=True)
class PaidLate(Fact):
    """Money arrived for a payment that the shop had closed; the order is revived or the money paid back."""

    payment_id: uuid.UUID
    order_id: uuid.UUID


@dataclass(frozen=True)
class PaymentExpired(Fact):
    """The time to pay is over and no money has arrived."""

    payment_id: uuid.UUID
    order_id: uuid.UUID


@dataclass(frozen=True)
class PaymentFailed(Fact):
    """The gateway or the bank has said no; the buyer may try again with a new payment."""

    payment_id: uuid.UUID
    order_id: uuid.UUID


@dataclass(frozen=True)
class RefundAsked(Fact):
    """Somebody of the staff, or the shop itself, wants money paid back; the gateway is to be told."""

    refund_id: uuid.UUID


@dataclass(frozen=True)
class PaymentRefunded(Fact):
    """Money has been paid back, all of it or a part."""

    payment_id: uuid.UUID
    order_id: uuid.UUID

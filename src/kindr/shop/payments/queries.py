"""What can be asked about payments."""

from __future__ import annotations

import uuid
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime

from kindr.base.money import Rupiah
from kindr.privacy.access import checks
from kindr.privacy.access.terms import Access
from kindr.shop.payments.models import Payment, RefundRow
from kindr.shop.payments.ports import BANKS
from kindr.shop.payments.rules import CLOSED, WITHOUT_MONEY, Bank, Method, State

__all__ = [
    "Bank",
    "Method",
    "NoSuchPayment",
    "PaymentShown",
    "RefundShown",
    "State",
    "counting",
    "known_to_gateway",
    "payment",
    "payment_of_order",
    "payments_of_order",
    "refunds_of",
    "shown",
]


class NoSuchPayment(LookupError):
    """There is no payment with this id."""


@dataclass(frozen=True)
class PaymentShown:
    """A payment as pages show it; it names nobody."""

    id: uuid.UUID
    order_id: uuid.UUID
    method: Method
    bank: str
    amount: Rupiah
    refunded: Rupiah
    state: State
    reference: str
    instruction: str
    return_path: str
    started_at: datetime
    expires_at: datetime
    paid_at: datetime | None

    @property
    def is_waiting(self) -> bool:
        """True while the buyer may still pay."""
        return self.state is State.WAITING

    def is_open(self, *, at: datetime) -> bool:
        """True while the buyer may still pay and the time for it is not over."""
        return self.is_waiting and self.expires_at > at

    @property
    def seconds_to_pay(self) -> int:
        """How long its buyer has in all."""
        return int((self.expires_at - self.started_at).total_seconds())

    @property
    def bank_name(self) -> str:
        """The bank of a virtual account, as it calls itself."""
        return next((name for bank, name in BANKS if bank == self.bank), "")

    @property
    def account_groups(self) -> str:
        """A virtual account's number in groups of four, as people read it aloud."""
        return " ".join(self.instruction[start : start + 4] for start in range(0, len(self.instruction), 4))

    @property
    def is_paid(self) -> bool:
        """True once money was received, even if it has been paid back since."""
        return self.state not in WITHOUT_MONEY

    @property
    def is_closed(self) -> bool:
        """True when it ended without money."""
        return self.state in CLOSED

    @property
    def refundable(self) -> Rupiah:
        """What has not been paid back yet; refunds on their way count as not yet."""
        return self.amount - self.refunded if self.is_paid else Rupiah(0)


@dataclass(frozen=True)
class RefundShown:
    id: uuid.UUID
    amount: Rupiah
    state: str
    asked_at: datetime
    done_at: datetime | None


def payment(payment_id: uuid.UUID, *, access: Access) -> PaymentShown:
    """One payment; raises NoSuchPayment, and NotYours when a customer asks for somebody else's."""
    row = Payment.objects.filter(pk=payment_id).first()
    if row is None:
        raise NoSuchPayment(str(payment_id))
    checks.check_reach([row.person_id], access)
    return shown(row)


def payments_of_order(order_id: uuid.UUID) -> list[PaymentShown]:
    """All attempts to pay an order, the newest first. The caller has checked whose order it is."""
    return [shown(row) for row in Payment.objects.filter(order=order_id).order_by("-started_at", "-pk")]


def payment_of_order(order_id: uuid.UUID) -> PaymentShown | None:
    """The attempt that counts, as `counting` says."""
    return counting(payments_of_order(order_id))


def counting(attempts: Sequence[PaymentShown]) -> PaymentShown | None:
    """Of the attempts to pay one order the one with money, else the one that waits, else the newest."""
    paid = [each for each in attempts if each.is_paid]
    waiting = [each for each in attempts if each.is_waiting]
    return next(iter([*paid, *waiting, *attempts]), None)


def refunds_of(payment_id: uuid.UUID) -> list[RefundShown]:
    """The refunds of a payment, oldest first."""
    rows = RefundRow.objects.filter(payment_id=payment_id).order_by("asked_at", "pk")
    return [RefundShown(row.id, Rupiah(row.amount), row.state, row.asked_at, row.done_at) for row in rows]


def shown(row: Payment) -> PaymentShown:
    """The row as pages show it."""
    return PaymentShown(
        id=row.id,
        order_id=row.order,
        method=Method(row.method),
        bank=row.bank,
        amount=Rupiah(row.amount),
        refunded=Rupiah(row.refunded),
        state=State(row.state),
        reference=row.reference,
        instruction=row.instruction,
        return_path=row.return_path,
        started_at=row.started_at,
        expires_at=row.expires_at,
        paid_at=row.paid_at,
    )


def known_to_gateway(people: Collection[uuid.UUID]) -> list[tuple[uuid.UUID, str]]:
    """Each person with the references by which the gateway knows their payments."""
    rows = Payment.objects.filter(person_id__in=people).exclude(reference="").order_by("reference")
    return list(rows.values_list("person_id", "reference"))

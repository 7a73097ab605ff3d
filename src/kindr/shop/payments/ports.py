"""What payments need from outside: a gateway that takes money. No personal value is handed to it by the shop."""

from __future__ import annotations

import uuid
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Protocol

from kindr.base.money import Rupiah
from kindr.shop.payments.rules import Bank as Bank
from kindr.shop.payments.rules import Kind, RefundState
from kindr.shop.payments.rules import Method as Method

BANKS = (
    (Bank.BCA, "BCA"),
    (Bank.MANDIRI, "Mandiri"),
    (Bank.BNI, "BNI"),
    (Bank.BRI, "BRI"),
    (Bank.PERMATA, "Permata"),
)
"""The banks of virtual accounts as they call themselves."""


class SignatureRefused(Exception):
    """A notification was not signed by the gateway, or was changed on its way."""


class GatewayUnavailable(Exception):
    """The gateway did not answer; nothing is known about what it did."""


@dataclass(frozen=True)
class PaymentWish:
    """What the gateway is asked to collect. `reference` is random and names the payment on both sides."""

    reference: str
    amount: Rupiah
    method: Method
    bank: str
    expires_at: datetime
    return_url: str


@dataclass(frozen=True)
class Started:
    """What the buyer needs to pay, one of the three: a page to go to, the text of a QR code or an account number."""

    expires_at: datetime
    redirect_url: str = ""
    qr: str = ""
    account_number: str = ""

    @property
    def instruction(self) -> str:
        """The one of the three that is there."""
        return self.redirect_url or self.qr or self.account_number


@dataclass(frozen=True)
class CardFacts:
    """What a gateway says about a card: never its number, never its code."""

    token: str = field(repr=False)
    brand: str = field(repr=False)
    last4: str = field(repr=False)
    expiry: str = field(repr=False)
    holder: str = field(repr=False)


@dataclass(frozen=True)
class Notification:
    """A verified message of the gateway. `event` is its own id and the same when it is sent again."""

    event: str
    reference: str
    kind: Kind
    amount: Rupiah
    occurred_at: datetime
    refund: uuid.UUID | None = None
    card: CardFacts | None = None


@dataclass(frozen=True)
class Status:
    """What the gateway knows about a payment now; `kind` is None while it is still waiting for the buyer."""

    kind: Kind | None
    amount: Rupiah
    occurred_at: datetime
    refunds: Mapping[uuid.UUID, Rupiah] = field(default_factory=dict)


class PaymentGateway(Protocol):
    """A payment gateway. Every call may be repeated and then answers the same; all raise GatewayUnavailable."""

    def start(self, wish: PaymentWish) -> Started:
        """Opens a payment; the same reference gives the same answer."""
        ...

    def status(self, reference: str) -> Status | None:
        """What became of a payment; None when the gateway never heard of it."""
        ...

    def cancel(self, reference: str) -> None:
        """Closes an open payment, so that nobody can pay it any more; does nothing to any other."""
        ...

    def refund(self, reference: str, amount: Rupiah, *, key: uuid.UUID) -> RefundState:
        """Pays money back once for each key, and says whether it is asked, done or refused."""
        ...

    def verify(self, raw_body: bytes, headers: Mapping[str, str]) -> Notification:
        """The notification in a request body; raises SignatureRefused."""
        ...

    def practice_page(self, reference: str) -> str:
        """Where a developer plays the buyer's bank; empty for real gateways."""
        ...


_bound: list[PaymentGateway] = []


class NoGateway(Exception):
    """No gateway stands behind this port; `kindr.web.wiring` binds one at start-up."""


def bind(gateway: PaymentGateway) -> None:
    """Puts a gateway behind the port."""
    _bound[:] = [gateway]


def gateway() -> PaymentGateway:
    """The gateway behind the port; raises NoGateway."""
    if not _bound:
        raise NoGateway("kindr.web.wiring has bound no payment gateway")
    return _bound[0]

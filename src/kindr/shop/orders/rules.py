"""How an order moves, what it costs and when it arrives.

Three small machines stand side by side: the deal, the parcel and the money on its way back. A step moves one of them
and may ask something of the others, so that no table has a state for each combination.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date, timedelta
from enum import StrEnum

from kindr.base.money import Rupiah, tax_included

TAX_PERCENT = 11
"""PPN, contained in every price (UU 42/2009 as changed by UU 7/2021; 11/12 of 12 % since PMK 131/2024)."""
MOST_PER_LINE = 10
FREE_REGULAR_FROM = Rupiah(350_000)
"""From this much on REGULAR costs nothing; a number of ours."""
TIME_WITHOUT_PAYMENT = timedelta(hours=1)
"""So long an order waits whose payment was never started."""
PRESUMED_DELIVERED_AFTER = timedelta(days=21)
"""A parcel that nobody reported is taken as arrived, so that its address does not stay for ever."""
LINK_GOOD_FOR = timedelta(days=51)
"""A guest's link: until a parcel is taken as arrived, and the 30 days in which its address is kept."""
MOST_OPEN_REPORTS = 3
"""Reports about one order that customer service has not answered yet; the next one waits."""
PICTURES_KEPT_FOR = timedelta(days=90)
"""After a report was closed; the same term stands in the policy's `NINETY_DAYS_CLOSED`."""


class State(StrEnum):
    """The deal."""

    AWAITING_PAYMENT = "awaiting_payment"
    PAID = "paid"
    CANCELLED = "cancelled"


class Parcel(StrEnum):
    """The shipment."""

    WAITING = "waiting"
    PACKED = "packed"
    SHIPPED = "shipped"
    DELIVERED = "delivered"


class Refund(StrEnum):
    """The money on its way back."""

    NONE = "none"
    DUE = "due"
    PARTLY = "partly"
    DONE = "done"


class Step(StrEnum):
    """What happens to an order."""

    PLACE = "place"
    PAY = "pay"
    CANCEL = "cancel"
    REVIVE = "revive"
    PACK = "pack"
    SHIP = "ship"
    DELIVER = "deliver"
    OWE = "owe"
    PAY_BACK_PART = "pay_back_part"
    PAY_BACK_ALL = "pay_back_all"


class Service(StrEnum):
    """The two ways to deliver."""

    REGULAR = "regular"
    BEST = "best"


ORDER: Mapping[State, Mapping[Step, State]] = {
    State.AWAITING_PAYMENT: {Step.PAY: State.PAID, Step.CANCEL: State.CANCELLED},
    State.PAID: {Step.CANCEL: State.CANCELLED},
    State.CANCELLED: {Step.REVIVE: State.PAID},
}
PARCEL: Mapping[Parcel, Mapping[Step, Parcel]] = {
    Parcel.WAITING: {Step.PACK: Parcel.PACKED},
    Parcel.PACKED: {Step.SHIP: Parcel.SHIPPED},
    Parcel.SHIPPED: {Step.DELIVER: Parcel.DELIVERED},
    Parcel.DELIVERED: {},
}
REFUND: Mapping[Refund, Mapping[Step, Refund]] = {
    Refund.NONE: {Step.OWE: Refund.DUE, Step.PAY_BACK_PART: Refund.PARTLY, Step.PAY_BACK_ALL: Refund.DONE},
    Refund.DUE: {Step.PAY_BACK_PART: Refund.PARTLY, Step.PAY_BACK_ALL: Refund.DONE},
    Refund.PARTLY: {Step.OWE: Refund.DUE, Step.PAY_BACK_ALL: Refund.DONE},
    Refund.DONE: {},
}
NOT_GOING_BACK = (Refund.NONE, Refund.PARTLY)


class StepNotAllowed(Exception):
    """The order is not where this step could be taken."""

    def __init__(self, standing: Standing, step: Step) -> None:
        self.standing, self.step = standing, step
        super().__init__(f"{step} is not possible: {standing.state}, {standing.parcel}, {standing.refund}")


def initials(text: str) -> str:
    """What a masked copy shows of a name or an address: the first letter of each word, and a dot for each number."""
    return " ".join(f"{word[0].upper()}." if word[0].isalpha() else "•" for word in text.replace(",", " ").split())


class Stage(StrEnum):
    """Where an order stands in one word, for lists and pages."""

    AWAITING_PAYMENT = "awaiting_payment"
    TO_PACK = "to_pack"
    PACKED = "packed"
    SHIPPED = "shipped"
    DELIVERED = "delivered"
    CANCELLED = "cancelled"


@dataclass(frozen=True)
class Standing:
    """Where an order stands in the three machines."""

    state: State = State.AWAITING_PAYMENT
    parcel: Parcel = Parcel.WAITING
    refund: Refund = Refund.NONE

    @property
    def stage(self) -> Stage:
        """The one word."""
        if self.state is State.PAID:
            return Stage.TO_PACK if self.parcel is Parcel.WAITING else Stage(self.parcel)
        return Stage(self.state)

    @property
    def is_closed(self) -> bool:
        """True when nothing more is delivered: the address and the contact are kept for a last while only."""
        return self.state is State.CANCELLED or self.parcel is Parcel.DELIVERED


def allows(standing: Standing, step: Step) -> bool:
    """Whether the step can be taken from here."""
    tables = (ORDER[standing.state], PARCEL[standing.parcel], REFUND[standing.refund])
    return any(step in table for table in tables) and _others_agree(standing, step)


def after(standing: Standing, step: Step) -> Standing:
    """Where the order stands after the step; raises StepNotAllowed."""
    if not allows(standing, step):
        raise StepNotAllowed(standing, step)
    return replace(
        standing,
        state=ORDER[standing.state].get(step, standing.state),
        parcel=PARCEL[standing.parcel].get(step, standing.parcel),
        refund=REFUND[standing.refund].get(step, standing.refund),
    )


def _others_agree(standing: Standing, step: Step) -> bool:
    """What a step asks of the machines that it does not move."""
    if step in (Step.PACK, Step.SHIP):
        return standing.state is State.PAID and standing.refund in NOT_GOING_BACK
    if step is Step.DELIVER:
        return standing.state is State.PAID
    if step is Step.CANCEL:
        return standing.parcel is Parcel.WAITING
    if step is Step.REVIVE:
        return standing.refund is Refund.NONE
    if step in (Step.OWE, Step.PAY_BACK_PART, Step.PAY_BACK_ALL):
        return standing.state is not State.AWAITING_PAYMENT
    return True


def diagram() -> str:
    """The three machines as one Mermaid diagram."""
    lines = ["stateDiagram-v2"]
    for name, table in (("deal", ORDER), ("parcel", PARCEL), ("refund", REFUND)):
        first = next(iter(table))
        lines += [f"    state {name} {{", f"        [*] --> {first}"]
        lines += [f"        {start} --> {end}: {step}" for start, moves in table.items() for step, end in moves.items()]
        lines += ["    }"]
    return "\n".join(lines) + "\n"


@dataclass(frozen=True)
class Promise:
    """The days after shipping within which a parcel arrives, first and last."""

    first: int
    last: int


_PRICES = {
    (Service.REGULAR, True): Rupiah(12_000),
    (Service.REGULAR, False): Rupiah(28_000),
    (Service.BEST, True): Rupiah(22_000),
    (Service.BEST, False): Rupiah(48_000),
}
_PROMISES = {
    (Service.REGULAR, True): Promise(2, 3),
    (Service.REGULAR, False): Promise(4, 8),
    (Service.BEST, True): Promise(1, 2),
    (Service.BEST, False): Promise(1, 2),
}


def delivery_price(service: Service, *, near: bool, goods: Rupiah) -> Rupiah:
    """What the delivery costs, tax included; `near` means Jabodetabek. The numbers are ours."""
    if service is Service.REGULAR and goods >= FREE_REGULAR_FROM:
        return Rupiah(0)
    return _PRICES[service, near]


def promise(service: Service, *, near: bool) -> Promise:
    """When the parcel arrives: REGULAR 2-3 days in Jabodetabek and 4-8 elsewhere, BEST 1-2 days."""
    return _PROMISES[service, near]


def arrival(promised: Promise, *, shipped_on: date) -> tuple[date, date]:
    """The first and the last day on which a parcel arrives that is shipped on a day."""
    return shipped_on + timedelta(days=promised.first), shipped_on + timedelta(days=promised.last)


@dataclass(frozen=True)
class Totals:
    """What an order costs; `tax` is contained in `total`."""

    goods: Rupiah
    delivery: Rupiah
    tax: Rupiah

    @property
    def total(self) -> Rupiah:
        """What the buyer pays."""
        return self.goods + self.delivery


def line_tax(price: Rupiah, pieces: int) -> Rupiah:
    """The tax contained in one line."""
    return tax_included(price * pieces, percent=TAX_PERCENT)


def totals(lines: Iterable[tuple[Rupiah, int]], delivery: Rupiah) -> Totals:
    """The totals of lines (price of a piece, pieces) and a delivery; tax is rounded for each line."""
    goods, tax = Rupiah(0), tax_included(delivery, percent=TAX_PERCENT)
    for price, pieces in lines:
        goods, tax = goods + price * pieces, tax + line_tax(price, pieces)
    return Totals(goods, delivery, tax)


def missing_for_free_delivery(goods: Rupiah) -> Rupiah:
    """How much more makes REGULAR free; zero when it is."""
    return max(FREE_REGULAR_FROM - goods, Rupiah(0))

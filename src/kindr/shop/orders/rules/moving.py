"""How an order moves.

Three small machines stand side by side: the deal, the parcel and the money on its way back. A step moves one of them
and may ask something of the others, so that no table has a state for each combination.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from enum import StrEnum


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

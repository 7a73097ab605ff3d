"""How a payment moves from state to state, whatever order the gateway's news arrives in.

News may come twice, late and out of order. It never takes money back: once money was received only refunds follow, and
of the states without money the one with more to say wins (expired < cancelled < failed). So any order of the same news
ends in the same state. Money that arrives after the shop had closed the payment is late; the order decides about it.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from types import MappingProxyType

from kindr.shop.payments.rules.words import Kind, News, RefundState, State, Why

_REFUNDS = (State.PARTLY_REFUNDED, State.REFUNDED)

TABLE: Mapping[State, Mapping[Kind, tuple[State, ...]]] = {
    State.WAITING: {
        Kind.SETTLED: (State.PAID,),
        Kind.EXPIRED: (State.EXPIRED,),
        Kind.CANCELLED: (State.CANCELLED,),
        Kind.FAILED: (State.FAILED,),
        Kind.REFUNDED: _REFUNDS,
    },
    State.EXPIRED: {
        Kind.SETTLED: (State.PAID,),
        Kind.CANCELLED: (State.CANCELLED,),
        Kind.FAILED: (State.FAILED,),
        Kind.REFUNDED: _REFUNDS,
    },
    State.CANCELLED: {Kind.SETTLED: (State.PAID,), Kind.FAILED: (State.FAILED,), Kind.REFUNDED: _REFUNDS},
    State.FAILED: {Kind.SETTLED: (State.PAID,), Kind.REFUNDED: _REFUNDS},
    State.PAID: {Kind.REFUND_ASKED: (State.REFUND_PENDING,), Kind.REFUNDED: _REFUNDS},
    State.REFUND_PENDING: {
        Kind.REFUND_ASKED: (State.REFUND_PENDING,),
        Kind.REFUNDED: (State.REFUND_PENDING, *_REFUNDS),
        Kind.REFUND_REFUSED: (State.PAID, State.REFUND_PENDING, State.PARTLY_REFUNDED),
    },
    State.PARTLY_REFUNDED: {Kind.REFUND_ASKED: (State.REFUND_PENDING,), Kind.REFUNDED: _REFUNDS},
    State.REFUNDED: {},
}
"""The whole machine: from a state, by a kind of news, to one of these states."""


@dataclass(frozen=True)
class Refund:
    """A refund in whole rupiah."""

    amount: int
    state: RefundState


@dataclass(frozen=True)
class Standing:
    """Where a payment stands; amounts in whole rupiah. `refunds` are known by their keys."""

    amount: int
    state: State = State.WAITING
    received: int = 0
    refunds: Mapping[str, Refund] = field(default_factory=lambda: MappingProxyType({}))

    @property
    def refunded(self) -> int:
        """What has been paid back."""
        return sum(refund.amount for refund in self.refunds.values() if refund.state is RefundState.DONE)

    @property
    def refundable(self) -> int:
        """What may still be asked back."""
        held = (refund.amount for refund in self.refunds.values() if refund.state is not RefundState.REFUSED)
        return self.received - sum(held)


@dataclass(frozen=True)
class Event:
    """Something that happened: `amount` in whole rupiah, `refund` the key of the refund it is about."""

    kind: Kind
    amount: int = 0
    refund: str = ""


@dataclass(frozen=True)
class Transition:
    standing: Standing
    news: News


@dataclass(frozen=True)
class Ignored:
    why: Why


def after(before: Standing, event: Event) -> Transition | Ignored:
    """Where a payment stands after an event, or why the event changes nothing."""
    known = before.refunds.get(event.refund)
    if known is not None and _says_nothing_new(known, event.kind):
        return Ignored(Why.REPEATED)
    targets = _targets(before, event)
    if not targets:
        return Ignored(Why.OUTDATED)
    refusal = _refusal(before, event)
    if refusal is not None:
        return Ignored(refusal)
    now = _with_money(before, event)
    state = targets[0] if len(targets) == 1 else _refund_state(now)
    if state not in targets:
        raise AssertionError(f"{event.kind} leads from {before.state} to {state}, which the table does not know")
    return Transition(replace(now, state=state), _news(before.state, event.kind))


def diagram() -> str:
    """The table as a Mermaid state diagram, for the documentation."""
    lines = ["stateDiagram-v2", f"    [*] --> {State.WAITING}"]
    for source, moves in TABLE.items():
        lines += [f"    {source} --> {target}: {kind}" for kind, targets in moves.items() for target in targets]
    return "\n".join(lines) + "\n"


def _targets(before: Standing, event: Event) -> tuple[State, ...]:
    targets = TABLE[before.state].get(event.kind, ())
    # A refund may be refused after others have returned all the money; that changes the refund and not the state.
    return targets or ((before.state,) if event.kind is Kind.REFUND_REFUSED and event.refund in before.refunds else ())


def _says_nothing_new(refund: Refund, kind: Kind) -> bool:
    order = {RefundState.ASKED: 0, RefundState.REFUSED: 1, RefundState.DONE: 2}
    said = {Kind.REFUND_ASKED: 0, Kind.REFUND_REFUSED: 1, Kind.REFUNDED: 2}
    return said.get(kind, -1) <= order[refund.state]


def _refusal(before: Standing, event: Event) -> Why | None:
    known = before.refunds.get(event.refund)
    if event.kind is Kind.SETTLED and event.amount != before.amount:
        return Why.AMOUNT_DIFFERS
    if event.kind is Kind.REFUND_ASKED and not 0 < event.amount <= before.refundable:
        return Why.TOO_MUCH
    if event.kind is Kind.REFUND_REFUSED and known is None:
        return Why.UNKNOWN_REFUND
    if event.kind is Kind.REFUNDED:
        if known is not None and known.amount != event.amount:
            return Why.AMOUNT_DIFFERS
        if not 0 < event.amount <= before.amount - before.refunded:
            return Why.TOO_MUCH
    return None


def _with_money(before: Standing, event: Event) -> Standing:
    if event.kind is Kind.SETTLED:
        return replace(before, received=before.amount)
    changed = {
        Kind.REFUND_ASKED: RefundState.ASKED,
        Kind.REFUND_REFUSED: RefundState.REFUSED,
        Kind.REFUNDED: RefundState.DONE,
    }.get(event.kind)
    if changed is None:
        return before
    known = before.refunds.get(event.refund)
    refund = Refund(known.amount if known else event.amount, changed)
    # Money that is paid back has been received, even when that news is still on its way.
    received = before.amount if changed is RefundState.DONE else before.received
    return replace(before, received=received, refunds=MappingProxyType({**before.refunds, event.refund: refund}))


def _refund_state(now: Standing) -> State:
    if now.refunded == now.received:
        return State.REFUNDED
    if any(refund.state is RefundState.ASKED for refund in now.refunds.values()):
        return State.REFUND_PENDING
    return State.PARTLY_REFUNDED if now.refunded else State.PAID


def _news(before: State, kind: Kind) -> News:
    if kind is Kind.SETTLED:
        return News.SETTLED if before is State.WAITING else News.PAID_LATE
    if kind is Kind.REFUNDED:
        return News.REFUNDED
    if before is State.WAITING:
        return {Kind.EXPIRED: News.EXPIRED, Kind.FAILED: News.FAILED}.get(kind, News.NOTHING)
    return News.NOTHING

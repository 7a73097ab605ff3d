"""Pure functions of payments: their words, and the machine that moves one from state to state."""

from kindr.shop.payments.rules.machine import TABLE, Event, Ignored, Refund, Standing, Transition, after, diagram
from kindr.shop.payments.rules.words import (
    CLOSED,
    TIME_TO_PAY,
    WITHOUT_MONEY,
    Bank,
    Kind,
    Method,
    News,
    RefundState,
    State,
    Why,
)

__all__ = [
    "CLOSED",
    "TABLE",
    "TIME_TO_PAY",
    "WITHOUT_MONEY",
    "Bank",
    "Event",
    "Ignored",
    "Kind",
    "Method",
    "News",
    "Refund",
    "RefundState",
    "Standing",
    "State",
    "Transition",
    "Why",
    "after",
    "diagram",
]

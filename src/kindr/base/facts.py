"""Facts: things that happened, told to upper layers in the same transaction that made them true."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass


@dataclass(frozen=True)
class Fact:
    """Something that happened. Subclasses carry ids only, never values."""


Relay = Callable[[Fact], None]

_relays: list[Relay] = []


def adopt_relay(relay: Relay) -> None:
    """Tells who passes facts on; `kindr.web.reactions` defers their tasks in the caller's transaction."""
    _relays[:] = [relay]


def publish(fact: Fact) -> None:
    """Passes a fact on. The tasks it sets off are queued by the same commit, or not at all."""
    for relay in _relays:
        relay(fact)


@contextmanager
def told_to(relay: Relay) -> Iterator[None]:
    """Within, facts of this process go to this relay only; for the demo, whose news is weeks old."""
    before = list(_relays)
    _relays[:] = [relay]
    try:
        yield
    finally:
        _relays[:] = before

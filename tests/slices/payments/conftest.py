"""A simulator behind the port, and a pen that writes down the facts."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from kindr.adapters.payments.simulator import Simulator
from kindr.base import facts
from kindr.base.facts import Fact
from kindr.shop.payments import ports


@pytest.fixture
def simulator() -> Iterator[Simulator]:
    before = list(ports._bound)
    simulator = Simulator(key=b"the simulator's key in tests", has_practice_page=True)
    ports.bind(simulator)
    yield simulator
    ports._bound[:] = before


@pytest.fixture
def told(monkeypatch: pytest.MonkeyPatch) -> list[Fact]:
    """The facts that were published, in order; no task is queued."""
    heard: list[Fact] = []
    monkeypatch.setattr(facts, "_relays", [heard.append])
    return heard

"""What else has to be swept every day; upper layers register their own sweeps from the wiring."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime

from kindr.privacy.access.terms import Access

Sweep = Callable[..., int]
"""Takes `access=` and `at=`, and counts what it took away."""

_sweeps: dict[str, Sweep] = {}


def register(name: str, sweep: Sweep) -> None:
    """Adds a sweep, or replaces the one of the same name."""
    _sweeps[name] = sweep


def names() -> list[str]:
    """Every registered sweep, in the order of registration."""
    return list(_sweeps)


def run(name: str, *, access: Access, at: datetime) -> int:
    """Runs one sweep; counts what it took away."""
    return _sweeps[name](access=access, at=at)

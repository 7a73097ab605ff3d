"""What else has to be swept every day; upper layers register their own sweeps from the wiring."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime

from kindr.privacy.access.terms import Access

Sweep = Callable[..., int]
"""Takes `access=` and `at=`, and counts what it took away."""

Count = Callable[..., int]
"""Takes `at=`, and counts what its sweep should have taken."""

_sweeps: dict[str, Sweep] = {}
_left: dict[str, Count] = {}


def register(name: str, sweep: Sweep) -> None:
    """Adds a sweep, or replaces the one of the same name."""
    _sweeps[name] = sweep


def names() -> list[str]:
    """Every registered sweep, in the order of registration."""
    return list(_sweeps)


def run(name: str, *, access: Access, at: datetime) -> int:
    """Runs one sweep; counts what it took away."""
    return _sweeps[name](access=access, at=at)


def register_left_over(clause: str, count: Count) -> None:
    """Adds what a sweep of its own should leave nothing of: a clause that no calendar ends."""
    _left[clause] = count


def left_over(clause: str, *, at: datetime) -> int:
    """How much is left under a clause that should be gone."""
    return _left[clause](at=at)


def watched() -> list[str]:
    """The clauses whose remains are counted by themselves."""
    return list(_left)

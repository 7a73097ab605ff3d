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


def run_registered(*, access: Access, at: datetime) -> dict[str, int]:
    """Runs every registered sweep; counts by name."""
    return {name: sweep(access=access, at=at) for name, sweep in _sweeps.items()}

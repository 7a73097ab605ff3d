"""What the officer's first page wants to know of the promises; `kindr.web` binds who can say it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime


@dataclass(frozen=True)
class PromisesSeen:
    """How the sentences of the policy stand since somebody last looked."""

    held: int
    broken: int
    at: datetime | None
    """When the last look was; None before the first."""


NOT_LOOKED = PromisesSeen(0, 0, None)
_bound: list[Callable[[], PromisesSeen]] = []


def bind(seen: Callable[[], PromisesSeen]) -> None:
    """Puts whoever keeps the results behind the port."""
    _bound[:] = [seen]


def promises_seen() -> PromisesSeen:
    """How the promises stand; nothing where nobody is bound."""
    return _bound[0]() if _bound else NOT_LOOKED

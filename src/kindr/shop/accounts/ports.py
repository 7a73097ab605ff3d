"""What accounts want to know of slices that stand above them; `kindr.web` binds who can say it."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Protocol

from kindr.privacy.access.terms import Access

A_FEW = 3


class NewestOrders(Protocol):
    """The newest orders of whoever asks, as the pages of orders show them."""

    def __call__(self, *, access: Access, language: str, most: int) -> Sequence[object]:
        """Opens nothing."""
        ...


class UnusualHeight(Protocol):
    """The one rule by which every form asks whether a height is right."""

    def __call__(self, cm: float, *, age: float) -> bool:
        """Whether a height is worth a question at an age in days."""
        ...


_bound: list[NewestOrders] = []
_rule: list[UnusualHeight] = []


def bind(newest_orders: NewestOrders, *, is_unusual: UnusualHeight) -> None:
    """Puts the slices of orders and of measuring behind the ports."""
    _bound[:] = [newest_orders]
    _rule[:] = [is_unusual]


def newest_orders(*, access: Access, language: str) -> Sequence[object]:
    """A few of the newest orders; none where nobody is bound."""
    return _bound[0](access=access, language=language, most=A_FEW) if _bound else ()


def is_unusual(cm: float, *, age: float) -> bool:
    """Whether a height is worth a question at an age in days; none is where nobody is bound."""
    return bool(_rule) and _rule[0](cm, age=age)

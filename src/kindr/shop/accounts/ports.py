"""What the account's first page wants to know of slices that stand above it; `kindr.web` binds who can say it."""

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


_bound: list[NewestOrders] = []


def bind(newest_orders: NewestOrders) -> None:
    """Puts the slice of orders behind the port."""
    _bound[:] = [newest_orders]


def newest_orders(*, access: Access, language: str) -> Sequence[object]:
    """A few of the newest orders; none where nobody is bound."""
    return _bound[0](access=access, language=language, most=A_FEW) if _bound else ()

"""What can be done with a basket, and turning it into an order."""

from __future__ import annotations

from kindr.shop.checkout.actions.basket import BasketFull, NoSuchVariant, add, add_all, add_what_is_left, change, sweep
from kindr.shop.checkout.actions.ordering import Confirmed, place

__all__ = [
    "BasketFull", "Confirmed", "NoSuchVariant", "add", "add_all", "add_what_is_left", "change", "place", "sweep",
]  # fmt: skip

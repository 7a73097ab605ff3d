"""What can be done to the catalogue."""

from __future__ import annotations

from kindr.shop.catalog.actions.load_catalogue import load_catalogue
from kindr.shop.catalog.actions.stock import (
    ReturnedTooMuch,
    SoldOut,
    correct_stock,
    receive_stock,
    return_stock,
    take_stock,
)
from kindr.shop.catalog.models import Reason

__all__ = [
    "Reason",
    "ReturnedTooMuch",
    "SoldOut",
    "correct_stock",
    "load_catalogue",
    "receive_stock",
    "return_stock",
    "take_stock",
]

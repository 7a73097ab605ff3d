"""What can be done to the catalogue."""

from __future__ import annotations

from kindr.shop.catalog.actions.errands import (
    NotNow,
    ask_for_drawings,
    begin,
    do_some,
    drop,
    note_differences,
    take_back,
)
from kindr.shop.catalog.actions.goods import WrongSize, add_variants, keep_product, set_prices, show_products
from kindr.shop.catalog.actions.load_catalogue import load_catalogue
from kindr.shop.catalog.actions.stock import (
    ReturnedTooMuch,
    SoldOut,
    correct_stock,
    receive_stock,
    return_more,
    return_stock,
    shift_stock,
    take_stock,
)
from kindr.shop.catalog.models import Reason

__all__ = [
    "NotNow",
    "Reason",
    "ReturnedTooMuch",
    "SoldOut",
    "WrongSize",
    "add_variants",
    "ask_for_drawings",
    "begin",
    "correct_stock",
    "do_some",
    "drop",
    "keep_product",
    "load_catalogue",
    "note_differences",
    "receive_stock",
    "return_more",
    "return_stock",
    "set_prices",
    "shift_stock",
    "show_products",
    "take_back",
    "take_stock",
]

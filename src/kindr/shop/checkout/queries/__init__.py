"""What can be asked of a basket and for the checkout page."""

from __future__ import annotations

from kindr.shop.checkout.queries.basket import (
    BasketLineShown,
    BasketPage,
    Removed,
    basket_page,
    basket_with_sizes,
    removed,
)
from kindr.shop.checkout.queries.costs import Costs, Offer, costs
from kindr.shop.checkout.queries.of_buyer import Buyer, buyer, saved_address, titles

__all__ = [
    "BasketLineShown",
    "BasketPage",
    "Buyer",
    "Costs",
    "Offer",
    "Removed",
    "basket_page",
    "basket_with_sizes",
    "buyer",
    "costs",
    "removed",
    "saved_address",
    "titles",
]

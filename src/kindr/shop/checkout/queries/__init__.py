"""What can be asked of a basket."""

from __future__ import annotations

from kindr.shop.checkout.queries.basket import BasketLineShown, BasketPage, basket_page

__all__ = ["BasketLineShown", "BasketPage", "basket_page"]

"""Turning a basket into an order: the same page sent twice gives the same order (policy 3.2)."""

from __future__ import annotations

import uuid
from dataclasses import dataclass, field
from datetime import datetime

from django.db import transaction

from kindr.base.money import Rupiah
from kindr.privacy.access.terms import Access
from kindr.privacy.vault.lookup import normalised_address
from kindr.shop.accounts import actions as accounts
from kindr.shop.checkout.models import Basket, BasketLine
from kindr.shop.checkout.rules import basket_id_of, order_key
from kindr.shop.orders import actions as orders
from kindr.shop.orders.actions import Destination, Placed, Wish
from kindr.shop.orders.queries import Service


@dataclass(frozen=True)
class Confirmed:
    """What the buyer confirmed on the checkout page; `turn` says which order of this basket it is."""

    turn: int
    agreed: Rupiah
    service: Service
    language: str
    email: str = field(repr=False)
    to: Destination = field(repr=False)


def place(token: uuid.UUID, confirmed: Confirmed, *, access: Access, at: datetime) -> Placed:
    """Places the order of a basket and empties it, in one transaction; a page sent again gives the same order.

    Raises SoldOut, PriceChanged, EmptyOrder, TooManyTries and Refused; the basket is as it was then.
    """
    accounts.spend(accounts.ORDERS_FOR_AN_ADDRESS, normalised_address(confirmed.email), at=at)
    basket_id = basket_id_of(token)
    wish = Wish(
        key=order_key(basket_id, confirmed.turn),
        lines=dict(BasketLine.objects.filter(basket_id=basket_id).order_by("id").values_list("variant", "pieces")),
        service=confirmed.service,
        agreed=confirmed.agreed,
        language=confirmed.language,
        email=confirmed.email,
        to=confirmed.to,
    )
    with transaction.atomic():
        placed = orders.place_order(wish, access=access, at=at)
        _empty(basket_id, turn=confirmed.turn, at=at)
    return placed


def _empty(basket_id: uuid.UUID, *, turn: int, at: datetime) -> None:
    """Empties the basket once: what was put in after the order was placed stays."""
    moved = Basket.objects.filter(pk=basket_id, placed=turn).update(placed=turn + 1, touched_at=at)
    if moved:
        BasketLine.objects.filter(basket_id=basket_id).delete()

"""The newest orders of a buyer, for pages on which orders are one thing among others."""

from __future__ import annotations

from kindr.privacy import people
from kindr.privacy.access.terms import Access, ActorKind
from kindr.shop.orders.models import Order
from kindr.shop.orders.queries.showing import Deal, deals_of


def newest_orders(*, access: Access, language: str, most: int) -> list[Deal]:
    """A few orders of whoever asks, those of guests they claimed too. Opens nothing; three queries."""
    if access.actor.kind is not ActorKind.PERSON:
        return []
    rows = Order.objects.filter(person_id__in=people.covered_by(access.actor.id)).order_by("-placed_at", "-pk")[:most]
    return deals_of(list(rows), language=language)

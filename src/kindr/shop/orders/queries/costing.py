"""What an order would cost and when it would arrive, before it is placed."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from kindr.base.money import Rupiah
from kindr.shop.accounts.areas import is_jabodetabek
from kindr.shop.orders import rules
from kindr.shop.orders.rules import Promise, Service, Totals, arrival, missing_for_free_delivery

__all__ = [
    "DeliveryChoice", "Service", "Totals", "arrival", "delivery_choices", "missing_for_free_delivery", "totals_of",
]  # fmt: skip


@dataclass(frozen=True)
class DeliveryChoice:
    """One way to deliver, to one place."""

    service: Service
    price: Rupiah
    promise: Promise


def delivery_choices(*, area_code: str, goods: Rupiah) -> list[DeliveryChoice]:
    """Both ways to deliver to an area; an empty code is taken as lying outside Jabodetabek."""
    near = bool(area_code) and is_jabodetabek(area_code)
    return [
        DeliveryChoice(each, rules.delivery_price(each, near=near, goods=goods), rules.promise(each, near=near))
        for each in Service
    ]


def totals_of(lines: Iterable[tuple[Rupiah, int]], *, service: Service, area_code: str) -> Totals:
    """The totals of lines (price of a piece, pieces) delivered to an area."""
    priced = list(lines)
    goods = sum((price * pieces for price, pieces in priced), Rupiah(0))
    near = bool(area_code) and is_jabodetabek(area_code)
    return rules.totals(priced, rules.delivery_price(service, near=near, goods=goods))

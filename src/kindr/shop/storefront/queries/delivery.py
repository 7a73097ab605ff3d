"""When a garment arrives, in days that can be found in a calendar; where to is asked and not kept."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from kindr.base.clock import JAKARTA
from kindr.base.money import Rupiah
from kindr.shop.orders import queries as orders
from kindr.shop.orders.queries import Service

NEAR = "31"
"""Jakarta, which stands for all of Jabodetabek."""


@dataclass(frozen=True)
class Delivery:
    """One way to deliver: what it costs, and the days on which a parcel may arrive that leaves tomorrow."""

    service: Service
    price: Rupiah
    first: date
    last: date

    @property
    def is_one_month(self) -> bool:
        """Whether both days lie in one month, so that it need not be named twice."""
        return (self.first.year, self.first.month) == (self.last.year, self.last.month)


def deliveries(*, near: bool, price: Rupiah, at: datetime) -> tuple[Delivery, ...]:
    """Both ways to deliver one garment; `near` means Jabodetabek."""
    return tuple(_deliveries(near, price, at.astimezone(JAKARTA).date() + timedelta(days=1)))


def _deliveries(near: bool, price: Rupiah, shipped_on: date) -> Iterator[Delivery]:
    for choice in orders.delivery_choices(area_code=NEAR if near else "", goods=price):
        first, last = orders.arrival(choice.promise, shipped_on=shipped_on)
        yield Delivery(choice.service, choice.price, first, last)

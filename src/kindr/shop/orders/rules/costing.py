"""What an order costs, and when it arrives."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum

from kindr.base.money import Rupiah, tax_included

TAX_PERCENT = 11
"""PPN, contained in every price (UU 42/2009 as changed by UU 7/2021; 11/12 of 12 % since PMK 131/2024)."""
FREE_REGULAR_FROM = Rupiah(350_000)
"""From this much on REGULAR costs nothing; a number of ours."""


class Service(StrEnum):
    """The two ways to deliver."""

    REGULAR = "regular"
    BEST = "best"


@dataclass(frozen=True)
class Promise:
    """The days after shipping within which a parcel arrives, first and last."""

    first: int
    last: int


_PRICES = {
    (Service.REGULAR, True): Rupiah(12_000),
    (Service.REGULAR, False): Rupiah(28_000),
    (Service.BEST, True): Rupiah(22_000),
    (Service.BEST, False): Rupiah(48_000),
}
_PROMISES = {
    (Service.REGULAR, True): Promise(2, 3),
    (Service.REGULAR, False): Promise(4, 8),
    (Service.BEST, True): Promise(1, 2),
    (Service.BEST, False): Promise(1, 2),
}


def delivery_price(service: Service, *, near: bool, goods: Rupiah) -> Rupiah:
    """What the delivery costs, tax included; `near` means Jabodetabek. The numbers are ours."""
    if service is Service.REGULAR and goods >= FREE_REGULAR_FROM:
        return Rupiah(0)
    return _PRICES[service, near]


def promise(service: Service, *, near: bool) -> Promise:
    """When the parcel arrives: REGULAR 2-3 days in Jabodetabek and 4-8 elsewhere, BEST 1-2 days."""
    return _PROMISES[service, near]


def arrival(promised: Promise, *, shipped_on: date) -> tuple[date, date]:
    """The first and the last day on which a parcel arrives that is shipped on a day."""
    return shipped_on + timedelta(days=promised.first), shipped_on + timedelta(days=promised.last)


@dataclass(frozen=True)
class Totals:
    """What an order costs; `tax` is contained in `total`."""

    goods: Rupiah
    delivery: Rupiah
    tax: Rupiah

    @property
    def total(self) -> Rupiah:
        """What the buyer pays."""
        return self.goods + self.delivery


def line_tax(price: Rupiah, pieces: int) -> Rupiah:
    """The tax contained in one line."""
    return tax_included(price * pieces, percent=TAX_PERCENT)


def totals(lines: Iterable[tuple[Rupiah, int]], delivery: Rupiah) -> Totals:
    """The totals of lines (price of a piece, pieces) and a delivery; tax is rounded for each line."""
    goods, tax = Rupiah(0), tax_included(delivery, percent=TAX_PERCENT)
    for price, pieces in lines:
        goods, tax = goods + price * pieces, tax + line_tax(price, pieces)
    return Totals(goods, delivery, tax)


def missing_for_free_delivery(goods: Rupiah) -> Rupiah:
    """How much more makes REGULAR free; zero when it is."""
    return max(FREE_REGULAR_FROM - goods, Rupiah(0))

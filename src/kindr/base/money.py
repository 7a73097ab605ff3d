"""Money is whole rupiah: the rupiah has no smaller unit in use, so an integer loses nothing."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, order=True)
class Rupiah:
    """An amount in whole rupiah (IDR)."""

    amount: int

    def __post_init__(self) -> None:
        if isinstance(self.amount, bool) or not isinstance(self.amount, int):
            raise TypeError("an amount of rupiah is a whole number")

    def __add__(self, other: Rupiah) -> Rupiah:
        return Rupiah(self.amount + other.amount)

    def __sub__(self, other: Rupiah) -> Rupiah:
        return Rupiah(self.amount - other.amount)

    def __mul__(self, times: int) -> Rupiah:
        return Rupiah(self.amount * times)

    def __str__(self) -> str:
        """As people write it in Indonesia: `Rp 129.000`."""
        sign = "-" if self.amount < 0 else ""
        return f"{sign}Rp\u00a0{abs(self.amount):,}".replace(",", ".")


def tax_included(gross: Rupiah, *, percent: int) -> Rupiah:
    """The tax contained in a price that already includes it, rounded half up to whole rupiah."""
    numerator = gross.amount * percent
    divisor = 100 + percent
    return Rupiah((2 * numerator + divisor) // (2 * divisor))

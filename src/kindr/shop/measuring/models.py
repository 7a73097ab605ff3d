"""The tables of measuring: the sealed records of `personal.py`, and how often each product was called what."""

from __future__ import annotations

from django.db import models

from kindr.shop.measuring.personal import FitVerdict, Measurement

__all__ = ["FitTotals", "FitVerdict", "Measurement"]


class FitTotals(models.Model):
    """How many buyers found a product too small, right and too large.

    A trigger of the database counts with every verdict that comes, changes or goes, whoever takes it away: the sum is
    that of the rows at every commit.
    """

    excused = {
        "product": "a number of the catalogue",
        "too_small": "a count",
        "right": "a count",
        "too_large": "a count",
    }

    product = models.BigIntegerField(primary_key=True)
    too_small = models.PositiveIntegerField(default=0)
    right = models.PositiveIntegerField(default=0)
    too_large = models.PositiveIntegerField(default=0)

    def __str__(self) -> str:
        return f"{self.too_small}, {self.right}, {self.too_large} of product {self.product}"

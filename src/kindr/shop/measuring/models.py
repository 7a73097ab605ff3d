"""The tables of measuring: the sealed records of `personal.py`, and how often each product was called what."""

from __future__ import annotations

from django.db import models

from kindr.shop.measuring.personal import FitVerdict, Measurement

__all__ = ["FitTotals", "FitVerdict", "Measurement"]


class FitTotals(models.Model):
    """How many buyers found a product too small, right and too large; in the clear, and shown to nobody.

    `actions.counting` adds and takes out, in one transaction with the row's own mark. When a row goes that was not
    taken out before, a trigger of the database makes the counts stale: nobody uses them until they are made anew.
    Whoever holds the tables reads in a count of one, or of many who all said the same, what each had said (ADR 19).
    """

    excused = {
        "product": "a number of the catalogue",
        "too_small": "a count",
        "right": "a count",
        "too_large": "a count",
        "is_stale": "whether the counts have to be made anew",
    }

    product = models.BigIntegerField(primary_key=True)
    too_small = models.PositiveIntegerField(default=0)
    right = models.PositiveIntegerField(default=0)
    too_large = models.PositiveIntegerField(default=0)
    is_stale = models.BooleanField(default=False)

    def __str__(self) -> str:
        return f"{self.too_small}, {self.right}, {self.too_large} of product {self.product}"

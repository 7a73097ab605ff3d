"""Baskets: a random token in a cookie of its own, garments and numbers; no person until an order is placed."""

from __future__ import annotations

from django.db import models
from django.db.models import Q


class Basket(models.Model):
    """What somebody with this browser would like to buy."""

    excused = {
        "id": "the hash of a random token that one browser knows; joined with no person",
        "placed": "a number of orders",
        "touched_at": "a moment",
    }

    id = models.UUIDField(primary_key=True, editable=False)
    placed = models.PositiveIntegerField(default=0)
    """How many orders it has become; part of the next order's key."""
    touched_at = models.DateTimeField()

    class Meta:
        app_label = "checkout"
        indexes = [models.Index(fields=["touched_at"], name="baskets_by_age")]

    def __str__(self) -> str:
        return f"basket {self.id}"


class BasketLine(models.Model):
    """Pieces of one variant in a basket."""

    excused = {
        "id": "a number",
        "basket": "a random id",
        "variant": "a number of the catalogue",
        "pieces": "a number",
    }

    basket = models.ForeignKey(Basket, on_delete=models.CASCADE, related_name="lines")
    variant = models.BigIntegerField()
    pieces = models.PositiveSmallIntegerField()

    class Meta:
        app_label = "checkout"
        constraints = [
            models.UniqueConstraint(fields=["basket", "variant"], name="a_variant_once_in_a_basket"),
            models.CheckConstraint(condition=Q(pieces__gte=1, pieces__lte=10), name="basket_line_pieces"),
        ]

    def __str__(self) -> str:
        return f"{self.pieces} of {self.variant}"

"""What lies on the shelf: variants with their price and pieces, and the book of every piece that moved."""

from __future__ import annotations

from collections.abc import Mapping
from typing import ClassVar

from django.db import models
from django.db.models import Q

from kindr.shop.catalog.models.goods import Colour, Product


class Reason(models.TextChoices):
    """Why the stock of a variant changed."""

    RECEIVED = "received"
    SOLD = "sold"
    RELEASED = "released"
    RETURNED = "returned"
    CORRECTED = "corrected"


class Variant(models.Model):
    """One product in one colour and size: what is bought, priced and counted."""

    excused: ClassVar[Mapping[str, str]] = {
        "id": "about goods, not people",
        "product": "about goods, not people",
        "colour": "about goods, not people",
        "size": "about goods, not people",
        "sku": "about goods, not people",
        "price": "about goods, not people",
        "stock": "about goods, not people",
    }

    product = models.ForeignKey(Product, on_delete=models.PROTECT, related_name="variants")
    colour = models.ForeignKey(Colour, on_delete=models.PROTECT, related_name="+")
    size = models.PositiveSmallIntegerField()
    """Height in cm, a key of `rules.SIZE_CHART`; of shoes the EU size."""
    sku = models.CharField(max_length=32, unique=True)
    price = models.PositiveIntegerField()
    """Whole rupiah, tax included."""
    stock = models.IntegerField(default=0)
    """Pieces that may be sold; changes only together with a StockMovement."""

    class Meta:
        constraints = [
            models.UniqueConstraint(name="variant_once", fields=["product", "colour", "size"]),
            models.CheckConstraint(name="variant_price", condition=Q(price__gt=0)),
            models.CheckConstraint(name="variant_stock", condition=Q(stock__gte=0)),
            models.CheckConstraint(name="variant_size", condition=Q(size__gte=16, size__lte=164)),
        ]
        indexes = [models.Index(name="variant_of", fields=["product"], include=["price", "stock", "size", "colour"])]

    def __str__(self) -> str:
        return self.sku


class PriceChange(models.Model):
    """One line of the price book: what a variant cost before, and from when on it costs something else."""

    append_only = True

    excused: ClassVar[Mapping[str, str]] = {
        "id": "a number",
        "variant": "about goods, not people",
        "before": "about goods, not people",
        "after": "about goods, not people",
        "at": "a moment",
    }

    variant = models.ForeignKey(Variant, on_delete=models.PROTECT, related_name="price_changes")
    before = models.PositiveIntegerField()
    after = models.PositiveIntegerField()
    at = models.DateTimeField()

    class Meta:
        constraints = [models.CheckConstraint(name="price_changes", condition=~Q(before=models.F("after")))]
        indexes = [models.Index(name="price_book", fields=["variant", "at"])]

    def __str__(self) -> str:
        return f"{self.before} to {self.after}"


class StockMovement(models.Model):
    """One line of the stock book; lines are added and never changed."""

    append_only = True

    excused: ClassVar[Mapping[str, str]] = {
        "id": "a random id",
        "variant": "about goods, not people",
        "quantity": "about goods, not people",
        "reason": "about goods, not people",
        "order": "the random id of an order",
        "at": "a moment",
    }

    variant = models.ForeignKey(Variant, on_delete=models.PROTECT, related_name="movements")
    quantity = models.IntegerField()
    """Pieces that came (above zero) or went (below)."""
    reason = models.CharField(max_length=10, choices=Reason.choices)
    order = models.UUIDField(null=True)
    at = models.DateTimeField()

    class Meta:
        constraints = [
            models.CheckConstraint(name="movement_moves", condition=~Q(quantity=0)),
            models.CheckConstraint(name="movement_reason", condition=Q(reason__in=Reason.values)),
            models.CheckConstraint(
                name="movement_direction",
                condition=Q(reason=Reason.SOLD, quantity__lt=0)
                | Q(reason=Reason.CORRECTED)
                | Q(reason__in=[Reason.RECEIVED, Reason.RELEASED, Reason.RETURNED], quantity__gt=0),
            ),
            models.UniqueConstraint(
                name="movement_once", fields=["order", "variant", "reason"], condition=Q(order__isnull=False)
            ),
        ]
        indexes = [models.Index(name="movement_book", fields=["variant", "at"])]

    def __str__(self) -> str:
        return f"{self.reason} {self.quantity:+}"

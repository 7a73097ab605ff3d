"""A small shop with every shelf in it."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from kindr.shop.catalog.actions import load_catalogue
from kindr.shop.catalog.models import Variant

AT = datetime(2026, 11, 20, 9, 0, tzinfo=UTC)


@pytest.fixture
def small_shop(db: None) -> int:
    """Forty garments of the demo catalogue."""
    return load_catalogue(seed=7, at=AT, most=40)


@pytest.fixture
def dress(small_shop: int) -> Variant:
    """A variant of which five are left."""
    variant = Variant.objects.order_by("pk").filter(stock__gte=5)[0]
    Variant.objects.filter(pk=variant.pk).update(stock=5)
    variant.refresh_from_db()
    return variant

"""A small shop with every shelf in it."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from kindr.shop.catalog.actions import load_catalogue

AT = datetime(2026, 11, 20, 9, 0, tzinfo=UTC)


@pytest.fixture
def small_shop(db: None) -> int:
    """Forty garments of the demo catalogue."""
    return load_catalogue(seed=7, at=AT, most=40)

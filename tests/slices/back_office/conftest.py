"""A merchandiser in her back office, and one garment."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from django.test import Client
from django.utils.translation import override

from kindr.shop.catalog.models import Variant
from tests.buying import a_garment
from tests.cast import Player


@pytest.fixture(autouse=True)
def _in_indonesian() -> Iterator[None]:
    """Addresses are made in the shop's first language, whatever page a test before has met."""
    with override("id"):
        yield


@pytest.fixture
def desk(citra: Player) -> Client:
    """Citra's browser."""
    return citra.client()


@pytest.fixture
def garment(db: None) -> Variant:
    """One variant of one product, ten pieces at 129,000 rupiah."""
    return a_garment()

"""The demo shop: what each slice loads into an empty shop, and who can sign in to it."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from kindr.shop.catalog.actions.load_catalogue import load_catalogue

SEED = 1


def load(*, at: datetime) -> None:
    """Load what is missing; a shop that has it already stays as it is."""
    load_catalogue(seed=SEED, at=at)


def sign_ins() -> Sequence[str]:
    """The lines that `kindr serve` prints about signing in to the demo shop."""
    return ()

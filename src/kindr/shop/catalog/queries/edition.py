"""What may be kept from one page to the next: everything that was read under a mark, until the mark changes."""

from __future__ import annotations

import uuid
from collections.abc import Callable
from functools import lru_cache
from typing import Concatenate, ParamSpec, TypeVar, cast

from kindr.shop.catalog.models import Edition

P = ParamSpec("P")
R = TypeVar("R")
MOST = 500
"""Answers kept of each question; the least used go first."""


def current_edition() -> uuid.UUID:
    """The mark of the catalogue as it is now. One query.

    It is asked before all else: what is read after it may be newer than the mark, but never older.
    """
    found: uuid.UUID | None = Edition.objects.values_list("mark", flat=True).first()
    return found or uuid.uuid4()


def kept(question: Callable[Concatenate[uuid.UUID, P], R]) -> Callable[Concatenate[uuid.UUID, P], R]:
    """Asks the database once for each edition and set of arguments; for answers without stock, of goods alone."""
    # What is kept is typed as the question was; lru_cache forgets that.
    return cast("Callable[Concatenate[uuid.UUID, P], R]", lru_cache(maxsize=MOST)(question))

"""What may be kept from one page to the next: everything that was read under a mark, until the mark changes."""

from __future__ import annotations

import uuid
from collections.abc import Callable
from functools import lru_cache
from typing import Concatenate, ParamSpec, TypeVar, cast

from django.db import connection

from kindr.shop.catalog.models import Edition

P = ParamSpec("P")
R = TypeVar("R")
MOST = 500
"""Answers kept of each question; the least used go first."""


def current_edition() -> uuid.UUID:
    """The mark of the catalogue as it is now. One query.

    It is asked before all else: what is read after it may be newer than the mark, but never older.
    """
    # Every page asks this; written out, it takes a fifth of the time.
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT mark FROM {Edition._meta.db_table}")  # noqa: S608 -- the table's name is a constant
        found = cursor.fetchone()
    return found[0] if found else uuid.uuid4()


def kept(question: Callable[Concatenate[uuid.UUID, P], R]) -> Callable[Concatenate[uuid.UUID, P], R]:
    """Asks the database once for each edition and set of arguments; for answers without stock, of goods alone."""
    # What is kept is typed as the question was; lru_cache forgets that.
    return cast("Callable[Concatenate[uuid.UUID, P], R]", lru_cache(maxsize=MOST)(question))

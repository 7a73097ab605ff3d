"""Random identifiers that carry no meaning."""

from __future__ import annotations

import random
import secrets
import uuid
from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from typing import NewType

PersonId = NewType("PersonId", uuid.UUID)

# Crockford base 32: no I, L, O or U, so that a number read over the phone is heard right.
ALPHABET = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"

_drawing: ContextVar[random.Random | None] = ContextVar("drawing", default=None)
"""Where codes are drawn from; None is the system's own source of chance."""


def new_id() -> uuid.UUID:
    """A random version 4 UUID (RFC 9562)."""
    return uuid.uuid4()


def new_person_id() -> PersonId:
    """A random id for a person; it says nothing about who the person is."""
    return PersonId(uuid.uuid4())


def readable_code(length: int) -> str:
    """A random code of `length` characters that is easy to read aloud."""
    draw = (_drawing.get() or secrets).choice
    return "".join(draw(ALPHABET) for _ in range(length))


@contextmanager
def drawn_from(chance: random.Random) -> Iterator[None]:
    """Within, codes come from a seeded source: for the demo, whose orders have the same numbers each time."""
    before = _drawing.set(chance)
    try:
        yield
    finally:
        _drawing.reset(before)

"""Random identifiers that carry no meaning."""

from __future__ import annotations

import secrets
import uuid
from typing import NewType

PersonId = NewType("PersonId", uuid.UUID)

# Crockford base 32: no I, L, O or U, so that a number read over the phone is heard right.
ALPHABET = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"


def new_id() -> uuid.UUID:
    """A random version 4 UUID (RFC 9562)."""
    return uuid.uuid4()


def new_person_id() -> PersonId:
    """A random id for a person; it says nothing about who the person is."""
    return PersonId(uuid.uuid4())


def readable_code(length: int) -> str:
    """A random code of `length` characters that is easy to read aloud."""
    return "".join(secrets.choice(ALPHABET) for _ in range(length))

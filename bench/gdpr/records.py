"""The record of GDPRbench: a key, its metadata and its data, all of them following from one number."""

from __future__ import annotations

import hashlib
import math
from dataclasses import dataclass
from datetime import timedelta

PURPOSES = 25
CHOICES = 10
"""So many values have the access list, the sharing, the source and the category."""
TTLS = (30, 10_000, 12_000, 14_000, 16_000, 18_000, 20_000, 22_000, 24_000, 1_000_000)
LENGTH = 100


@dataclass(frozen=True)
class Made:
    """A record as it begins. `objects` says that the owner objects to the use that it was taken in for."""

    key: int
    user: int
    purpose: int
    lasts: timedelta
    objects: bool
    decision: int
    acl: int
    shared: int
    source: int
    category: int
    data: str


def made(key: int, users: int) -> Made:
    """The record of a number; one objection label in ten says no, as one in ten of the times to live is short."""
    return Made(
        key,
        key % users,
        key % PURPOSES,
        timedelta(seconds=TTLS[key % len(TTLS)]),
        objects(key % 100),
        key % 2,
        *([key % CHOICES] * 4),
        data(key),
    )


def objects(label: int) -> bool:
    """Whether one of the hundred labels of an objection objects."""
    return label % CHOICES == 3


def rests_on_consent(purpose: int) -> bool:
    """Every other purpose rests on consent; the rest on a legitimate interest that can be objected to."""
    return purpose % 2 == 0


def data(number: int) -> str:
    """A hundred letters that nobody has twice."""
    word = f"{number}-{hashlib.sha256(str(number).encode()).hexdigest()}-"
    return (word * (LENGTH // len(word) + 1))[:LENGTH]


def users_for(records: int, each: int) -> int:
    """So many owners that each has about so many records, and never two for one purpose."""
    users = max(1, math.ceil(records / each))
    while math.gcd(users, PURPOSES) != 1:
        users += 1
    return users

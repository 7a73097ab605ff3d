"""What is done, in which mix and order: a trace that follows from a seed and knows nothing of the answers."""

from __future__ import annotations

import enum
import itertools
import random
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from bench.gdpr.records import CHOICES, PURPOSES

THETA = 0.99
SPAN_SECONDS = 60
"""A trace lasts a minute of its own clock, whatever the computer takes: halfway the shortest times to live are over."""
MOST_LINES = 1000


class Kind(enum.StrEnum):
    """The operations of GDPRbench."""

    CREATE = "create"
    READ_BY_KEY = "read by key"
    READ_BY_USER = "read by user"
    READ_BY_PURPOSE = "read by purpose"
    READ_BY_OBJECTION = "read by objection"
    READ_BY_DECISION = "read by decision"
    META_BY_KEY = "metadata by key"
    META_BY_USER = "metadata by user"
    META_BY_PURPOSE = "metadata by purpose"
    UPDATE_BY_KEY = "update by key"
    UPDATE_META_BY_KEY = "update metadata by key"
    UPDATE_META_BY_USER = "update metadata by user"
    UPDATE_META_BY_PURPOSE = "update metadata by purpose"
    UPDATE_META_BY_SHARING = "update metadata by sharing"
    DELETE_BY_KEY = "delete by key"
    DELETE_BY_USER = "delete by user"
    DELETE_BY_PURPOSE = "delete by purpose"
    DELETE_BY_TIME = "delete by time"
    LOGS = "logs"
    VERIFY_DELETION = "verify deletion"


@dataclass(frozen=True)
class Operation:
    """One thing to do, `second` seconds after the start."""

    kind: Kind
    second: float
    key: int
    user: int
    purpose: int
    """The purpose that whoever reads claims, or that a whole purpose is changed or ended for."""
    field: str
    value: int


OWN = ("objects", "decision", "acl", "shared")
"""What a person decides, and so changes for themself."""
GIVEN = ("acl", "shared", "source", "category")
"""What the controller decides for a purpose."""
K = Kind
REPO: Mapping[str, Mapping[Kind, int]] = {
    "controller": {K.CREATE: 25, K.DELETE_BY_KEY: 25, K.UPDATE_META_BY_PURPOSE: 25, K.UPDATE_META_BY_USER: 25},
    "customer": {
        K.READ_BY_KEY: 20, K.META_BY_PURPOSE: 10, K.META_BY_USER: 10, K.UPDATE_BY_KEY: 20,
        K.UPDATE_META_BY_PURPOSE: 10, K.UPDATE_META_BY_USER: 10, K.DELETE_BY_KEY: 20,
    },
    "processor": {K.READ_BY_KEY: 20, K.META_BY_PURPOSE: 40, K.META_BY_USER: 40},
}  # fmt: skip
PAPER: Mapping[str, Mapping[Kind, int]] = {
    # One deletion in six ends a purpose: evenly spread, a short trace would end most of the twenty-five.
    "controller": {
        K.CREATE: 25, K.DELETE_BY_TIME: 11, K.DELETE_BY_USER: 10, K.DELETE_BY_PURPOSE: 4,
        K.UPDATE_META_BY_PURPOSE: 17, K.UPDATE_META_BY_USER: 17, K.UPDATE_META_BY_SHARING: 16,
    },
    "customer": {
        K.READ_BY_USER: 20, K.META_BY_KEY: 20, K.UPDATE_BY_KEY: 20, K.UPDATE_META_BY_KEY: 20, K.DELETE_BY_KEY: 20,
    },
    "processor": {K.READ_BY_KEY: 80, K.READ_BY_PURPOSE: 7, K.READ_BY_OBJECTION: 7, K.READ_BY_DECISION: 6},
    "regulator": {K.META_BY_USER: 46, K.LOGS: 31, K.VERIFY_DELETION: 23},
}  # fmt: skip
MIXES = {"repo": REPO, "paper": PAPER}
EACH = {"repo": 1, "paper": 10}
"""Records of one owner: the repository's ten thousand of ten thousand, the paper's hundred thousand of as many."""
ZIPFIAN = {("repo", "customer"), ("paper", "customer"), ("paper", "processor"), ("paper", "regulator")}


def trace(mix: str, workload: str, *, records: int, users: int, operations: int, seed: int = 20) -> Iterator[Operation]:
    """The operations of a workload, one after the other."""
    chance = random.Random(f"{mix}/{workload}/{seed}")
    kinds = MIXES[mix][workload]
    keys = _keys(chance, records, is_zipfian=(mix, workload) in ZIPFIAN)
    created = itertools.count(records)
    for number in range(operations):
        kind = chance.choices(list(kinds), list(kinds.values()))[0]
        key = next(created) if kind is K.CREATE else next(keys)
        yield _operation(kind, number * SPAN_SECONDS / operations, key, users, records, chance)


def _operation(kind: Kind, second: float, key: int, users: int, records: int, chance: random.Random) -> Operation:
    """One reader in ten asks for what is not theirs, or for a purpose that the record does not serve."""
    user, purpose, field, value = key % users, key % PURPOSES, chance.choice(OWN), chance.randrange(100)
    if kind is K.READ_BY_KEY and chance.random() < 0.1:
        user, purpose = (user + 1) % users, (purpose + 2) % PURPOSES
    if kind in (K.META_BY_PURPOSE, K.READ_BY_PURPOSE, K.READ_BY_OBJECTION, K.READ_BY_DECISION, K.DELETE_BY_PURPOSE):
        purpose = chance.randrange(PURPOSES)
    if kind in (K.UPDATE_META_BY_PURPOSE, K.UPDATE_META_BY_SHARING):
        purpose, field = chance.randrange(PURPOSES), chance.choice(GIVEN)
    if field != "objects" and kind is not K.UPDATE_BY_KEY:
        value = value % 2 if field == "decision" else value % CHOICES
    if kind is K.LOGS:
        value = chance.randint(1, min(MOST_LINES, records))
    return Operation(kind, second, key, user, purpose, field, value)


def _keys(chance: random.Random, records: int, *, is_zipfian: bool) -> Iterator[int]:
    """Uniform, or scrambled Zipf as YCSB draws it."""
    ranked = list(range(records))
    chance.shuffle(ranked)
    weights = [1 / (rank + 1) ** THETA for rank in range(records)] if is_zipfian else [1.0] * records
    cumulative = list(itertools.accumulate(weights))
    while True:
        yield chance.choices(ranked, cum_weights=cumulative)[0]

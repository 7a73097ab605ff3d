"""Throttles: leaky buckets in PostgreSQL whose keys are keyed hashes, so that they name nobody."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from math import ceil

from django.db import connection

from kindr.privacy.vault import lookup
from kindr.shop.accounts.models import Bucket

THROTTLE = lookup.Index("throttle", 64)

POUR = (
    "INSERT INTO accounts_bucket AS bucket (key, level, at) VALUES (%(key)s, 1, %(at)s)"
    " ON CONFLICT (key) DO UPDATE SET at = GREATEST(bucket.at, EXCLUDED.at), level = LEAST(%(holds)s + 1,"
    " GREATEST(0, bucket.level - GREATEST(0, EXTRACT(EPOCH FROM EXCLUDED.at - bucket.at)) / %(seconds)s) + 1)"
    " RETURNING level"
)


@dataclass(frozen=True)
class Throttle:
    """A bucket holds `holds` tries and loses one every `seconds` seconds."""

    kind: str
    holds: int
    seconds: int


LETTERS_TO_AN_ADDRESS = Throttle("letters to an address", 5, 600)
LETTERS_FOR_A_CALLER = Throttle("letters for a caller", 40, 60)
CODES_OF_A_CALLER = Throttle("codes of a caller", 60, 20)
PASSWORDS_OF_AN_ADDRESS = Throttle("passwords of an address", 10, 120)
PASSWORDS_OF_A_CALLER = Throttle("passwords of a caller", 60, 30)
FACTORS_OF_A_PERSON = Throttle("second factors of a person", 6, 120)
PASSKEYS_OF_A_CALLER = Throttle("passkeys of a caller", 60, 20)


class TooManyTries(Exception):
    """A throttle is full; `seconds` tells how long until the next try."""

    def __init__(self, seconds: int) -> None:
        super().__init__(f"full for {seconds} seconds")
        self.seconds = seconds

    @property
    def minutes(self) -> int:
        """The waiting time in minutes, rounded up."""
        return max(1, ceil(self.seconds / 60))


def spend(throttle: Throttle, counted: object, *, at: datetime) -> None:
    """Spends one try of whoever is counted; raises TooManyTries. Called before any row is locked."""
    key = lookup.tag(THROTTLE, f"{throttle.kind}|{counted}")
    with connection.cursor() as cursor:
        cursor.execute(POUR, {"key": key, "at": at, "holds": float(throttle.holds), "seconds": throttle.seconds})
        level = float(cursor.fetchone()[0])
    if level > throttle.holds:
        raise TooManyTries(ceil((level - throttle.holds) * throttle.seconds))


def sweep(*, at: datetime) -> int:
    """Empties the buckets that nobody has poured into for a day; counts them."""
    return Bucket.objects.filter(at__lt=at - timedelta(days=1)).delete()[0]

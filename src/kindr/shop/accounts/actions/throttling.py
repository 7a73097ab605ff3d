"""Throttles: leaky buckets in PostgreSQL whose keys are keyed hashes, so that they name nobody."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from math import ceil

from django.db import connection

from kindr.privacy.vault import lookup
from kindr.shop.accounts.models import Bucket

THROTTLE = lookup.Index("throttle", 64)

LEFT = "GREATEST(0, bucket.level - GREATEST(0, EXTRACT(EPOCH FROM %(at)s - bucket.at)) / %(seconds)s)"
POUR = (
    "INSERT INTO accounts_bucket AS bucket (key, level, at) VALUES (%(key)s, 1, %(at)s)"  # noqa: S608  # constants
    f" ON CONFLICT (key) DO UPDATE SET level = {LEFT} + 1, at = GREATEST(bucket.at, EXCLUDED.at)"
    f" WHERE {LEFT} + 1 <= %(holds)s RETURNING level"
)
HAND_BACK = "UPDATE accounts_bucket SET level = GREATEST(0, level - 1) WHERE key = %(key)s"
MEASURE = f"SELECT {LEFT} FROM accounts_bucket AS bucket WHERE key = %(key)s"  # noqa: S608  # as above


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

ORDERS_FOR_AN_ADDRESS = Throttle("orders for an address", 12, 600)
"""Whoever orders without paying sends letters to an address that need not be theirs, and holds pieces meanwhile."""

PICTURES_OF_A_CALLER = Throttle("pictures of a caller", 20, 15)
"""A picture costs a second of a processor's time; a household measures a handful of feet in an evening."""


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
    counted_as = {"holds": throttle.holds, "seconds": throttle.seconds}
    values: dict[str, bytes | datetime | int] = {"key": key, "at": at, **counted_as}
    with connection.cursor() as cursor:
        cursor.execute(POUR, values)
        if cursor.fetchone() is not None:
            return
        cursor.execute(MEASURE, values)
        row = cursor.fetchone()
    left = float(row[0]) if row else float(throttle.holds)
    raise TooManyTries(ceil((left + 1 - throttle.holds) * throttle.seconds))


def hand_back(throttle: Throttle, counted: object) -> None:
    """Takes one try out of the count again: nothing was done for it."""
    with connection.cursor() as cursor:
        cursor.execute(HAND_BACK, {"key": lookup.tag(THROTTLE, f"{throttle.kind}|{counted}")})


def sweep(*, at: datetime) -> int:
    """Empties the buckets that nobody has poured into for a day; counts them."""
    return Bucket.objects.filter(at__lt=at - timedelta(days=1)).delete()[0]

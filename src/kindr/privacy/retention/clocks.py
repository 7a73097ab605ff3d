"""A clock that runs ahead would forget too early: before a sweep it is held against the clocks of both servers."""

from __future__ import annotations

from datetime import datetime, timedelta

from django.db import connections

from kindr.privacy.vault.keyrings import KEYS

MOST = timedelta(minutes=55)
"""A wrong zone is an hour off at least; clocks of machines that are looked after differ by milliseconds."""


class ClockDoubtful(Exception):
    """This program and a server disagree on what time it is, so nothing is forgotten by either."""

    def __init__(self, server: str, apart: timedelta) -> None:
        self.hours = int(apart.total_seconds() // 3600)
        super().__init__(f"the clocks of this program and of the server of the {server} are {self.hours} hours apart")


def check(at: datetime) -> None:
    """Raises ClockDoubtful when one of the servers has another time."""
    for server, alias in (("data", "default"), ("keys", KEYS)):
        with connections[alias].cursor() as cursor:
            cursor.execute("SELECT clock_timestamp()")
            apart = abs(cursor.fetchone()[0] - at)
        if apart > MOST:
            raise ClockDoubtful(server, apart)

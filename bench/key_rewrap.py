"""Turning the root key: every data key is opened, checked and wrapped again, beside an UPDATE of the same bytes."""

from __future__ import annotations

import os
import uuid
from collections.abc import Iterator

from django.db import connections

from bench.measuring import Claim, by_turns
from kindr.base import clock
from kindr.privacy.vault import keyrings, rotation
from kindr.privacy.vault.copying import new_keys
from kindr.privacy.vault.wrapping import KEYS, Slot

NUMBER = 2000
BYTES = 60
SAME_UPDATE = (
    "UPDATE vault_datakey k SET wrapped = m.wrapped, epoch = k.epoch"
    " FROM unnest(%s::uuid[], %s::bytea[]) AS m(id, wrapped) WHERE k.id = m.id"
)


def claims() -> Iterator[Claim]:
    """The cost of wrapping two thousand keys again, batch by batch."""
    new_keys([Slot(uuid.uuid4(), "profile", "life") for _ in range(NUMBER)], at=clock.now())

    def wrap_again() -> None:
        rotation.rewrap(keyrings.roots().start_epoch())

    def change_the_bytes() -> None:
        with connections[KEYS].cursor() as cursor:
            cursor.execute("SELECT id, wrapped FROM vault_datakey ORDER BY id")
            rows = cursor.fetchall()
            for first in range(0, len(rows), rotation.BATCH):
                part = rows[first : first + rotation.BATCH]
                os.urandom(BYTES * len(part))
                cursor.execute(SAME_UPDATE, [[row[0] for row in part], [row[1] for row in part]])

    yield by_turns(
        f"{NUMBER} data keys opened, checked and wrapped under a new root, beside an UPDATE of the same bytes",
        wrap_again, change_the_bytes, target=3.0, rounds=8, warm_up=2,
    )  # fmt: skip

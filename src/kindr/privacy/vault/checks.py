"""The system check that root keys and key server belong together: a lost or wrong key file is found before serving."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django.core.checks import CheckMessage, Error, Tags, register
from django.db import DatabaseError, connections

from kindr.privacy.vault import wrapping
from kindr.privacy.vault.ports import EpochUnknown
from kindr.privacy.vault.sealing import TamperedSeal
from kindr.privacy.vault.wrapping import COLUMNS, KEYS

ONE_OF_EACH = f"SELECT DISTINCT ON (epoch) {COLUMNS} FROM vault_datakey ORDER BY epoch"  # noqa: S608  # names of columns


@register(Tags.database)
def the_roots_open_the_keys(databases: Sequence[str] | None = None, **_: Any) -> list[CheckMessage]:
    """One key of each epoch can be unwrapped; epochs whose root was destroyed on purpose are left out."""
    if KEYS not in (databases or ()):
        return []
    try:
        with connections[KEYS].cursor() as cursor:
            cursor.execute(ONE_OF_EACH)
            rows = cursor.fetchall()
    except DatabaseError:
        return []  # the server is away, or not migrated yet: other checks say so
    return [_problem(row[5]) for row in rows if not _opens(row)]


def _opens(row: tuple[Any, ...]) -> bool:
    try:
        wrapping.unwrap(row, {})
    except (TamperedSeal, EpochUnknown):
        return False
    return True


def _problem(epoch: int) -> CheckMessage:
    return Error(
        f"The root keys do not open the keys of epoch {epoch} on the key server.",
        hint="Put the key file of this installation back; with another one, everything sealed would be lost.",
        id="vault.E003",
    )

"""The certificate of an erasure: the signed receipt, the day on which the last copy dies, and what was destroyed since.

Until the last backup of the keys has expired, somebody who held that backup and the root key could still open what a
data backup holds; after that day nobody can. Later destructions are read from the tombstones that each shred leaves.
"""

from __future__ import annotations

import uuid
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

from django.db import connections

from kindr.base import statements
from kindr.base.clock import JAKARTA
from kindr.privacy import ports, registry
from kindr.privacy.rights import planning
from kindr.privacy.rights.fulfilment import outside
from kindr.privacy.rights.fulfilment.models import Fulfilment
from kindr.privacy.rights.models import Erasure
from kindr.privacy.rights.stores.keys import slots_of
from kindr.privacy.vault import keyrings
from kindr.privacy.vault.keyrings import CLOSED


@dataclass(frozen=True)
class Lifetimes:
    """How many days copies live, as this installation is configured."""

    key_backups: int
    data_backups: int
    logs: int

    @property
    def longest(self) -> int:
        """How long after an erasure the last copy dies."""
        return max(self.key_backups, self.data_backups, self.logs)


_lifetimes: list[Lifetimes] = []


def adopt_lifetimes(lifetimes: Lifetimes) -> None:
    """Tells how long copies live here; called by the wiring."""
    _lifetimes[:] = [lifetimes]


def last_copy_dies_on(moment: datetime) -> date:
    """The day after which nobody can open a copy of what was erased at a moment, backups and logs included."""
    return (moment.astimezone(JAKARTA) + timedelta(days=_lifetimes[0].longest)).date()


def certificate_of(erasure: Erasure, *, at: datetime) -> dict[str, Any] | None:
    """The certificate as it stands now, signed; None while there is no receipt. Its final form names no kept clause."""
    if erasure.receipt is None:
        return None
    destroyed, kept = _since(erasure)
    copies = max([erasure.finished_at or at, *(moment for _clause, moment in destroyed)])
    answers = outside.answers_of([erasure.pk, *_runs_of(erasure)])
    content: dict[str, Any] = {
        "v": 1,
        "certificate": str(erasure.id),
        "receipt": erasure.receipt,
        "issued_at": at.isoformat(),
        "last_copy_dies_on": last_copy_dies_on(copies).isoformat(),
        "copies_live_days": {"keys": _lifetimes[0].key_backups, "data": _lifetimes[0].data_backups,
                             "logs": _lifetimes[0].logs},
        "destroyed_later": [{"clause": clause, "on": moment.isoformat()} for clause, moment in destroyed],
        "kept_clauses": kept,
        "outside": [
            {"party": row.party, "state": row.state, "answered_at": row.answered_at and row.answered_at.isoformat()}
            for row in answers
        ],
        "final": not kept and all(row.answered_at for row in answers) and erasure.finished_at is not None,
    }  # fmt: skip
    return statements.signed(content, ports.signer())


def _since(erasure: Erasure) -> tuple[list[tuple[str, datetime]], list[str]]:
    """What was destroyed after the receipt, by number of the clause, and the numbers of what is still kept."""
    people, clauses = planning.erased_with(erasure.person_id), registry.policy().clauses
    issued = datetime.fromisoformat((erasure.receipt or {})["issued_at"])
    with connections[keyrings.KEYS].cursor() as cursor:
        cursor.execute(
            "SELECT clause, max(shredded_at) FROM vault_tombstone WHERE person_id = ANY(%s) AND shredded_at > %s"
            " AND clause <> %s GROUP BY clause ORDER BY 2, 1",
            [list(people), issued, CLOSED],
        )
        gone = [(clauses[key].number, moment) for key, moment in cursor.fetchall() if key in clauses]
    kept = {slot.clause for slot in slots_of(people)}
    return gone, [clause.number for key, clause in clauses.items() if key in kept]


def _runs_of(erasure: Erasure) -> list[uuid.UUID]:
    return list(Fulfilment.objects.filter(erasure=erasure.pk).values_list("pk", flat=True))

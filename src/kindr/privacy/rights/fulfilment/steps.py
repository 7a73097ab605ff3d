"""The steps of each kind of fulfilment, in order; each may be done again after a crash without doing more."""

from __future__ import annotations

import uuid
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from kindr.privacy.access.terms import Access
from kindr.privacy.rights import stores
from kindr.privacy.rights.fulfilment import packages
from kindr.privacy.rights.fulfilment.models import Fulfilment
from kindr.privacy.rights.fulfilment.terms import Evidence, Kind


@dataclass(frozen=True)
class Run:
    """What a step works on."""

    row: Fulfilment
    people: frozenset[uuid.UUID]
    access: Access
    at: datetime


Step = Callable[[Run], Evidence | None]
"""None says that the step is not finished, and is to be done again later."""


def of(kind: Kind) -> Sequence[tuple[str, Step]]:
    """The steps of a kind, in order."""
    return _STEPS[kind]


def visit_stores(run: Run) -> Evidence:
    """Asks every store what it holds; the counts are the evidence that each was asked."""
    found = {store.name: store.discover(run.people) for store in stores.registered()}
    clauses = sorted({holding.slot.clause for holdings in found.values() for holding in holdings})
    return Evidence({name: sum(holding.count for holding in held) for name, held in found.items()}, clauses)


def pack(run: Run) -> Evidence:
    """Makes the package."""
    return Evidence(packages.make(run.row, access=run.access, at=run.at))


_STEPS: Mapping[Kind, Sequence[tuple[str, Step]]] = {
    Kind.ACCESS: (("stores", visit_stores), ("package", pack)),
    Kind.PORTABILITY: (("stores", visit_stores), ("package", pack)),
}

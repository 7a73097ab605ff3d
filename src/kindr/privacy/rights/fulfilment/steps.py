"""The steps of each kind of fulfilment, in order; each may be done again after a crash without doing more."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence

from kindr.privacy.rights import stores
from kindr.privacy.rights.fulfilment import correcting, erasing, objecting, packages, restriction
from kindr.privacy.rights.fulfilment.terms import Evidence, Kind, Run, State

Step = Callable[[Run], Evidence | State]
"""A state instead of evidence says that the step is not finished, and is to be done again later."""


def of(kind: Kind) -> Sequence[tuple[str, Step]]:
    """The steps of a kind, in order; every store is asked first, whatever the kind."""
    return [("stores", visit_stores), *_STEPS[kind]]


def visit_stores(run: Run) -> Evidence:
    """Asks every store what it holds; the counts are the evidence that each was asked."""
    found = _held(run)
    clauses = sorted({holding.slot.clause for holdings in found.values() for holding in holdings})
    return Evidence({name: sum(holding.count for holding in held) for name, held in found.items()}, clauses)


def _held(run: Run) -> Mapping[str, Sequence[stores.Holding]]:
    """What every store holds; each is asked once, however many steps want to know."""
    if not run.held:
        run.held.update({store.name: store.discover(run.people) for store in stores.registered()})
    return run.held


def pack(run: Run) -> Evidence:
    """Makes the package."""
    return Evidence(packages.make(run.row, people=run.people, access=run.access, at=run.at, held=_held(run)))


_STEPS: Mapping[Kind, Sequence[tuple[str, Step]]] = {
    Kind.ACCESS: [("package", pack)],
    Kind.PORTABILITY: [("package", pack)],
    Kind.CORRECTION: [
        ("check", correcting.check),
        ("copies", correcting.reach),
        ("records", correcting.put_right),
        ("outside", correcting.tell_outside),
    ],
    Kind.RESTRICTION: [("restrict", restriction.restrict), ("outside", restriction.tell_outside)],
    Kind.LIFTING: [("lift", restriction.lift), ("outside", restriction.tell_outside)],
    Kind.OBJECTION: [("objection", objecting.object_to)],
    Kind.ERASURE: [("erase", erasing.erase)],
    Kind.WITHDRAWAL: [("withdrawal", objecting.withdraw)],
}

"""Size advice at the desk: which size fits a customer's children, and never what was measured (policy 2.5.3, 5.1)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from kindr.privacy import gates
from kindr.privacy.access.declare import system_access
from kindr.privacy.access.terms import Access, PurposeNotAllowed
from kindr.privacy.people import PersonKind
from kindr.shop.desk.queries.cards import Met
from kindr.shop.desk.rules import ANSWERING
from kindr.shop.measuring.queries import KindAdvice, MeasuredChild, ShoeAdvice, advice, usable_children


@dataclass(frozen=True)
class ChildSizes:
    """The sizes of one child, for each kind of garment; `number` is that of the page's other links."""

    number: int
    kinds: tuple[KindAdvice, ...]
    shoe: ShoeAdvice | None


def sizes_of(met: Met, *, access: Access, at: datetime) -> tuple[ChildSizes, ...]:
    """What fits the children of a customer whose question somebody answers; raises PurposeNotAllowed.

    The program opens the measurements and hands on sizes alone; that the colleague is shown them, and to whom they
    answer, stands in each child's record first. Children whose guardians do not consent, or have paused, are left out.
    Raises LogUnavailable.
    """
    if access.purpose not in ANSWERING:
        raise PurposeNotAllowed("size advice is shown to whoever answers a customer", clause="5.4")
    children = [met.id] if met.kind is PersonKind.CHILD else list(met.children)
    known = usable_children(children, access=system_access("measure_sizes"), at=at)
    told = {child.person: advice(child.measured) for child in known if child.can_be_advised}
    gates.advise({child.person: _drawn_from(child) for child in known if child.person in told}, access=access, at=at)
    return tuple(
        ChildSizes(number, told[child].kinds, told[child].shoe)
        for number, child in enumerate(children, start=1)
        if child in told
    )


def _drawn_from(child: MeasuredChild) -> list[str]:
    """The clauses that the advice about a child is drawn from."""
    return ["child_profile", "measurements"] if child.kept else ["child_profile"]

"""What buyers said of sizes: counts of products, which know nobody, and the words of one buyer (policy 2.3.5)."""

from __future__ import annotations

import uuid
from collections.abc import Callable, Collection, Sequence
from datetime import datetime

from django.db.models import Exists, F, OuterRef

from kindr.privacy import gates
from kindr.privacy.access.terms import Access
from kindr.privacy.consent import objections
from kindr.privacy.vault import keyrings
from kindr.privacy.vault.ports import EpochUnknown
from kindr.privacy.vault.sealing import TamperedSeal, UnknownFormat
from kindr.shop.measuring.models import FitTotals, FitVerdict
from kindr.shop.measuring.rules.feedback import LEAST_BUYERS, Verdict, Verdicts

PURPOSE = "improve_sizes"
Words = Callable[[Sequence[FitVerdict]], Sequence[gates.Opened[FitVerdict]]]
"""Opens rows together."""
DAMAGED = (TamperedSeal, UnknownFormat, EpochUnknown, ValueError)
"""What a row says of itself that was changed or moved, or whose key was: nobody reads it again."""


def bias_cm(product: int) -> float:
    """How much larger than its label a product turns out, in cm of height; 0 as long as few said anything."""
    return biases([product]).get(product, 0.0)


def biases(products: Collection[int] | None = None) -> dict[int, float]:
    """As `bias_cm` of some products, or of all: those that turn out as their charts say are left out. One query.

    No page shows the counts behind it: a count of one, or of many who all said the same, is what each of them said.
    """
    rows = FitTotals.objects.filter(_many_spoke(), is_stale=False).exclude(too_small=F("too_large"))
    wanted = rows if products is None else rows.filter(product__in=products)
    found = {row.product: Verdicts(row.too_small, row.right, row.too_large).bias_cm for row in wanted}
    return {product: bias for product, bias in found.items() if bias}


def pausing(people: Collection[uuid.UUID]) -> list[uuid.UUID]:
    """Those of some people who have paused the use of what they say of sizes: it is stored and not used."""
    found = keyrings.restricted_clauses(people)
    return [person for person, clauses in found.items() if FitVerdict.clause in clauses]


def is_objecting(person: uuid.UUID) -> bool:
    """Whether somebody wants no such use of what they say of sizes (policy 6.3.5)."""
    return bool(objections.people_who_object(PURPOSE, [person]))


def _many_spoke() -> Exists:
    """Whether enough different people are in the counts: one who bought five colours is one, whatever was said of each.

    The last of the people who are needed is looked for, so that the index is left as soon as enough were met.
    """
    people = FitVerdict.objects.filter(product=OuterRef("product"), is_counted=True).order_by().values("person_id")
    return Exists(people.distinct()[LEAST_BUYERS - 1 : LEAST_BUYERS])


def said_of_lines(lines: Collection[int], *, access: Access, at: datetime) -> dict[int, Verdict]:
    """What was said of lines of an order and can be read now, opened together; raises Refused.

    What the law has locked is left out, and so is what was damaged: neither keeps anybody from the rest.
    """
    rows = list(FitVerdict.objects.filter(line__in=lines))
    said = words_of(rows, lambda some: gates.read_usable(some, access=access, at=at))
    return {row.line: said[row.pk] for row in rows if row.pk in said}


def words_of(
    rows: Sequence[FitVerdict], opening: Words, *, but: tuple[type[Exception], ...] = DAMAGED
) -> dict[uuid.UUID, Verdict]:
    """What each of the rows says that can be read: together, and when one of them cannot, in ever smaller parts."""
    try:
        return {each.record.pk: Verdict(each.verdict) for each in opening(rows) if not each.is_forgotten}
    except but:
        half = len(rows) // 2
        parts = (rows[:half], rows[half:]) if half else ()
        return {row: word for part in parts for row, word in words_of(part, opening, but=but).items()}

"""What buyers said of sizes: counts of products, which know nobody, and the words of one buyer (policy 2.3.5)."""

from __future__ import annotations

from collections.abc import Collection
from datetime import datetime

from django.db.models import F

from kindr.privacy import gates
from kindr.privacy.access.terms import Access
from kindr.shop.measuring.models import FitTotals, FitVerdict
from kindr.shop.measuring.rules.feedback import Verdict, Verdicts


def verdicts_on(products: Collection[int]) -> dict[int, Verdicts]:
    """The counts of products that somebody spoke of, by their numbers. One query however many, and no person in it."""
    rows = FitTotals.objects.filter(product__in=products, is_stale=False)
    return {row.product: Verdicts(row.too_small, row.right, row.too_large) for row in rows}


def bias_cm(product: int) -> float:
    """How much larger than its label a product turns out, in cm of height; 0 as long as nobody said anything."""
    return verdicts_on([product]).get(product, Verdicts()).bias_cm


def biases(products: Collection[int] | None = None) -> dict[int, float]:
    """As `bias_cm` of some products, or of all: those that turn out as their charts say are left out. One query."""
    rows = FitTotals.objects.filter(is_stale=False).exclude(too_small=F("too_large"))
    wanted = rows if products is None else rows.filter(product__in=products)
    return {row.product: Verdicts(row.too_small, row.right, row.too_large).bias_cm for row in wanted}


def said_of_lines(lines: Collection[int], *, access: Access, at: datetime) -> dict[int, Verdict]:
    """What was said of lines of an order, opened together; raises Refused."""
    rows = list(FitVerdict.objects.filter(line__in=lines))
    opened = gates.read_many(rows, access=access, at=at)
    return {each.record.line: Verdict(each.verdict) for each in opened if not each.is_forgotten}

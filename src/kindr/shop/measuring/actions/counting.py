"""Counting what buyers say for each product, and taking it out again, each exactly once (policy 4.7.12).

The counts of a product are locked before its rows are marked, by whoever counts: nobody adds or takes out in between.
"""

from __future__ import annotations

import uuid
from collections.abc import Collection, Mapping
from datetime import datetime

from django.db import transaction
from django.db.models import F

from kindr.privacy import gates
from kindr.privacy.access.declare import system_access
from kindr.privacy.access.terms import Access, ActorKind, Restricted
from kindr.privacy.vault.keyrings import Slot
from kindr.shop.measuring.models import FitTotals, FitVerdict
from kindr.shop.measuring.rules.feedback import Verdict, Verdicts, counted

TRIES = 3


def add(product: int, verdict: Verdict) -> None:
    """Counts one word more; in one transaction with its row."""
    FitTotals.objects.bulk_create([FitTotals(product=product)], ignore_conflicts=True)
    FitTotals.objects.filter(product=product).update(**{verdict.value: F(verdict.value) + 1})


def take_out(slots: Collection[Slot], *, access: Access, at: datetime) -> None:
    """Takes the words under these keys out of the counts before the keys go.

    The person opens their own; else the program does, to carry out the right. What not even that may open stays
    counted, and its product is counted anew when the row goes.
    """
    rows = list(FitVerdict.objects.filter(covers__in=[slot.period for slot in slots], is_counted=True))
    if not rows:
        return
    by = access if access.actor.kind is ActorKind.PERSON else system_access("erase_my_data")
    try:
        opened = gates.read_many(rows, access=by, at=at)
    except Restricted:
        return
    said = {each.record.pk: Verdict(each.verdict) for each in opened if not each.is_forgotten}
    for product in sorted({row.product for row in rows}):
        _take_out(product, {row.pk: said[row.pk] for row in rows if row.product == product and row.pk in said})


def make_stale_anew(*, at: datetime) -> None:
    """Counts every product anew of which a row went without being taken out before."""
    for product in FitTotals.objects.filter(is_stale=True).values_list("product", flat=True):
        for _attempt in range(TRIES):
            rows = list(FitVerdict.objects.filter(product=product))
            opened = gates.read_usable(rows, access=system_access("improve_sizes"), at=at)
            said = {each.record.pk: Verdict(each.verdict) for each in opened if not each.is_forgotten}
            if _set(product, said, of={row.pk for row in rows}):
                break


def _take_out(product: int, said: Mapping[uuid.UUID, Verdict]) -> None:
    with transaction.atomic():
        totals, _made = FitTotals.objects.select_for_update().get_or_create(pk=product)
        rows = FitVerdict.objects.select_for_update().filter(pk__in=said, is_counted=True)
        going = list(rows.values_list("pk", flat=True))
        left = _of(totals) - counted(said[row] for row in going)
        # Nobody's erasure waits for a sum: one that could fall below nothing is wrong, and is made anew.
        totals.is_stale |= min(left.too_small, left.right, left.too_large) < 0
        _write(totals, left)
        FitVerdict.objects.filter(pk__in=going).update(is_counted=False)


def _set(product: int, said: Mapping[uuid.UUID, Verdict], *, of: Collection[uuid.UUID]) -> bool:
    """Whether the counts are those of the rows that are there: none came while they were being opened."""
    with transaction.atomic():
        totals = FitTotals.objects.select_for_update().get(pk=product)
        here = set(FitVerdict.objects.filter(product=product).values_list("pk", flat=True))
        if here - set(of):
            return False
        totals.is_stale = False
        _write(totals, counted(word for row, word in said.items() if row in here))
        FitVerdict.objects.filter(product=product, pk__in=said).update(is_counted=True)
        FitVerdict.objects.filter(product=product).exclude(pk__in=said).update(is_counted=False)
        return True


def _of(totals: FitTotals) -> Verdicts:
    return Verdicts(totals.too_small, totals.right, totals.too_large)


def _write(totals: FitTotals, counts: Verdicts) -> None:
    totals.too_small, totals.right = max(0, counts.too_small), max(0, counts.right)
    totals.too_large = max(0, counts.too_large)
    totals.save(update_fields=["too_small", "right", "too_large", "is_stale"])

"""Counting what buyers say for each product, and taking it out again, each exactly once (policy 4.7.12).

Whoever pauses the use of their words is taken out, and put back when the pause ends. Rows are locked before the counts
of their product, by whoever counts: the trigger of a row that goes comes in the same order, so that nobody waits in a
circle.
"""

from __future__ import annotations

import logging
import uuid
from collections.abc import Collection, Mapping, Sequence
from datetime import datetime

from django.db import transaction
from django.db.models import F

from kindr.privacy import gates
from kindr.privacy.access.declare import system_access
from kindr.privacy.access.terms import Access, ActorKind, Refused
from kindr.privacy.retention import held
from kindr.privacy.vault import slot_locks
from kindr.privacy.vault.keyrings import Slot
from kindr.shop.measuring.models import FitTotals, FitVerdict
from kindr.shop.measuring.queries.verdicts import DAMAGED, pausing, words_of
from kindr.shop.measuring.rules.feedback import Verdict, Verdicts, counted

TRIES = 3

logger = logging.getLogger(__name__)


def add(product: int, verdict: Verdict) -> None:
    """Counts one word more; in one transaction with its row."""
    FitTotals.objects.bulk_create([FitTotals(product=product)], ignore_conflicts=True)
    FitTotals.objects.filter(product=product).update(**{verdict.value: F(verdict.value) + 1})


def take_out(slots: Collection[Slot], *, access: Access, at: datetime) -> None:
    """Takes the words under these keys out of the counts before the keys go; raises LogUnavailable.

    The person opens their own; else the program does, to carry out the right. Nobody's erasure waits for a sum: what
    not even that may open, or what is damaged, stays counted, and nobody uses its product's counts until they are made
    anew.
    """
    rows = list(FitVerdict.objects.filter(covers__in=[slot.period for slot in slots], is_counted=True))
    if not rows:
        return
    by = access if access.actor.kind is ActorKind.PERSON else system_access("erase_my_data")
    said = words_of(rows, lambda some: gates.read_many(some, access=by, at=at), but=(Refused, *DAMAGED))
    for product in sorted({row.product for row in rows}):
        of_product = [row.pk for row in rows if row.product == product]
        _take_out(product, {row: said[row] for row in of_product if row in said})
        if not said.keys() >= set(of_product):
            FitTotals.objects.filter(pk=product).update(is_stale=True)


def put_back(slots: Collection[Slot], *, access: Access, at: datetime) -> None:  # noqa: ARG001  # the program counts
    """Counts the words under these keys again, as far as they may be used now."""
    keys = [slot.period for slot in slots]
    _put_back(list(FitVerdict.objects.filter(covers__in=keys, is_counted=False)), at=at)


def keep_to_pauses(*, access: Access, at: datetime) -> None:
    """Takes out what was said in the very moment of a pause, and puts back what a pause left behind."""
    halted = pausing(set(FitVerdict.objects.values_list("person_id", flat=True)))
    late = FitVerdict.objects.filter(person_id__in=halted, is_counted=True)
    take_out([row.slot for row in late], access=access, at=at)
    _put_back(list(FitVerdict.objects.filter(is_counted=False).exclude(person_id__in=halted)), at=at)


def make_stale_anew(*, at: datetime) -> None:
    """Counts every product anew of which a row went without being taken out before; one that fails holds up no other.

    Raises ExceptionGroup, of what failed, once the others are counted.
    """
    failed = list[Exception]()
    for product in FitTotals.objects.filter(is_stale=True).order_by("product").values_list("product", flat=True):
        try:
            _make_anew(product, at=at)
        except Exception as problem:
            logger.exception("the counts of product %s could not be made anew", product)
            failed.append(problem)
    if failed:
        raise ExceptionGroup("some counts could not be made anew", failed)


def doubt_what_is_locked(*, at: datetime) -> None:
    """Makes the counts stale that have a locked word in them: a restore brings back the count, and locks the key anew.

    Nothing is opened; the next `make_stale_anew` leaves the word out.
    """
    rows = list(FitVerdict.objects.filter(held.in_force(at).rows(FitVerdict.clause), is_counted=True))
    open_still = set(slot_locks.not_locked([row.slot for row in rows]))
    locked = {row.product for row in rows if row.slot not in open_still}
    FitTotals.objects.filter(pk__in=locked).update(is_stale=True)


def _make_anew(product: int, *, at: datetime) -> None:
    for _attempt in range(TRIES):
        rows = list(FitVerdict.objects.filter(product=product))
        if _set(product, _usable(rows, at=at), of={row.pk: row.is_counted for row in rows}):
            return


def _usable(rows: Sequence[FitVerdict], *, at: datetime) -> dict[uuid.UUID, Verdict]:
    """What may be counted of some rows, and can be read."""
    access = system_access("improve_sizes")
    return words_of(rows, lambda some: gates.read_usable(some, access=access, at=at))


def _put_back(rows: Sequence[FitVerdict], *, at: datetime) -> None:
    product_of = {row.pk: row.product for row in rows}
    said = _usable(rows, at=at)
    for product in sorted({product_of[row] for row in said}):
        with transaction.atomic():
            back = FitVerdict.objects.select_for_update().filter(pk__in=said, product=product, is_counted=False)
            coming = list(back.order_by("pk").values_list("pk", flat=True))
            totals, _made = FitTotals.objects.select_for_update().get_or_create(pk=product)
            _write(totals, _of(totals) + counted(said[row] for row in coming))
            FitVerdict.objects.filter(pk__in=coming).update(is_counted=True)


def _take_out(product: int, said: Mapping[uuid.UUID, Verdict]) -> None:
    with transaction.atomic():
        rows = FitVerdict.objects.select_for_update().filter(pk__in=said, is_counted=True).order_by("pk")
        going = list(rows.values_list("pk", flat=True))
        totals, _made = FitTotals.objects.select_for_update().get_or_create(pk=product)
        left = _of(totals) - counted(said[row] for row in going)
        # Nobody's erasure waits for a sum: one that could fall below nothing is wrong, and is made anew.
        totals.is_stale |= min(left.too_small, left.right, left.too_large) < 0
        _write(totals, left)
        FitVerdict.objects.filter(pk__in=going).update(is_counted=False)


def _set(product: int, said: Mapping[uuid.UUID, Verdict], *, of: Mapping[uuid.UUID, bool]) -> bool:
    """Whether the counts are those of the rows that are there: none came while they were being opened.

    A row that is going is waited for, and one that was taken out since it was opened (`of` says whether each was
    counted then) stays out.
    """
    with transaction.atomic():
        rows = FitVerdict.objects.select_for_update().filter(product=product, pk__in=of).order_by("pk")
        here = dict(rows.values_list("pk", "is_counted"))
        totals = FitTotals.objects.select_for_update().get(pk=product)
        if FitVerdict.objects.filter(product=product).exclude(pk__in=of).exists():
            return False
        counts = {row: said[row] for row, is_in in here.items() if row in said and (is_in or not of[row])}
        totals.is_stale = False
        _write(totals, counted(counts.values()))
        FitVerdict.objects.filter(pk__in=counts).update(is_counted=True)
        FitVerdict.objects.filter(pk__in=here.keys() - counts.keys()).update(is_counted=False)
        return True


def _of(totals: FitTotals) -> Verdicts:
    return Verdicts(totals.too_small, totals.right, totals.too_large)


def _write(totals: FitTotals, counts: Verdicts) -> None:
    totals.too_small, totals.right = max(0, counts.too_small), max(0, counts.right)
    totals.too_large = max(0, counts.too_large)
    totals.save(update_fields=["too_small", "right", "too_large", "is_stale"])

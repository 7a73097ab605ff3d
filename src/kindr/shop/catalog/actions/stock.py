"""Taking from and giving to the stock: the counter and its book change together or not at all."""

from __future__ import annotations

import uuid
from collections.abc import Iterable, Mapping
from datetime import datetime

from django.db import transaction
from django.db.models import F

from kindr.shop.catalog.models import Reason, StockMovement, Variant
from kindr.shop.catalog.queries.stock import parts_of, pieces_out


class SoldOut(Exception):
    """Fewer pieces are left than were asked for."""

    def __init__(self, *, variant_id: int, sku: str, wanted: int, left: int) -> None:
        self.variant_id = variant_id
        self.sku = sku
        self.wanted = wanted
        self.left = left
        super().__init__(f"Only {left} of {sku} left, {wanted} wanted.")


class ReturnedTooMuch(Exception):
    """More pieces of an order would come back than ever went out."""


def take_stock(lines: Mapping[int, int], *, order: uuid.UUID, at: datetime) -> None:
    """Takes pieces for an order, all lines or none; lines are variant id -> pieces (above zero).

    Taking again for the same order and variant changes nothing. Raises SoldOut for the first variant that falls short.
    """
    _check_pieces(lines)
    with transaction.atomic():
        variants = locked_variants(lines)
        taken = _already(order, lines, Reason.SOLD)
        for variant in variants:
            if variant.pk not in taken:
                _take(variant, lines[variant.pk])
        _note({key: -lines[key] for key in lines if key not in taken}, Reason.SOLD, order=order, at=at)


def return_stock(lines: Mapping[int, int], *, order: uuid.UUID, at: datetime, reason: Reason = Reason.RETURNED) -> None:
    """Gives pieces of an order back as RETURNED or RELEASED; once per order, variant and reason, however often asked.

    Raises ReturnedTooMuch when the order never took that many.
    """
    _check_pieces(lines)
    if reason not in (Reason.RETURNED, Reason.RELEASED):
        raise ValueError("Pieces of an order come back as returned or released.")
    with transaction.atomic():
        locked_variants(lines)
        given = _already(order, lines, reason)
        coming = {key: pieces for key, pieces in lines.items() if key not in given}
        _check_went_out(coming, order=order)
        for key, pieces in sorted(coming.items()):
            Variant.objects.filter(pk=key).update(stock=F("stock") + pieces)
        _note(coming, reason, order=order, at=at)


def return_more(lines: Mapping[int, int], *, order: uuid.UUID, at: datetime) -> None:
    """Gives further pieces of an order back as RETURNED: each call counts, so the caller sees to it that it is one.

    Raises ReturnedTooMuch when the order has not so many out any more.
    """
    _check_pieces(lines)
    with transaction.atomic():
        locked_variants(lines)
        out = pieces_out(order, list(lines))
        if any(pieces > out.get(key, 0) for key, pieces in lines.items()):
            raise ReturnedTooMuch("More would come back than this order has out.")
        for key, pieces in sorted(lines.items()):
            Variant.objects.filter(pk=key).update(stock=F("stock") + pieces)
            _note({key: pieces}, Reason.RETURNED, order=_free_part(order, key), at=at)


def _free_part(order: uuid.UUID, variant: int) -> uuid.UUID:
    """The first of an order's entries in the book under which nothing of this variant has come back."""
    parts = parts_of(order)
    used = StockMovement.objects.filter(order__in=parts, variant_id=variant, reason=Reason.RETURNED)
    return next(part for part in parts if part not in set(used.values_list("order", flat=True)))


def receive_stock(lines: Mapping[int, int], *, at: datetime) -> None:
    """Adds new pieces from the workshop; lines are variant id -> pieces (above zero)."""
    _check_pieces(lines)
    with transaction.atomic():
        for variant in locked_variants(lines):
            Variant.objects.filter(pk=variant.pk).update(stock=F("stock") + lines[variant.pk])
        _note(lines, Reason.RECEIVED, order=None, at=at)


def correct_stock(*, variant_id: int, counted: int, at: datetime) -> None:
    """Sets the counter to what was counted on the shelf and books the difference; raises ValueError below zero."""
    if counted < 0:
        raise ValueError("A shelf cannot hold fewer than no pieces.")
    with transaction.atomic():
        (variant,) = locked_variants([variant_id])
        difference = counted - variant.stock
        if difference:
            Variant.objects.filter(pk=variant_id).update(stock=counted)
            _note({variant_id: difference}, Reason.CORRECTED, order=None, at=at)


def shift_stock(lines: Mapping[int, int], *, at: datetime) -> None:
    """Books differences that a count has shown, above or below zero, whatever was sold since; raises SoldOut."""
    moved = {key: pieces for key, pieces in lines.items() if pieces}
    with transaction.atomic():
        for variant in locked_variants(moved):
            pieces = moved[variant.pk]
            if variant.stock + pieces < 0:
                raise SoldOut(variant_id=variant.pk, sku=variant.sku, wanted=-pieces, left=variant.stock)
            Variant.objects.filter(pk=variant.pk).update(stock=F("stock") + pieces)
        _note(moved, Reason.CORRECTED, order=None, at=at)


def _check_pieces(lines: Mapping[int, int]) -> None:
    if any(pieces < 1 for pieces in lines.values()):
        raise ValueError("A line holds at least one piece.")


def locked_variants(keys: Iterable[int]) -> list[Variant]:
    """The variants by id, locked until the transaction ends; raises Variant.DoesNotExist when one is not there."""
    # Everyone locks in the same order, so two orders that share variants wait for each other and never deadlock.
    wanted = sorted(keys)
    rows = list(Variant.objects.select_for_update().filter(pk__in=wanted).order_by("pk"))
    if len(rows) != len(wanted):
        raise Variant.DoesNotExist("One of the variants is not in the catalogue.")
    return rows


def _already(order: uuid.UUID, lines: Mapping[int, int], reason: Reason) -> set[int]:
    booked = StockMovement.objects.filter(order=order, reason=reason, variant_id__in=list(lines))
    return set(booked.values_list("variant_id", flat=True))


def _check_went_out(lines: Mapping[int, int], *, order: uuid.UUID) -> None:
    out = pieces_out(order, list(lines))
    if any(pieces > out.get(key, 0) for key, pieces in lines.items()):
        raise ReturnedTooMuch("More would come back than this order took.")


def _take(variant: Variant, pieces: int) -> None:
    # The condition stands in the statement itself, so that it holds even where a caller forgets the lock.
    taken = Variant.objects.filter(pk=variant.pk, stock__gte=pieces).update(stock=F("stock") - pieces)
    if not taken:
        raise SoldOut(variant_id=variant.pk, sku=variant.sku, wanted=pieces, left=variant.stock)


def _note(lines: Mapping[int, int], reason: Reason, *, order: uuid.UUID | None, at: datetime) -> None:
    StockMovement.objects.bulk_create(
        StockMovement(variant_id=key, quantity=pieces, reason=reason, order=order, at=at)
        for key, pieces in lines.items()
    )

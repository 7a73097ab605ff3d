"""What the back office asks: how the catalogue stands, the shelf of one product, and how far long work is."""

from __future__ import annotations

import uuid
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from django.db.models import Count, Q, QuerySet, Sum

from kindr.shop.catalog import rules
from kindr.shop.catalog.models import Errand, ErrandLine, Kind, Outcome, Product, State, Variant

TEXT_FIELDS = tuple(
    f"{name}_{language}" for name in ("title", "description", "material", "origin") for language in ("id", "en")
)
STANDS_STILL = 60
"""Seconds without a finished step after which a page says that the worker is expected back."""


@dataclass(frozen=True)
class Standing:
    """How many goods are in what state; numbers of products."""

    shown: int
    hidden: int
    low: int
    sold_out: int
    without_text: int
    pieces: int


@dataclass(frozen=True)
class ErrandShown:
    """Long work as a page tells of it."""

    id: uuid.UUID
    kind: Kind
    state: State
    done: int
    total: int
    asked_at: datetime
    is_mine: bool
    is_still: bool
    outcomes: Mapping[str, int]

    @property
    def is_moving(self) -> bool:
        """Whether there is something to wait for."""
        return self.state in (State.RUNNING, State.UNDOING)

    @property
    def may_be_taken_back(self) -> bool:
        """Whether it changed something that can be put back."""
        return self.state == State.DONE and self.kind != Kind.DRAWINGS and bool(self.outcomes.get(Outcome.DONE))


def without_text() -> Q:
    """Products that say nothing in one of the languages."""
    missing = Q()
    for name in TEXT_FIELDS:
        missing |= Q(**{name: ""})
    return missing


def standing() -> Standing:
    """How the catalogue stands. Two queries."""
    goods = Product.objects.annotate(left=Sum("variants__stock", default=0))
    shown = Q(is_shown=True)
    counts = goods.aggregate(
        shown=Count("pk", filter=shown),
        hidden=Count("pk", filter=~shown),
        sold_out=Count("pk", filter=shown & Q(left=0)),
        without_text=Count("pk", filter=without_text()),
        pieces=Sum("left", default=0),
    )
    low = Variant.objects.filter(product__is_shown=True, stock__gt=0, stock__lte=rules.LOW_STOCK)
    return Standing(low=low.values("product").distinct().count(), **counts)


def errands(*, staff: uuid.UUID, at: datetime, count: int = 6) -> tuple[ErrandShown, ...]:
    """The latest long work that was begun. Two queries."""
    rows = list(Errand.objects.exclude(state=State.CHECKED).order_by("-asked_at", "-pk")[:count])
    outcomes: dict[uuid.UUID, dict[str, int]] = {row.pk: {} for row in rows}
    for key, outcome, number in _counted(ErrandLine.objects.filter(errand__in=outcomes)):
        outcomes[key][outcome] = number
    return tuple(_shown(row, outcomes[row.pk], staff, at) for row in rows)


def errand(key: uuid.UUID, *, staff: uuid.UUID, at: datetime) -> ErrandShown | None:
    """One piece of long work, or None. Two queries."""
    row = Errand.objects.filter(pk=key).first()
    if row is None:
        return None
    lines = _counted(ErrandLine.objects.filter(errand=row))
    return _shown(row, {outcome: number for _, outcome, number in lines}, staff, at)


def errand_lines(key: uuid.UUID) -> QuerySet[ErrandLine]:
    """The lines of long work in the order of its sheet."""
    return ErrandLine.objects.filter(errand=key).order_by("row", "pk")


def _counted(lines: QuerySet[ErrandLine]) -> QuerySet[ErrandLine, tuple[uuid.UUID, str, int]]:
    return lines.order_by().values_list("errand_id", "outcome").annotate(number=Count("pk"))


def _shown(row: Errand, outcomes: Mapping[str, int], staff: uuid.UUID, at: datetime) -> ErrandShown:
    is_moving = row.state in (State.RUNNING, State.UNDOING)
    return ErrandShown(
        id=row.pk,
        kind=Kind(row.kind),
        state=State(row.state),
        done=row.done,
        total=row.total,
        asked_at=row.asked_at,
        is_mine=row.staff == staff,
        is_still=is_moving and (at - row.moved_at).total_seconds() > STANDS_STILL,
        outcomes=outcomes,
    )

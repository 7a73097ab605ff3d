"""Long work on the catalogue: checked first, done a few lines at a time, and undone as it was done.

Each step is one transaction that changes values and counts itself. A worker that is killed loses the step it was in,
and the next one goes on after the last step that was finished. A value that somebody else changed since the check is
left as it is, and the line says so.
"""

from __future__ import annotations

import uuid
from collections.abc import Sequence
from datetime import datetime

from django.db import transaction

from kindr.base import facts
from kindr.shop.catalog.actions.changing import back, forth
from kindr.shop.catalog.facts import ErrandAsked
from kindr.shop.catalog.models import Errand, ErrandLine, Kind, Outcome, State, Variant
from kindr.shop.catalog.queries.differing import Difference

STEP = 25
"""Lines that are done together."""


class NotNow(Exception):
    """The errand is in a state in which this cannot be asked of it."""


def note_differences(found: Sequence[Difference], *, kind: Kind, staff: uuid.UUID, at: datetime) -> uuid.UUID:
    """Writes down what a checked sheet would change, and changes nothing; an older check of hers is dropped."""
    with transaction.atomic():
        Errand.objects.filter(staff=staff, state=State.CHECKED).delete()
        errand = Errand.objects.create(kind=kind, total=len(found), staff=staff, asked_at=at, moved_at=at)
        ErrandLine.objects.bulk_create(
            ErrandLine(
                errand=errand, row=each.row, key=each.key, field=each.field, before=each.before, after=each.after
            )
            for each in found
        )
    return errand.pk


def ask_for_drawings(*, staff: uuid.UUID, at: datetime) -> uuid.UUID:
    """Has every garment drawn once in each colour, so that those which cannot be drawn are found."""
    pairs = Variant.objects.order_by("product_id", "colour_id").values_list("product__slug", "colour_id").distinct()
    found = [Difference(row, slug, colour, "", "") for row, (slug, colour) in enumerate(pairs, 1)]
    with transaction.atomic():
        errand = note_differences(found, kind=Kind.DRAWINGS, staff=staff, at=at)
        begin(errand, at=at)
    return errand


def begin(errand: uuid.UUID, *, at: datetime) -> None:
    """Has the worker do it; raises NotNow unless it was checked and waits."""
    _turn(errand, {State.CHECKED: State.RUNNING}, at)


def take_back(errand: uuid.UUID, *, at: datetime) -> None:
    """Has the worker put back what it changed; raises NotNow unless it is done and changed something."""
    if not Errand.objects.filter(pk=errand).exclude(kind=Kind.DRAWINGS).exists():
        raise NotNow("A drawing changes nothing.")
    _turn(errand, {State.DONE: State.UNDOING}, at)


def drop(errand: uuid.UUID) -> None:
    """Forgets a checked sheet; raises NotNow when it has been begun."""
    if not Errand.objects.filter(pk=errand, state=State.CHECKED).delete()[0]:
        raise NotNow("Only what was not begun can be dropped.")


def do_some(errand: uuid.UUID, *, at: datetime) -> bool:
    """Does the next few lines in one transaction; False when nothing is left to do."""
    with transaction.atomic():
        row = Errand.objects.select_for_update().filter(pk=errand).first()
        if row is None or row.state not in (State.RUNNING, State.UNDOING):
            return False
        is_going_back = row.state == State.UNDOING
        waiting = Outcome.DONE if is_going_back else Outcome.WAITING
        lines = list(row.lines.filter(outcome=waiting).order_by("pk")[:STEP])
        if lines:
            (back if is_going_back else forth)(Kind(row.kind), lines, at=at)
            ErrandLine.objects.bulk_update(lines, ["outcome"])
            row.done += len(lines)
        else:
            row.state = State.UNDONE if is_going_back else State.DONE
        row.moved_at = at
        row.save(update_fields=["done", "state", "moved_at"])
    return bool(lines)


def _turn(errand: uuid.UUID, turns: dict[State, State], at: datetime) -> None:
    with transaction.atomic():
        row = Errand.objects.select_for_update().filter(pk=errand).first()
        if row is None or row.state not in turns:
            raise NotNow("The errand cannot be turned that way now.")
        row.state = turns[State(row.state)]
        row.done, row.asked_at, row.moved_at = 0, at, at
        if row.state == State.UNDOING:
            row.total = row.lines.filter(outcome=Outcome.DONE).count()
        row.save()
        facts.publish(ErrandAsked(row.pk))

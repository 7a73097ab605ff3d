"""What one order of a large demo looks like in the tables: the steps that the rules allow, at the story's moments."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from functools import cache
from typing import Any

from django.db import models

from kindr.privacy.moving_in import Rows
from kindr.shop.orders import rules
from kindr.shop.orders.rules import Standing, Step
from kindr.web.demo.stories import End, Story
from kindr.web.demo.telling import CAME, HOUR, LATE, SENT

UNPAID = (End.WAITS, End.LAPSED, End.FAILED)


class Sheets:
    """Rows on their way into several tables, and the pieces that go back to the shelf."""

    def __init__(self) -> None:
        self.rows: dict[type[models.Model], list[list[Any]]] = defaultdict(list)

    def add(self, model: type[models.Model], **values: object) -> None:
        """One row; columns that are not named are NULL. Raises KeyError for a column that there is not."""
        columns = columns_of(model)
        if values.keys() - set(columns):
            raise KeyError(f"{model._meta.label} has no columns {sorted(values.keys() - set(columns))}")
        self.rows[model].append([values.get(column) for column in columns])

    def all(self) -> Iterator[Rows]:
        """Everything, table by table."""
        return (Rows(model, columns_of(model), rows) for model, rows in self.rows.items())


@cache
def columns_of(model: type[models.Model]) -> Sequence[str]:
    """The columns that a new row brings; the server counts the others itself."""
    return tuple(str(f.column) for f in model._meta.concrete_fields if not isinstance(f, models.AutoField))


@dataclass(frozen=True)
class Event:
    """One step of an order: where it stood then, who took it, and when."""

    step: Step
    standing: Standing
    role: str
    at: datetime


@dataclass
class Course:
    """The whole way of one order, step by step."""

    story: Story
    now: datetime
    buyer: str
    """`customer` or `guest`."""
    events: list[Event] = field(default_factory=list)

    def __post_init__(self) -> None:
        standing = Standing()
        placer = "customer" if self.buyer == "customer" else "stranger"
        self.events.append(Event(Step.PLACE, standing, placer, self.at()))
        for step, role, hours in self._steps():
            standing = rules.after(standing, step)
            self.events.append(Event(step, standing, role, self.at(hours)))

    def at(self, hours: float = 0) -> datetime:
        """So many hours after the order was placed, or now when that has not come."""
        return min(self.now + (hours - self.story.hours) * HOUR, self.now)

    @property
    def standing(self) -> Standing:
        """Where the order stands now."""
        return self.events[-1].standing

    def moment(self, *steps: Step) -> datetime | None:
        """When the last of these steps was taken; None when none was."""
        return next((event.at for event in reversed(self.events) if event.step in steps), None)

    @property
    def paid_at(self) -> datetime | None:
        """When the order was paid or revived."""
        return self.moment(Step.PAY, Step.REVIVE)

    @property
    def closed_at(self) -> datetime | None:
        """Since when it is closed; None while it is under way."""
        since: datetime | None = None
        for event in self.events:
            since = (since or event.at) if event.standing.is_closed else None
        return since

    def _steps(self) -> Iterator[tuple[Step, str, float]]:
        end, pace, late = self.story.end, self.story.pace, LATE[self.story.method]
        if end in (End.LAPSED, End.FAILED, End.REVIVED):
            yield Step.CANCEL, "system", late
        if end in UNPAID:
            return
        start = late if end is End.REVIVED else 0.0
        yield (Step.REVIVE, "system", late) if start else (Step.PAY, "system", pace.paid)
        if end in SENT or end is End.PACKED:
            yield Step.PACK, "packer", start + pace.packed
        if end in SENT:
            yield Step.SHIP, "packer", start + pace.shipped
        if end in CAME:
            yield Step.DELIVER, self.buyer, start + pace.arrived
        yield from self._money_back()

    def _money_back(self) -> Iterator[tuple[Step, str, float]]:
        end, pace = self.story.end, self.story.pace
        if end in (End.CANCELLED, End.OWED):
            after = max(2, pace.paid + 1)
            yield Step.CANCEL, self.buyer, after
            yield Step.OWE, self.buyer, after
            yield Step.PAY_BACK_ALL, "system", after
        elif end is End.REFUNDED:
            yield Step.OWE, "service", pace.arrived + 48
            yield Step.PAY_BACK_ALL, "system", pace.arrived + 48
        elif end is End.PARTLY_REFUNDED:
            yield Step.PAY_BACK_PART, "system", pace.arrived + 48

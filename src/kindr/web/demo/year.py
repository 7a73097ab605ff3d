"""A year of orders of the demo's families: more from month to month, in the evenings, and at every pace of life."""

from __future__ import annotations

import random
from collections.abc import Mapping, Sequence
from datetime import datetime, time, timedelta
from typing import TypeVar

from kindr.base.clock import JAKARTA
from kindr.web.demo import names as words
from kindr.web.demo.families import Family
from kindr.web.demo.stories import STORIES, End, Pace, Problem, Story

T = TypeVar("T")
MANY = 300 - len(STORIES)
DAYS = 360
HOUR = timedelta(hours=1)
OLD, ON_THE_WAY, PACKING = 10.0, 3.0, 1.2
"""Older than so many days an order has come; older than so many it is with the courier, or packed."""
OLD_ENDS = {
    End.DELIVERED: 78, End.PARTLY_REFUNDED: 5, End.REFUNDED: 3, End.LAPSED: 6, End.CANCELLED: 4, End.FAILED: 2,
    End.REVIVED: 2,
}  # fmt: skip
WAY_ENDS = {End.SHIPPED: 70, End.DELIVERED: 15, End.CANCELLED: 5, End.LAPSED: 7, End.FAILED: 3}
PACKING_ENDS = {End.PACKED: 45, End.SHIPPED: 25, End.PAID: 20, End.CANCELLED: 5, End.LAPSED: 5}
NEW_ENDS = {End.PAID: 75, End.CANCELLED: 10, End.FAILED: 5, End.WAITS: 10}
METHODS = {"qris": 45, "virtual_account": 30, "card": 25}
HOURS_OF_THE_DAY = {6: 1, 8: 2, 10: 4, 12: 6, 13: 5, 15: 4, 17: 3, 19: 8, 20: 10, 21: 9, 22: 5, 23: 1}
"""At which hours in Jakarta families order, and how often beside each other."""
PIECES = ((1,), (1,), (1,), (1, 1), (1, 1), (2,), (1, 1, 1), (1, 2), (3,), (2, 1, 1), (1, 1, 1, 1))
CAME = (End.DELIVERED, End.PARTLY_REFUNDED)


def stories(families: Sequence[Family], *, seed: int | str, at: datetime, many: int = MANY) -> list[tuple[int, Story]]:
    """The same numbered stories for the same seed and moment, the oldest first; the newest was cancelled just now."""
    chance = random.Random(f"{seed}/year")  # noqa: S311  # the same demo for the same seed
    told = [_story(families, chance, at) for _ in range(many - 1)]
    last = Story(families[0], 0.2, End.OWED, method="qris", pieces=(1,), pace=Pace(paid=0.05))
    return sorted(enumerate([*told, last]), key=lambda numbered: -numbered[1].hours)[:many]


def _story(families: Sequence[Family], chance: random.Random, at: datetime) -> Story:
    hours = (at - _moment(chance, at)) / HOUR
    by = families[min(int(chance.expovariate(1 / 18)), len(families) - 1)]
    draw, method = _drawn(_ends(hours / 24), chance), _drawn(METHODS, chance)
    pace = _pace(method, chance)
    end = _in_time(draw, hours, pace)
    is_paid_otherwise, problem = chance.random() < 0.07, _problem(by.language, chance)
    if end is End.FAILED:
        method = "card"
    if end is End.REVIVED:
        method = "qris"
    return Story(
        by, hours, end, method,
        service="best" if chance.random() < 0.3 else "regular",
        pieces=chance.choice(PIECES), language=by.language, pace=pace,
        problem=problem if end in CAME and hours > 12 * 24 else None,
        is_paid_otherwise=is_paid_otherwise and end not in (End.WAITS, End.FAILED),
    )  # fmt: skip


def _moment(chance: random.Random, at: datetime) -> datetime:
    """A moment of the past year; months that lie nearer have more of them."""
    days = 0.1 + DAYS * (1 - chance.random() ** 0.6)
    hour, minute = _drawn(HOURS_OF_THE_DAY, chance), chance.randint(0, 3599)
    if days < 1:
        return at - timedelta(days=days)
    day = (at - timedelta(days=days)).astimezone(JAKARTA).date()
    return min(datetime.combine(day, time(hour), JAKARTA) + timedelta(seconds=minute), at - 2 * HOUR)


def _ends(days: float) -> dict[End, int]:
    if days > OLD:
        return OLD_ENDS
    if days > ON_THE_WAY:
        return WAY_ENDS
    return PACKING_ENDS if days > PACKING else NEW_ENDS


def _in_time(end: End, hours: float, pace: Pace) -> End:
    """The end, or one that fits when there was not yet time for it."""
    if end is End.LAPSED and hours < 30:
        return End.PAID
    if end is End.SHIPPED and hours < pace.shipped:
        return End.PAID
    if end is End.PACKED and hours < pace.packed:
        return End.PAID
    return End.SHIPPED if end is End.DELIVERED and hours < pace.arrived else end


def _pace(method: str, chance: random.Random) -> Pace:
    """QRIS and cards are paid within minutes; the way to the bank takes some people hours."""
    paid = chance.uniform(0.05, 0.22) * (40 if method == "virtual_account" else 1)
    packed = paid + chance.uniform(4, 30)
    shipped = packed + chance.uniform(1, 9)
    return Pace(paid, packed, shipped, shipped + chance.uniform(26, 150))


def _problem(language: str, chance: random.Random) -> Problem | None:
    if chance.random() > 0.1:
        return None
    messages = words.PROBLEMS[language]
    number = chance.randrange(len(messages))
    return Problem(messages[number], has_picture=number < words.WITH_PICTURE, is_closed=chance.random() < 0.75)


def _drawn(weights: Mapping[T, int], chance: random.Random) -> T:
    return chance.choices(list(weights), list(weights.values()))[0]

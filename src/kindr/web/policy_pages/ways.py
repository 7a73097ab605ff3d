"""The way of each kind of data, drawn: from its sources, sealed, to purposes and people, to the end of its key."""

from __future__ import annotations

import textwrap
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from functools import cache

from kindr.privacy import registry
from kindr.privacy.terms import Clause, Policy
from kindr.web.policy_pages.kept import YOURSELF, everywhere
from kindr.web.policy_pages.texts import keep_words

WIDTH = 1180
LINE, ROOM, GAP = 18, 16, 12
"""Height of a line of text, room around the lines of a box, and between boxes."""
COLUMNS = {"source": (0, 185), "purpose": (295, 230), "who": (600, 190), "end": (850, 215)}
"""Left edge and width of each column of boxes."""
SEALED, MEETING, DESTROYED = 240, 820, 1140
"""Where the lock stands, where the lines from people meet, and where the broken key stands: everything goes there."""
LETTER = 7.6
"""How wide a letter is, roughly; only to break lines."""


@dataclass(frozen=True)
class Box:
    """A box of the drawing: the lines of its text, each with its place."""

    key: str
    kind: str
    x: int
    y: int
    width: int
    height: int
    lines: tuple[tuple[int, str], ...]

    @property
    def middle(self) -> int:
        """The height at which lines meet the box."""
        return self.y + self.height // 2

    @property
    def text_x(self) -> int:
        """Where its text begins."""
        return self.x + 12


@dataclass(frozen=True)
class Way:
    """The way of one kind of data: what it passes, as words and as a drawing."""

    category: str
    says: str
    sources: tuple[str, ...]
    purposes: tuple[str, ...]
    people: tuple[str, ...]
    ends: tuple[str, ...]
    boxes: tuple[Box, ...]
    paths: tuple[str, ...]
    height: int

    width = WIDTH
    sealed_x = SEALED
    destroyed_x = DESTROYED

    @property
    def middle(self) -> int:
        """The height at which the lock and the key stand."""
        return self.height // 2


@cache
def ways(language: str) -> tuple[Way, ...]:
    """The ways of all kinds of data in one language, drawn once."""
    policy = registry.policy()
    return tuple(_way(key, policy, language) for key in policy.categories)


def _way(category: str, policy: Policy, language: str) -> Way:
    clauses = [clause for clause in policy.clauses.values() if category in clause.about]
    purposes = _purposes(clauses, policy)
    people = [
        key for key, one in policy.recipients.items() if key not in YOURSELF and one.purposes.intersection(purposes)
    ]
    words = {
        "source": {k: s.says[language] for k, s in policy.sources.items() if any(k in c.sources for c in clauses)},
        "purpose": {key: policy.purposes[key].says[language] for key in purposes},
        "who": {key: policy.recipients[key].says[language] for key in people},
        "end": {keep: keep for keep in dict.fromkeys(keep_words(clause.keep, language) for clause in clauses)},
    }
    boxes, height = _boxes(words)
    return Way(
        category,
        policy.categories[category].says[language],
        sources=tuple(words["source"].values()),
        purposes=tuple(words["purpose"].values()),
        people=tuple(words["who"].values()),
        ends=tuple(words["end"].values()),
        boxes=boxes,
        paths=tuple(_paths(boxes, height, policy)),
        height=height,
    )


def _purposes(clauses: Collection[Clause], policy: Policy) -> list[str]:
    """What the clauses are used for, without what serves every clause."""
    served = frozenset[str]().union(*(clause.purposes for clause in clauses)) - everywhere(policy)
    return [key for key in policy.purposes if key in served]


def _boxes(words: dict[str, dict[str, str]]) -> tuple[tuple[Box, ...], int]:
    """Every column from top to bottom, all of them on one middle line."""
    columns = {
        kind: [(key, _broken(text, COLUMNS[kind][1])) for key, text in some.items()] for kind, some in words.items()
    }
    heights = {kind: sum(_tall(lines) + GAP for _key, lines in column) - GAP for kind, column in columns.items()}
    height = max(*heights.values(), 120)
    boxes: list[Box] = []
    for kind, column in columns.items():
        y = (height - heights[kind]) // 2
        for key, lines in column:
            boxes.append(_box(key, kind, y, lines))
            y += _tall(lines) + GAP
    return tuple(boxes), height


def _box(key: str, kind: str, y: int, lines: Sequence[str]) -> Box:
    x, width = COLUMNS[kind]
    placed = tuple((y + ROOM // 2 + LINE * (index + 1) - 5, line) for index, line in enumerate(lines))
    return Box(key, kind, x, y, width, _tall(lines), placed)


def _paths(boxes: Collection[Box], height: int, policy: Policy) -> list[str]:
    """The lines of the drawing: everything goes through the lock, and ends with the key."""
    by_kind = {kind: [box for box in boxes if box.kind == kind] for kind in COLUMNS}
    middle = height // 2
    found = [_curve(box.x + box.width, box.middle, SEALED - 24, middle) for box in by_kind["source"]]
    found += [_curve(SEALED + 24, middle, box.x, box.middle) for box in by_kind["purpose"]]
    found += [
        _curve(purpose.x + purpose.width, purpose.middle, who.x, who.middle)
        for purpose in by_kind["purpose"]
        for who in by_kind["who"]
        if purpose.key in policy.recipients[who.key].purposes
    ]
    found += [_curve(box.x + box.width, box.middle, MEETING, middle) for box in by_kind["who"]]
    found += [_curve(MEETING, middle, box.x, box.middle) for box in by_kind["end"]]
    return found + [_curve(box.x + box.width, box.middle, DESTROYED - 24, middle) for box in by_kind["end"]]


def _curve(x: int, y: int, to_x: int, to_y: int) -> str:
    bend = (to_x - x) // 2
    return f"M{x} {y}C{x + bend} {y} {to_x - bend} {to_y} {to_x} {to_y}"


def _broken(text: str, width: int) -> list[str]:
    return textwrap.wrap(text, int((width - 24) / LETTER)) or [""]


def _tall(lines: Sequence[str]) -> int:
    return LINE * len(lines) + ROOM

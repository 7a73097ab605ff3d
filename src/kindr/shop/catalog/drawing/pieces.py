"""The words between cutting and painting: pieces of cloth, lines on them, and lengths to be measured."""

from __future__ import annotations

import enum
from dataclasses import dataclass, replace

from kindr.shop.catalog.drawing.path import Path, Point, moved


class Cloth(enum.Enum):
    """What a piece is cut from."""

    MAIN = "main"
    TRIM = "trim"
    RIB = "rib"
    LINING = "lining"
    LABEL = "label"


class Ink(enum.Enum):
    """What a line on a piece is."""

    SEAM = "seam"
    STITCH = "stitch"
    FOLD = "fold"
    ZIP = "zip"
    CORD = "cord"


@dataclass(frozen=True)
class Line:
    """A line drawn over a piece."""

    path: Path
    ink: Ink = Ink.STITCH


@dataclass(frozen=True)
class Piece:
    """A piece of cloth; `paired` ones have a mirror image on the left, `turn` is the thread's direction in degrees.

    `lies` on others when it throws a small shadow on what is under it: collars, pockets, bands.
    """

    outline: Path
    cloth: Cloth = Cloth.MAIN
    paired: bool = False
    turn: float = 0.0
    lines: tuple[Line, ...] = ()
    lies: bool = False


@dataclass(frozen=True)
class Button:
    """A button or a press stud, `radius` in mm."""

    at: Point
    radius: float = 5.5
    is_stud: bool = False


@dataclass(frozen=True)
class Measure:
    """A length to show on the drawing: between two points, beside the garment by `away` mm."""

    key: str
    start: Point
    end: Point
    away: float = 0.0


@dataclass(frozen=True)
class Flat:
    """A garment lying on the table: pieces in painting order, buttons over them, and what can be measured."""

    pieces: tuple[Piece, ...]
    buttons: tuple[Button, ...] = ()
    measures: tuple[Measure, ...] = ()
    closeup: Point = (0.0, 60.0)
    """The centre of the detail picture."""


def shifted(flat: Flat, dx: float, dy: float) -> Flat:
    """The same garment elsewhere on the table."""
    pieces = tuple(
        replace(
            piece,
            outline=moved(piece.outline, dx, dy),
            lines=tuple(replace(line, path=moved(line.path, dx, dy)) for line in piece.lines),
        )
        for piece in flat.pieces
    )
    buttons = tuple(replace(button, at=(button.at[0] + dx, button.at[1] + dy)) for button in flat.buttons)
    measures = tuple(
        replace(each, start=(each.start[0] + dx, each.start[1] + dy), end=(each.end[0] + dx, each.end[1] + dy))
        for each in flat.measures
    )
    return replace(flat, pieces=pieces, buttons=buttons, measures=measures)

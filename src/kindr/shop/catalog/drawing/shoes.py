"""A pair of shoes seen from above, toes up: the sole, the upper, where the foot goes in, and what holds it."""

from __future__ import annotations

from kindr.shop.catalog.drawing.cut import Cut
from kindr.shop.catalog.drawing.design import Design, Pocket
from kindr.shop.catalog.drawing.path import Path, Point, polygon
from kindr.shop.catalog.drawing.pieces import Cloth, Flat, Ink, Line, Measure, Piece
from kindr.shop.catalog.rules import shoe_length

WIDE = 0.19
"""Half the width of a sole as a share of its length."""


def shoes(c: Cut, design: Design, *, back: bool) -> Flat:
    """The pair; `back` shows it from below."""
    long = shoe_length(c.height / 10) * 10
    half = WIDE * long
    at = half * 1.22
    sole = Piece(_sole(at, 0, half, long), Cloth.TRIM, paired=True, lines=_treads(at, half, long) if back else ())
    measures = (Measure("length", (-at - half - 20, 0), (-at - half - 20, long)),)
    if back:
        return Flat((sole,), (), measures, closeup=(at, long * 0.3))
    upper = Piece(_sole(at, 0.022 * long, half * 0.93, long * 0.965), paired=True, lines=(Line(_cap(at, half, long)),))
    mouth = Piece(_mouth(at, half, long), Cloth.LINING, paired=True)
    return Flat((sole, upper, mouth, *_held(design, at, half, long)), (), measures, closeup=(at, long * 0.34))


def _sole(x: float, top: float, half: float, low: float) -> Path:
    """The outline of a right shoe: wide at the ball, narrower at the heel, the big toe inside."""
    long = low - top

    def at(across: float, down: float) -> Point:
        return x + across * half, top + down * long

    toes = Path(at(-0.15, 0)).curve(at(0.62, 0), at(1.02, 0.12), at(1.0, 0.32))
    outside = toes.curve(at(0.98, 0.52), at(0.72, 0.62), at(0.78, 0.82)).curve(at(0.8, 0.95), at(0.42, 1), at(0, 1))
    inside = outside.curve(at(-0.42, 1), at(-0.8, 0.95), at(-0.76, 0.82))
    arch = inside.curve(at(-0.7, 0.64), at(-0.98, 0.5), at(-0.96, 0.3))
    return arch.curve(at(-0.94, 0.1), at(-0.68, 0), at(-0.15, 0)).close()


def _cap(x: float, half: float, long: float) -> Path:
    """The seam of the toe cap."""
    return Path((x - half * 0.86, long * 0.25)).bow((x + half * 0.9, long * 0.25), 0.09 * long)


def _mouth(x: float, half: float, long: float) -> Path:
    """Where the foot goes in."""
    top, low, wide = 0.5 * long, 0.93 * long, half * 0.56
    down = Path((x, top)).curve((x + wide * 0.9, top), (x + wide, top + 0.1 * long), (x + wide, 0.76 * long))
    round_heel = down.curve((x + wide, low - 0.03 * long), (x + wide * 0.6, low), (x, low))
    up = round_heel.curve((x - wide * 0.6, low), (x - wide, low - 0.03 * long), (x - wide, 0.76 * long))
    return up.curve((x - wide, top + 0.1 * long), (x - wide * 0.9, top), (x, top)).close()


def _held(design: Design, x: float, half: float, long: float) -> tuple[Piece, ...]:
    """Two straps to press down, or a tongue with laces."""
    if design.pocket is Pocket.PATCH:
        return tuple(_strap(x, half, share * long, long) for share in (0.4, 0.53))
    low, wide = 0.6 * long, half * 0.42
    tongue = Path((x - wide * 0.8, 0.34 * long)).line((x + wide * 0.8, 0.34 * long), (x + wide, low))
    laces = tuple(
        Line(Path((x - wide * 1.3, y * long)).line((x + wide * 1.3, (y + 0.03) * long)), Ink.CORD)
        for y in (0.37, 0.43, 0.49)
    )
    return (Piece(tongue.bow((x - wide, low), 0.03 * long).close(), paired=True, lines=laces, lies=True),)


def _strap(x: float, half: float, y: float, long: float) -> Piece:
    high, reach = 0.085 * long, half * 0.9
    ends = (x - reach, y), (x + reach * 0.86, y), (x + reach * 0.86, y + high), (x - reach, y + high)
    seam = Path((x + reach * 0.45, y + 3)).line((x + reach * 0.45, y + high - 3))
    return Piece(polygon(*ends), Cloth.TRIM, paired=True, lines=(Line(seam),), lies=True)


def _treads(x: float, half: float, long: float) -> tuple[Line, ...]:
    """The grooves of a sole."""
    return tuple(
        Line(Path((x - half * wide, share * long)).bow((x + half * wide, share * long), 0.02 * long), Ink.SEAM)
        for share, wide in (
            (0.12, 0.6),
            (0.2, 0.75),
            (0.28, 0.8),
            (0.36, 0.78),
            (0.44, 0.7),
            (0.72, 0.5),
            (0.8, 0.55),
            (0.88, 0.5),
        )
    )

"""Sleeves of the right side; the left one is their mirror image."""

from __future__ import annotations

import math
from dataclasses import dataclass

from kindr.shop.catalog.drawing.cut import Cut
from kindr.shop.catalog.drawing.design import Sleeve
from kindr.shop.catalog.drawing.path import Path, Point, along
from kindr.shop.catalog.drawing.pieces import Cloth, Ink, Line, Piece

ANGLES = {
    Sleeve.SHORT: 42.0,
    Sleeve.RAGLAN: 42.0,
    Sleeve.PUFF: 52.0,
    Sleeve.ELBOW: 54.0,
    Sleeve.LONG: 66.0,
    Sleeve.RAGLAN_LONG: 66.0,
}
"""How far a sleeve lies below the horizontal, in degrees."""
LONG_ONES = (Sleeve.LONG, Sleeve.RAGLAN_LONG)


@dataclass(frozen=True)
class Arm:
    """The four corners of a sleeve and its pieces."""

    pieces: tuple[Piece, ...]
    shoulder: Point
    wrist: Point


def arm(c: Cut, sleeve: Sleeve, *, cuff: float, cloth: Cloth, cuff_cloth: Cloth) -> Arm:
    """One sleeve with a cuff of `cuff` mm (0 for a stitched hem); raises KeyError for `Sleeve.NONE`."""
    angle = math.radians(ANGLES[sleeve])
    way, across = (math.cos(angle), math.sin(angle)), (-math.sin(angle), math.cos(angle))
    shoulder: Point = (c.shoulder, c.slope)
    outer = (shoulder[0] + c.sleeve * way[0], shoulder[1] + c.sleeve * way[1])
    width = _width(c, sleeve)
    inner = (outer[0] + width * across[0], outer[1] + width * across[1])
    if sleeve is Sleeve.PUFF:
        return Arm(_puffed(c, outer, inner, cloth, cuff_cloth), shoulder, outer)
    main = _main(c, shoulder, outer, inner, sleeve)
    lines = _lines(c, outer, inner, way, cuff)
    turn = ANGLES[sleeve] - 90
    pieces = [Piece(main, cloth, paired=True, turn=turn, lines=lines)]
    if cuff:
        pieces.append(Piece(_cuff(c, outer, inner, way, cuff), cuff_cloth, paired=True, turn=turn, lies=True))
    return Arm(tuple(pieces), shoulder, outer)


def wrist(c: Cut, sleeve: Sleeve) -> tuple[Point, float]:
    """The middle of a sleeve's end and the angle of the arm in it; the shoulder's edge where there is no sleeve."""
    if sleeve is Sleeve.NONE:
        return (c.shoulder - 6, c.slope + 40), 64.0
    angle = math.radians(ANGLES[sleeve])
    half = _width(c, sleeve) * 0.46
    x, y = c.shoulder + c.sleeve * math.cos(angle), c.slope + c.sleeve * math.sin(angle)
    return (x - half * math.sin(angle), y + half * math.cos(angle)), ANGLES[sleeve]


def _width(c: Cut, sleeve: Sleeve) -> float:
    if sleeve in LONG_ONES:
        return 0.34 * c.chest + 26
    return c.arm_hole * (0.78 if sleeve is Sleeve.ELBOW else 0.86 if sleeve is Sleeve.PUFF else 0.95)


def _main(c: Cut, shoulder: Point, outer: Point, inner: Point, sleeve: Sleeve) -> Path:
    if sleeve in (Sleeve.RAGLAN, Sleeve.RAGLAN_LONG):
        top: Point = (c.neck + 3, 1)
        first = (
            Path(top)
            .curve(along(top, shoulder, 0.6), (shoulder[0] + 12, shoulder[1] - 7), along(shoulder, outer, 0.12))
            .line(outer)
        )
        return (
            first.line(inner)
            .bow((c.chest, c.armpit), 4)
            .curve((c.chest * 0.84, c.armpit * 0.8), (c.neck * 1.3, c.armpit * 0.34), top)
            .close()
        )
    first = Path((shoulder[0] - 6, shoulder[1])).line(shoulder)
    crown = first.curve(along(shoulder, outer, 0.2), along(shoulder, outer, 0.5), outer)
    # The sleeve reaches far under the body, so that no table shows through the armhole.
    return (
        crown.line(inner)
        .bow((c.chest, c.armpit), 4)
        .line((c.shoulder - 36, c.armpit), (c.shoulder - 36, c.slope))
        .close()
    )


def _lines(c: Cut, outer: Point, inner: Point, way: Point, cuff: float) -> tuple[Line, ...]:
    pit: Point = (c.chest, c.armpit)
    fold = Line(Path((pit[0] - 4, pit[1] - 8)).bow(along(pit, outer, 0.42), -6), Ink.FOLD)
    if cuff:
        return (fold,)
    back = tuple((x - 13 * way[0], y - 13 * way[1]) for x, y in (outer, inner))
    return (fold, Line(Path(back[0]).line(back[1])))


def _cuff(c: Cut, outer: Point, inner: Point, way: Point, cuff: float) -> Path:
    upper = (outer[0] - cuff * way[0], outer[1] - cuff * way[1])
    pit = (c.chest, c.armpit)
    lower = along(inner, pit, cuff / math.dist(inner, pit))
    return Path(upper).line(outer, inner, lower).close()


def _puffed(c: Cut, outer: Point, inner: Point, cloth: Cloth, cuff_cloth: Cloth) -> tuple[Piece, ...]:
    shoulder = (c.shoulder, c.slope)
    swell = 0.16 * c.chest + 8
    narrow = along(outer, inner, 0.1), along(outer, inner, 0.86)
    body = (
        Path((shoulder[0] - 8, shoulder[1] + 2))
        .curve((shoulder[0] + swell, shoulder[1] - swell * 1.15), (outer[0] + swell, outer[1] - swell * 1.2), narrow[0])
        .line(narrow[1])
        .curve((inner[0] + 6, inner[1] - 2), (c.chest + 10, c.armpit + 4), (c.chest, c.armpit))
        .line((c.shoulder - 36, c.armpit), (c.shoulder - 36, c.slope + 6))
        .close()
    )
    gathers = tuple(
        Line(
            Path(along(narrow[0], narrow[1], share)).bow(along(shoulder, (c.chest, c.armpit), 0.1 + share * 0.55), 3),
            Ink.FOLD,
        )
        for share in (0.16, 0.36, 0.56, 0.76)
    )
    band = Path(narrow[0]).line(narrow[1], _out(narrow[1]), _out(narrow[0])).close()
    return Piece(body, cloth, paired=True, turn=-40, lines=gathers), Piece(
        band, cuff_cloth, paired=True, turn=-40, lies=True
    )


def _out(point: Point) -> Point:
    angle = math.radians(ANGLES[Sleeve.PUFF])
    return point[0] + 13 * math.cos(angle), point[1] + 13 * math.sin(angle)

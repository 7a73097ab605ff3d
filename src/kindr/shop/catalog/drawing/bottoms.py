"""Garments with two legs: trousers, shorts, leggings."""

from __future__ import annotations

from dataclasses import dataclass

from kindr.shop.catalog.drawing.cut import Cut
from kindr.shop.catalog.drawing.design import Design, Length, Pocket, Silhouette
from kindr.shop.catalog.drawing.path import Path, Point, along, mirrored, polygon, symmetric
from kindr.shop.catalog.drawing.pieces import Cloth, Flat, Ink, Line, Measure, Piece

WAISTBAND = 32.0


@dataclass(frozen=True)
class Leg:
    """The right leg: the hem's outer and inner end, and the crotch it meets the left one in."""

    outer: Point
    inner: Point
    crotch: Point


def leg(c: Cut, design: Design) -> Leg:
    """How the leg of a design lies on the table."""
    share = _share(design)
    down = c.rise + c.inseam * share
    width = {
        Silhouette.LEGGINGS: 0.95 * c.hip * 0.36 + 26,
        Silhouette.SHORTS: 0.8 * c.hip + 16,
        Silhouette.DUNGAREES: 0.56 * c.hip + 34,
        Silhouette.PYJAMAS: 0.56 * c.hip + 34,
    }.get(design.silhouette, 0.46 * c.hip + (46 if not design.contrast else 22))
    inner = 8 + 0.1 * c.inseam * share
    return Leg((inner + width, down), (inner, down), (0.0, c.rise))


def trousers(c: Cut, design: Design, *, back: bool) -> Flat:
    """Trousers, shorts or leggings."""
    one = leg(c, design)
    drawn_in = () if design.silhouette is Silhouette.LEGGINGS else gathers(c, WAISTBAND, 0.22 * c.rise)
    body = Piece(legs(c, one), lines=(*side_seams(c, one, design), *middle_seam(c, back), *drawn_in))
    cuffs = ankle_cuffs(one, design)
    pockets = back_pockets(c, design) if back else front_pockets(c, design)
    fly = () if back or design.silhouette is Silhouette.LEGGINGS else (_cord(),)
    stack = (body, *cuffs, *pockets, waistband(c, design, hip_side(c)), *fly)
    length = Measure("inseam", (one.crotch[0], c.rise), (one.inner[0] - 6, one.inner[1]))
    waist = Measure("waist", (-c.waist, -8), (c.waist, -8))
    return Flat(stack, (), (waist, length), closeup=(c.waist * 0.35, c.rise * 0.3))


def legs(c: Cut, one: Leg) -> Path:
    """Both legs as one outline."""
    half = (
        Path((0, 0))
        .then(hip_side(c))
        .curve((c.hip, c.rise * 1.3), (one.outer[0] + (c.hip - one.outer[0]) * 0.25, one.outer[1] * 0.8), one.outer)
        .bow(one.inner, -2.5)
        .curve(along(one.inner, (9.0, c.rise + 30), 0.5), (11, c.rise + 34), (0, c.rise))
    )
    return symmetric(half)


def hip_side(c: Cut) -> Path:
    """The curve from the waist to below the hip."""
    return Path((c.waist, 0)).curve(
        (c.waist + (c.hip - c.waist) * 0.7, c.rise * 0.25), (c.hip, c.rise * 0.55), (c.hip, c.rise * 0.9)
    )


def _share(design: Design) -> float:
    if design.silhouette is Silhouette.SHORTS:
        return {Length.SHORT: 0.16, Length.REGULAR: 0.32, Length.LONG: 0.46}[design.length]
    return {Length.SHORT: 0.62, Length.REGULAR: 1.0, Length.LONG: 1.04}[design.length]


def side_seams(c: Cut, one: Leg, design: Design) -> tuple[Line, ...]:
    seam = Path((c.hip * 0.93, c.rise * 0.6)).curve(
        (c.hip * 0.93, c.rise * 1.3), along(one.outer, (c.hip, c.rise), 0.3), along(one.outer, one.inner, 0.07)
    )
    knee = Path((c.hip * 0.16, c.rise + 14)).bow(along(along(one.outer, one.inner, 0.6), (c.hip * 0.4, c.rise), 0.6), 6)
    hem = Path(along(one.outer, (c.hip, c.rise), 0.04)).bow((one.inner[0] + 1, one.inner[1] - 13), -2.5)
    # A short leg has no knee to fold at.
    shown = [Line(knee, Ink.FOLD)] if one.outer[1] - c.rise > 0.5 * c.inseam else []
    if design.silhouette is not Silhouette.LEGGINGS:
        shown.append(Line(seam))
    if not _has_cuffs(design):
        shown.append(Line(hem))
    return tuple(part for line in shown for part in (line, Line(mirrored(line.path), line.ink)))


def middle_seam(c: Cut, back: bool) -> tuple[Line, ...]:
    seam = Line(Path((0, WAISTBAND)).line((0, c.rise)), Ink.SEAM)
    if back:
        return (seam,)
    fly = Path((13, WAISTBAND)).curve((13, c.rise * 0.5), (12, c.rise * 0.62), (0, c.rise * 0.7))
    return (seam, Line(fly))


def _has_cuffs(design: Design) -> bool:
    return design.contrast and design.silhouette in (Silhouette.TROUSERS, Silhouette.PYJAMAS)


def ankle_cuffs(one: Leg, design: Design) -> tuple[Piece, ...]:
    if not _has_cuffs(design):
        return ()
    up = 36.0
    cuff = (
        Path((one.outer[0] + 1, one.outer[1] - up))
        .line(one.outer)
        .bow(one.inner, -2.5)
        .line((one.inner[0] - 1, one.inner[1] - up))
        .bow((one.outer[0] + 1, one.outer[1] - up), 2)
    )
    return (Piece(cuff.close(), Cloth.TRIM, paired=True, lies=True),)


def waistband(c: Cut, design: Design, side: Path) -> Piece:
    """The elastic band; `side` is the curve of the hip that it follows."""
    deep = WAISTBAND if design.silhouette is not Silhouette.LEGGINGS else WAISTBAND * 0.8
    edge = _at_height(side, deep) + 0.6
    half = Path((0, 0)).line((c.waist, 0)).bow((edge, deep), -0.6).bow((0, deep + 2), -1)
    thread = Line(Path((-edge + 3, deep - 5)).bow((edge - 3, deep - 5), -1.5))
    return Piece(symmetric(half), Cloth.TRIM if design.contrast else Cloth.RIB, lines=(thread,), lies=True)


def _at_height(side: Path, y: float) -> float:
    """How far out the first curve of a side is at a height, found by halving."""
    start = side.start
    first, second, end = side.steps[0]
    low, high = 0.0, 1.0
    for _ in range(20):
        share = (low + high) / 2
        a, b, d = along(start, first, share), along(first, second, share), along(second, end, share)
        x, found = along(along(a, b, share), along(b, d, share), share)
        low, high = (share, high) if found < y else (low, share)
    return x


def gathers(c: Cut, top: float, deep: float) -> tuple[Line, ...]:
    """The small folds that an elastic band draws into the cloth below it."""
    folds = [
        Path((c.waist * share, top)).bow((c.waist * share * 1.04, top + deep * (1.1 - 0.5 * share)), 1.5)
        for share in (0.14, 0.36, 0.6, 0.86)
    ]
    return tuple(Line(side, Ink.FOLD) for fold in folds for side in (fold, mirrored(fold)))


def _cord() -> Piece:
    right = Path((5, WAISTBAND * 0.5)).bow((15, WAISTBAND + 62), -5)
    left = Path((-5, WAISTBAND * 0.5)).bow((-11, WAISTBAND + 54), 5)
    spot = polygon((-1, 8), (1, 8), (1, 9))
    return Piece(spot, lines=(Line(right, Ink.CORD), Line(left, Ink.CORD)))


def front_pockets(c: Cut, design: Design) -> tuple[Piece, ...]:
    if design.pocket is Pocket.NONE:
        return ()
    if design.pocket is Pocket.PATCH:
        return patches(c, design)
    slant = Path((c.waist * 0.62, WAISTBAND + 2)).bow((c.hip * 0.99, c.rise * 0.62), -10)
    bag = slant.line((c.hip * 0.99, c.rise * 0.62 - 1)).bow((c.waist * 1.02, WAISTBAND + 2), 5).close()
    return (Piece(bag, Cloth.TRIM if design.contrast else Cloth.MAIN, paired=True, lines=(Line(slant),), lies=True),)


def back_pockets(c: Cut, design: Design) -> tuple[Piece, ...]:
    if design.pocket is Pocket.NONE or design.silhouette is Silhouette.LEGGINGS:
        return ()
    wide, left, high = 0.42 * c.hip, 0.26 * c.hip, WAISTBAND + 0.22 * c.rise
    edge = Path((left, high)).line(
        (left + wide, high - 3),
        (left + wide * 0.98, high + wide * 0.82),
        (left + wide * 0.5, high + wide * 1.02),
        (left + wide * 0.02, high + wide * 0.82),
    )
    hem = Path((left + 2, high + 11)).line((left + wide - 2, high + 8))
    arc = Path((left + 5, high + 0.42 * wide)).line((left + wide * 0.5, high + wide * 0.56))
    arc = arc.line((left + wide - 5, high + 0.4 * wide))
    return (Piece(edge.close(), paired=True, lines=(Line(hem), Line(arc)), lies=True),)


def patches(c: Cut, design: Design) -> tuple[Piece, ...]:
    if design.pocket is Pocket.NONE:
        return ()
    wide, left, high = 0.44 * c.hip, 0.44 * c.hip, WAISTBAND + 0.24 * c.rise
    edge = (
        Path((left, high))
        .line((left + wide, high), (left + wide, high + wide * 0.7))
        .curve((left + wide, high + wide * 1.12), (left, high + wide * 1.12), (left, high + wide * 0.7))
    )
    sewn = Line(Path((left + 2, high + 11)).line((left + wide - 2, high + 11)))
    return (Piece(edge.close(), Cloth.TRIM if design.contrast else Cloth.MAIN, paired=True, lines=(sewn,), lies=True),)

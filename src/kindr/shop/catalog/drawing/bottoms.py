"""Garments that hang from the waist: trousers, shorts, leggings, skirts, and dungarees with their bib."""

from __future__ import annotations

from dataclasses import dataclass

from kindr.shop.catalog.drawing.cut import Cut
from kindr.shop.catalog.drawing.design import Design, Length, Pocket, Silhouette
from kindr.shop.catalog.drawing.path import Path, Point, along, mirrored, polygon, symmetric
from kindr.shop.catalog.drawing.pieces import Button, Cloth, Flat, Ink, Line, Measure, Piece

WAISTBAND = 32.0
SKIRT_LENGTHS = {Length.SHORT: 0.28, Length.REGULAR: 0.35, Length.LONG: 0.5}
"""The length of a skirt as a share of the body's height."""


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
    body = Piece(legs(c, one), lines=(*_sides(c, one, design), *_middle(c, back)))
    cuffs = _cuffs(one, design)
    pockets = _back_pockets(c, design) if back else _front_pockets(c, design)
    fly = () if back or design.silhouette is Silhouette.LEGGINGS else (_cord(),)
    stack = (body, *cuffs, *pockets, _waistband(c, design), *fly)
    length = Measure("inseam", (one.crotch[0], c.rise), (one.inner[0] - 6, one.inner[1]))
    waist = Measure("waist", (-c.waist, -8), (c.waist, -8))
    return Flat(stack, (), (waist, length), closeup=(c.waist * 0.35, c.rise * 0.3))


def legs(c: Cut, one: Leg) -> Path:
    """Both legs as one outline."""
    half = (
        Path((0, 0))
        .line((c.waist, 0))
        .curve((c.waist + (c.hip - c.waist) * 0.7, c.rise * 0.25), (c.hip, c.rise * 0.55), (c.hip, c.rise * 0.9))
        .curve((c.hip, c.rise * 1.3), (one.outer[0] + (c.hip - one.outer[0]) * 0.25, one.outer[1] * 0.8), one.outer)
        .bow(one.inner, -2.5)
        .curve(along(one.inner, (9.0, c.rise + 30), 0.5), (11, c.rise + 34), (0, c.rise))
    )
    return symmetric(half)


def skirt(c: Cut, design: Design, *, back: bool) -> Flat:
    """A skirt: straight when short of ease, gathered when wide."""
    down = SKIRT_LENGTHS[design.length] * c.height
    outline, lines = skirt_piece(c, top=0.0, waist=c.waist, down=down, flare=1.3 if design.ease < 6 else 1.62)
    pockets = () if back else _patches(c, design)
    stack = (Piece(outline, lines=lines), *pockets, _waistband(c, design))
    measures = (
        Measure("waist", (-c.waist, -8), (c.waist, -8)),
        Measure("length", (-c.hip * 1.62 - 20, 0), (-c.hip * 1.62 - 20, down)),
    )
    return Flat(stack, (), measures, closeup=(c.waist * 0.4, down * 0.34))


def skirt_piece(c: Cut, *, top: float, waist: float, down: float, flare: float) -> tuple[Path, tuple[Line, ...]]:
    """The skirt of a dress or a skirt alone, with its gathers; the hem falls in waves when it is wide."""
    half = c.hip * flare
    wave = 5.0 if flare > 1.5 else 2.0
    side = (
        Path((0, top))
        .line((waist, top))
        .curve(
            (waist + (half - waist) * 0.32, top + (down - top) * 0.2),
            (half * 0.86, top + (down - top) * 0.55),
            (half, down - 8),
        )
    )
    hem = side
    stops = [along((half, down - 8), (0, down + 7), share) for share in (0.25, 0.5, 0.75, 1.0)]
    for index, stop in enumerate(stops):
        hem = hem.bow(stop, -wave if index % 2 == 0 else wave * 0.7)
    sewn = Path((-half * 0.975, down - 24)).curve(
        (-half * 0.5, down - 6), (half * 0.5, down - 6), (half * 0.975, down - 24)
    )
    lines = [Line(sewn)]
    for share in (0.18, 0.42, 0.68):
        fold = Path((waist * share, top + 5)).bow(
            (half * share * 1.02, top + (down - top) * (0.5 + 0.3 * share)), 4 * share
        )
        lines.extend((Line(fold, Ink.FOLD), Line(mirrored(fold), Ink.FOLD)))
    for share in (0.08, 0.3, 0.52, 0.74, 0.92):
        pleat = Path((waist * share, top + 2)).line((waist * share * 1.12, top + 22))
        lines.extend((Line(pleat, Ink.SEAM), Line(mirrored(pleat), Ink.SEAM)))
    return symmetric(hem), tuple(lines)


def dungarees(c: Cut, design: Design, *, back: bool) -> Flat:
    """Trousers with a bib and straps."""
    one = leg(c, design)
    bib = 0.42 * c.rise + 40
    lower = Piece(legs(c, one), lines=(*_sides(c, one, design), *_middle(c, back)))
    wide_low, wide_high = c.waist * 0.8, c.waist * (0.56 if not back else 0.34)
    high = -bib if not back else -bib * 0.72
    half = (
        Path((0, high))
        .line((wide_high, high))
        .curve((wide_high + 4, high * 0.5), (wide_low, -14), (c.waist, 2))
        .line((0, 2))
    )
    sewn = Line(
        symmetric(
            Path((0, high + 8))
            .line((wide_high - 6, high + 8))
            .curve((wide_high - 2, high * 0.5), (wide_low - 8, -18), (wide_low, -8))
            .line((0, -8))
        )
    )
    band = polygon((-c.waist, -3), (c.waist, -3), (c.waist, WAISTBAND - 8), (-c.waist, WAISTBAND - 8))
    ends = high + 4
    strap = (
        Path((wide_high - 23, ends))
        .line((wide_high - 21, high - 0.5 * bib), (wide_high - 1, high - 0.5 * bib), (wide_high - 3, ends))
        .close()
    )
    loop = (
        Path((wide_high - 22, high - 0.5 * bib))
        .curve(
            (wide_high - 18, high - 0.86 * bib),
            (wide_high * 0.2, high - 0.86 * bib),
            (wide_high * 0.3, high - 0.5 * bib),
        )
        .line((wide_high * 0.3 + 12, high - 0.5 * bib))
        .curve(
            (wide_high * 0.3 + 12, high - 0.72 * bib),
            (wide_high - 2, high - 0.76 * bib),
            (wide_high - 1, high - 0.5 * bib),
        )
        .close()
    )
    straps = (Piece(loop, Cloth.LINING, paired=True), Piece(strap, paired=True))
    pocket = () if back else (_bib_pocket(wide_high, high, bib, design),)
    pockets = _back_pockets(c, design) if back else _front_pockets(c, design)
    stack = (
        *straps,
        Piece(symmetric(half), lines=(sewn,)),
        lower,
        *_cuffs(one, design),
        *pockets,
        Piece(band, lines=(Line(Path((-c.waist + 3, 2)).line((c.waist - 3, 2))),)),
        *pocket,
    )
    studs = (
        ()
        if back
        else (
            Button((wide_high - 12, high + 13), 7, is_stud=True),
            Button((-wide_high + 12, high + 13), 7, is_stud=True),
        )
    )
    measures = (
        Measure("waist", (-c.waist, 10), (c.waist, 10)),
        Measure("inseam", one.crotch, (one.inner[0] - 6, one.inner[1])),
    )
    return Flat(stack, studs, measures, closeup=(0.0, high * 0.45))


def _share(design: Design) -> float:
    if design.silhouette is Silhouette.SHORTS:
        return {Length.SHORT: 0.16, Length.REGULAR: 0.32, Length.LONG: 0.46}[design.length]
    return {Length.SHORT: 0.62, Length.REGULAR: 1.0, Length.LONG: 1.04}[design.length]


def _sides(c: Cut, one: Leg, design: Design) -> tuple[Line, ...]:
    seam = Path((c.hip * 0.93, c.rise * 0.6)).curve(
        (c.hip * 0.93, c.rise * 1.3), along(one.outer, (c.hip, c.rise), 0.3), along(one.outer, one.inner, 0.07)
    )
    knee = Path((c.hip * 0.16, c.rise + 14)).bow(along(along(one.outer, one.inner, 0.6), (c.hip * 0.4, c.rise), 0.6), 6)
    hem = Path(along(one.outer, (c.hip, c.rise), 0.04)).bow((one.inner[0] + 1, one.inner[1] - 13), -2.5)
    shown = [Line(knee, Ink.FOLD)]
    if design.silhouette is not Silhouette.LEGGINGS:
        shown.append(Line(seam))
    if not _has_cuffs(design):
        shown.append(Line(hem))
    return tuple(part for line in shown for part in (line, Line(mirrored(line.path), line.ink)))


def _middle(c: Cut, back: bool) -> tuple[Line, ...]:
    seam = Line(Path((0, WAISTBAND)).line((0, c.rise)), Ink.SEAM)
    if back:
        return (seam,)
    fly = Path((13, WAISTBAND)).curve((13, c.rise * 0.5), (12, c.rise * 0.62), (0, c.rise * 0.7))
    return (seam, Line(fly))


def _has_cuffs(design: Design) -> bool:
    return design.contrast and design.silhouette in (Silhouette.TROUSERS, Silhouette.PYJAMAS)


def _cuffs(one: Leg, design: Design) -> tuple[Piece, ...]:
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
    return (Piece(cuff.close(), Cloth.TRIM, paired=True),)


def _waistband(c: Cut, design: Design) -> Piece:
    deep = WAISTBAND if design.silhouette is not Silhouette.LEGGINGS else WAISTBAND * 0.8
    half = Path((0, 0)).line((c.waist, 0)).bow((c.waist + (c.hip - c.waist) * 0.2, deep), 1).line((0, deep))
    return Piece(symmetric(half), Cloth.TRIM if design.contrast else Cloth.RIB)


def _cord() -> Piece:
    right = Path((5, WAISTBAND * 0.5)).bow((15, WAISTBAND + 62), -5)
    left = Path((-5, WAISTBAND * 0.5)).bow((-11, WAISTBAND + 54), 5)
    spot = polygon((-1, 8), (1, 8), (1, 9))
    return Piece(spot, lines=(Line(right, Ink.CORD), Line(left, Ink.CORD)))


def _front_pockets(c: Cut, design: Design) -> tuple[Piece, ...]:
    if design.pocket is Pocket.NONE:
        return ()
    if design.pocket is Pocket.PATCH:
        return _patches(c, design)
    slant = Path((c.waist * 0.62, WAISTBAND + 2)).bow((c.hip * 0.99, c.rise * 0.62), -10)
    bag = slant.line((c.hip * 0.99, c.rise * 0.62 - 1)).bow((c.waist * 1.02, WAISTBAND + 2), 5).close()
    return (Piece(bag, Cloth.TRIM if design.contrast else Cloth.MAIN, paired=True, lines=(Line(slant),)),)


def _back_pockets(c: Cut, design: Design) -> tuple[Piece, ...]:
    if design.pocket is Pocket.NONE or design.silhouette is Silhouette.LEGGINGS:
        return ()
    wide, left, high = 0.42 * c.hip, 0.26 * c.hip, WAISTBAND + 0.22 * c.rise
    edge = Path((left, high)).line(
        (left + wide, high - 3),
        (left + wide * 0.98, high + wide * 0.82),
        (left + wide * 0.5, high + wide * 1.02),
        (left + wide * 0.02, high + wide * 0.82),
    )
    return (
        Piece(edge.close(), paired=True, lines=(Line(Path((left + 2, high + 11)).line((left + wide - 2, high + 8))),)),
    )


def _patches(c: Cut, design: Design) -> tuple[Piece, ...]:
    if design.pocket is Pocket.NONE:
        return ()
    wide, left, high = 0.44 * c.hip, 0.44 * c.hip, WAISTBAND + 0.24 * c.rise
    edge = (
        Path((left, high))
        .line((left + wide, high), (left + wide, high + wide * 0.7))
        .curve((left + wide, high + wide * 1.12), (left, high + wide * 1.12), (left, high + wide * 0.7))
    )
    sewn = Line(Path((left + 2, high + 11)).line((left + wide - 2, high + 11)))
    return (Piece(edge.close(), Cloth.TRIM if design.contrast else Cloth.MAIN, paired=True, lines=(sewn,)),)


def _bib_pocket(wide: float, high: float, bib: float, design: Design) -> Piece:
    half_wide, top_at, deep = wide * 0.58, high + bib * 0.34, bib * 0.5
    half = Path((0, top_at)).line((half_wide, top_at), (half_wide, top_at + deep * 0.72)).line((0, top_at + deep))
    sewn = Line(Path((-half_wide + 3, top_at + 11)).line((half_wide - 3, top_at + 11)))
    return Piece(symmetric(half), Cloth.TRIM if design.contrast else Cloth.MAIN, lines=(sewn,))

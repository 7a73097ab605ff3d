"""Dungarees: trousers with a bib and straps."""

from __future__ import annotations

from dataclasses import dataclass

from kindr.shop.catalog.drawing import bottoms
from kindr.shop.catalog.drawing.cut import Cut
from kindr.shop.catalog.drawing.design import Design
from kindr.shop.catalog.drawing.path import Path, polygon, symmetric
from kindr.shop.catalog.drawing.pieces import Button, Cloth, Flat, Line, Measure, Piece

BAND = 24.0


@dataclass(frozen=True)
class Bib:
    """Half the bib's width above and below, and how far it rises over the waist."""

    wide: float
    low: float
    high: float


def dungarees(c: Cut, design: Design, *, back: bool) -> Flat:
    """Trousers with a bib and straps."""
    one = bottoms.leg(c, design)
    rise = 0.42 * c.rise + 40
    bib = Bib(c.waist * (0.34 if back else 0.56), c.waist * 0.8, -rise * (0.72 if back else 1.0))
    legs = Piece(bottoms.legs(c, one), lines=(*bottoms.side_seams(c, one, design), *bottoms.middle_seam(c, back)))
    pockets = bottoms.back_pockets(c, design) if back else (*bottoms.front_pockets(c, design), _pocket(bib, design))
    band = polygon((-c.waist, -3), (c.waist, -3), (c.waist, BAND), (-c.waist, BAND))
    sewn = Line(Path((-c.waist + 3, 2)).line((c.waist - 3, 2)))
    stack = (
        *_straps(bib),
        _front(c, bib),
        legs,
        *bottoms.ankle_cuffs(one, design),
        Piece(band, lines=(sewn,), lies=True),
        *pockets,
    )
    studs = () if back else tuple(Button((side * (bib.wide - 12), bib.high + 13), 7, is_stud=True) for side in (1, -1))
    waist = Measure("waist", (-c.waist, 10), (c.waist, 10))
    inseam = Measure("inseam", one.crotch, (one.inner[0] - 6, one.inner[1]))
    return Flat(stack, studs, (waist, inseam), closeup=(0.0, bib.high * 0.45))


def _front(c: Cut, bib: Bib) -> Piece:
    half = Path((0, bib.high)).line((bib.wide, bib.high))
    outline = half.curve((bib.wide + 4, bib.high * 0.5), (bib.low, -14), (c.waist, 2)).line((0, 2))
    inner = Path((0, bib.high + 8)).line((bib.wide - 6, bib.high + 8))
    sewn = inner.curve((bib.wide - 2, bib.high * 0.5), (bib.low - 8, -18), (bib.low, -8)).line((0, -8))
    return Piece(symmetric(outline), lines=(Line(symmetric(sewn)),))


def _straps(bib: Bib) -> tuple[Piece, ...]:
    """Two straps that rise from the bib and fold over to the back."""
    top = bib.high * 1.62
    strap = polygon(
        (bib.wide - 23, bib.high + 4), (bib.wide - 25, top), (bib.wide - 5, top - 4), (bib.wide - 2, bib.high + 4)
    )
    fold = polygon(
        (bib.wide - 25, top),
        (bib.wide - 5, top - 4),
        (bib.wide * 0.34 + 6, bib.high + 2),
        (bib.wide * 0.34 - 14, bib.high + 2),
    )
    return Piece(fold, Cloth.LINING, paired=True), Piece(strap, paired=True)


def _pocket(bib: Bib, design: Design) -> Piece:
    wide, top, deep = bib.wide * 0.58, bib.high * 0.66, -bib.high * 0.5
    half = Path((0, top)).line((wide, top), (wide, top + deep * 0.72)).line((0, top + deep))
    sewn = Line(Path((-wide + 3, top + 11)).line((wide - 3, top + 11)))
    return Piece(symmetric(half), Cloth.TRIM if design.contrast else Cloth.MAIN, lines=(sewn,), lies=True)

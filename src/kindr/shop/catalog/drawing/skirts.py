"""Skirts, alone and below a bodice."""

from __future__ import annotations

from kindr.shop.catalog.drawing.bottoms import patches, waistband
from kindr.shop.catalog.drawing.cut import Cut
from kindr.shop.catalog.drawing.design import Design, Length
from kindr.shop.catalog.drawing.path import Path, along, mirrored, symmetric
from kindr.shop.catalog.drawing.pieces import Flat, Ink, Line, Measure, Piece

LENGTHS = {Length.SHORT: 0.28, Length.REGULAR: 0.35, Length.LONG: 0.5}
"""The length of a skirt as a share of the body's height."""


def skirt(c: Cut, design: Design, *, back: bool) -> Flat:
    """A skirt: straight when short of ease, gathered when wide."""
    down = LENGTHS[design.length] * c.height
    flare = 1.3 if design.ease < 6 else 1.62
    outline, lines = skirt_piece(c, top=0.0, waist=c.waist, down=down, flare=flare)
    pockets = () if back else patches(c, design)
    stack = (
        Piece(outline, lines=lines),
        *pockets,
        waistband(c, design, _side(c.waist, 0.0, half=c.hip * flare, down=down)),
    )
    left = -c.hip * flare - 20
    measures = (Measure("waist", (-c.waist, -8), (c.waist, -8)), Measure("length", (left, 0), (left, down)))
    return Flat(stack, (), measures, closeup=(c.waist * 0.4, down * 0.34))


def skirt_piece(c: Cut, *, top: float, waist: float, down: float, flare: float) -> tuple[Path, tuple[Line, ...]]:
    """The skirt of a dress or a skirt alone, with its gathers; the hem falls in waves when it is wide."""
    half, deep = c.hip * flare, down - top
    side = Path((0, top)).then(_side(waist, top, half=half, down=down))
    wave = 5.0 if flare > 1.5 else 2.0
    for index, share in enumerate((0.25, 0.5, 0.75, 1.0)):
        side = side.bow(along((half, down - 8), (0, down + 7), share), -wave if index % 2 == 0 else wave * 0.7)
    sewn = Path((-half * 0.975, down - 24)).curve(
        (-half * 0.5, down - 6), (half * 0.5, down - 6), (half * 0.975, down - 24)
    )
    return symmetric(side), (Line(sewn), *_gathers(waist, half, top, deep))


def _side(waist: float, top: float, *, half: float, down: float) -> Path:
    deep = down - top
    return Path((waist, top)).curve(
        (waist + (half - waist) * 0.32, top + deep * 0.2), (half * 0.86, top + deep * 0.55), (half, down - 8)
    )


def _gathers(waist: float, half: float, top: float, deep: float) -> tuple[Line, ...]:
    folds = [
        Line(
            Path((waist * share, top + 5)).bow((half * share * 1.02, top + deep * (0.5 + 0.3 * share)), 4 * share),
            Ink.FOLD,
        )
        for share in (0.18, 0.42, 0.68)
    ]
    tucks = [
        Line(Path((waist * share, top + 2)).line((waist * share * 1.12, top + 22)), Ink.SEAM)
        for share in (0.08, 0.3, 0.52, 0.74, 0.92)
    ]
    return tuple(side for line in (*folds, *tucks) for side in (line, Line(mirrored(line.path), line.ink)))

"""Dresses, and pyjamas as a set of two."""

from __future__ import annotations

from dataclasses import replace

from kindr.shop.catalog.drawing import bottoms, skirts, tops
from kindr.shop.catalog.drawing.cut import Cut
from kindr.shop.catalog.drawing.design import Collar, Design, Length, Pocket
from kindr.shop.catalog.drawing.necks import neck
from kindr.shop.catalog.drawing.path import Path, mirrored, polygon, symmetric
from kindr.shop.catalog.drawing.pieces import Cloth, Flat, Line, Piece, shifted

LENGTHS = {Length.SHORT: 0.5, Length.REGULAR: 0.58, Length.LONG: 0.74}
"""The length of a dress from the shoulder as a share of the body's height."""


def dress(c: Cut, design: Design, *, back: bool) -> Flat:
    """A fitted bodice with a gathered skirt."""
    trim = Cloth.TRIM if design.contrast else Cloth.MAIN if design.collar is not Collar.ROUND else Cloth.RIB
    around = neck(c, design.collar, back=back, cloth=trim)
    waist_half = c.chest * 0.94
    down = LENGTHS[design.length] * c.height
    hem = tops.Hem(waist_half, c.waist_line, 0.0)
    skirt, folds = skirts.skirt_piece(c, top=c.waist_line - 2, waist=waist_half, down=down, flare=1.75)
    bodice = Piece(symmetric(tops.body_half(c, around, hem)), lines=tops.arm_seams(c, design))
    band = _band(c, waist_half, design)
    opened, buttons = tops.placket(around.depth, c.waist_line - 9, count=3) if _has_placket(design, back) else ((), ())
    pockets = () if back else _pockets(c, design)
    stack = (
        *around.behind,
        *tops.sleeves(c, design, trim),
        Piece(skirt, lines=folds),
        bodice,
        band,
        *opened,
        *pockets,
        *around.over,
    )
    measures = (*tops.measures(c, hem)[:1], tops.beside("length", c.hip * 1.75, 0, down))
    return Flat(stack, buttons, measures, closeup=(0.0, c.waist_line * 0.55))


def pyjamas(c: Cut, design: Design, *, back: bool) -> Flat:
    """A top lying on its trousers."""
    upper = tops.top(c, design, back=back)
    lower = shifted(
        bottoms.trousers(c, replace(design, pocket=Pocket.NONE, length=Length.REGULAR), back=back),
        0,
        c.body - 0.8 * c.rise,
    )
    measures = (*upper.measures, *(each for each in lower.measures if each.key == "inseam"))
    return replace(upper, pieces=(*lower.pieces, *upper.pieces), measures=measures)


def _band(c: Cut, half: float, design: Design) -> Piece:
    high, low = c.waist_line - 9, c.waist_line + 7
    outline = polygon((-half - 1, high), (half + 1, high), (half + 1, low), (-half - 1, low))
    return Piece(outline, Cloth.TRIM if design.contrast else Cloth.MAIN, lies=True)


def _has_placket(design: Design, back: bool) -> bool:
    if back:
        return False
    return design.collar in (Collar.SHIRT, Collar.STAND)


def _pockets(c: Cut, design: Design) -> tuple[Piece, ...]:
    if design.pocket is not Pocket.PATCH:
        return ()
    wide, left, high = 0.4 * c.chest, 0.5 * c.chest, c.waist_line + 46
    edge = (
        Path((left, high))
        .line((left + wide, high + 4), (left + wide * 1.04, high + wide))
        .bow((left - wide * 0.02, high + wide * 0.96), -6)
    )
    sewn = Path((left + 2, high + 11)).line((left + wide - 2, high + 15))
    cloth = Cloth.TRIM if design.contrast else Cloth.MAIN
    right = edge.close()
    return (
        Piece(right, cloth, lines=(Line(sewn),), lies=True),
        Piece(mirrored(right), cloth, lines=(Line(mirrored(sewn)),), lies=True),
    )

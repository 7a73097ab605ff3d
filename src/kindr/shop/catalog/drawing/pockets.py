"""Pockets on the front of a top."""

from __future__ import annotations

from kindr.shop.catalog.drawing.cut import Cut
from kindr.shop.catalog.drawing.design import Design, Pocket
from kindr.shop.catalog.drawing.path import Path, mirrored, symmetric
from kindr.shop.catalog.drawing.pieces import Cloth, Line, Piece


def pockets(c: Cut, design: Design, *, down: float) -> tuple[Piece, ...]:
    """The pockets of a front whose hem lies `down` mm below the shoulder."""
    cloth = Cloth.TRIM if design.contrast else Cloth.MAIN
    if design.pocket is Pocket.CHEST:
        return (_chest(c, cloth),)
    if design.pocket is Pocket.POUCH:
        return (_pouch(c, cloth, down),)
    if design.pocket is Pocket.PATCH:
        return (_patch(c, cloth, down),)
    return ()


def _chest(c: Cut, cloth: Cloth) -> Piece:
    wide, left, top = 0.36 * c.chest, 0.28 * c.chest, c.armpit + 4
    right, middle = left + wide, left + wide / 2
    edge = Path((left, top)).line((right, top), (right, top + wide), (middle, top + wide * 1.2), (left, top + wide))
    hemmed = Path((left + 2, top + 12)).line((right - 2, top + 12))
    sewn = Path((left + 4, top + 12)).line(
        (left + 4, top + wide - 2), (middle, top + wide * 1.2 - 5), (right - 4, top + wide - 2), (right - 4, top + 12)
    )
    return Piece(edge.close(), cloth, lines=(Line(hemmed), Line(sewn)), lies=True)


def _pouch(c: Cut, cloth: Cloth, down: float) -> Piece:
    top, low, wide = 0.64 * down, down - 34, 0.7 * c.chest
    half = Path((0, top)).line((0.38 * c.chest, top))
    outline = half.curve((0.44 * c.chest, top + 30), (wide, low - 34), (wide, low - 26)).line((wide, low), (0, low))
    slit = Path((0.35 * c.chest, top)).curve((0.41 * c.chest, top + 32), (wide - 8, low - 34), (wide - 8, low))
    return Piece(symmetric(outline), cloth, lines=(Line(slit), Line(mirrored(slit))), lies=True)


def _patch(c: Cut, cloth: Cloth, down: float) -> Piece:
    wide, left, top = 0.46 * c.chest, 0.34 * c.chest, 0.63 * down
    right, low = left + wide, top + wide * 1.1
    edge = Path((left, top)).line((right, top), (right, top + wide * 0.8))
    outline = edge.curve((right, low), (left, low), (left, top + wide * 0.8)).close()
    sewn = Path((left + 5, top + 12)).line((left + 5, top + wide * 0.78))
    sewn = sewn.curve((left + 5, low - 6), (right - 5, low - 6), (right - 5, top + wide * 0.78)).line(
        (right - 5, top + 12)
    )
    hemmed = Path((left + 2, top + 12)).line((right - 2, top + 12))
    return Piece(outline, cloth, paired=True, lines=(Line(hemmed), Line(sewn)), lies=True)

"""How much of the table a picture shows; every picture is four wide and five high."""

from __future__ import annotations

from collections.abc import Iterable

from kindr.shop.catalog.drawing.path import Path, bounds, mirrored
from kindr.shop.catalog.drawing.pieces import Flat, Piece

WIDE, HIGH = 4, 5
NEAR = 0.34
"""The share of a garment that the close-up shows."""
Box = tuple[float, float, float, float]
"""A viewBox: left, top, width, height in mm."""


def frame(flat: Flat, *, margin: float = 0.04) -> Box:
    """The viewBox that holds a garment, centred."""
    return around(reach(flat.pieces), margin=margin)


def around(held: Box, *, margin: float = 0.04) -> Box:
    """The viewBox that holds what reaches from left and top to right and bottom."""
    left, top, right, bottom = held
    full = max((right - left) * (1 + 2 * margin), (bottom - top) * (1 + 2 * margin) * WIDE / HIGH)
    return (left + right - full) / 2, (top + bottom) / 2 - full * HIGH / WIDE / 2, full, full * HIGH / WIDE


def hanging(flat: Flat) -> Box:
    """The viewBox of a garment on a washing line: its top lies just under the upper edge."""
    left, _, wide, high = frame(flat, margin=0.01)
    return left, reach(flat.pieces)[1] - 0.012 * high, wide, high


def closeup(flat: Flat) -> Box:
    """The viewBox of the detail picture: a third of the garment around its most telling place."""
    _, _, wide, high = frame(flat)
    x, y = flat.closeup
    left, top, right, bottom = reach(flat.pieces)
    half_wide, half_high = wide * NEAR / 2, high * NEAR / 2
    # Much of the table would show beside a waistband or a hem; the picture stays on the cloth.
    x = min(max(x, left + half_wide * 0.9), right - half_wide * 0.9)
    y = min(max(y, top + half_high * 0.86), bottom - half_high * 0.86)
    return x - half_wide, y - half_high, 2 * half_wide, 2 * half_high


def reach(pieces: Iterable[Piece]) -> Box:
    """Left, top, right and bottom of what lies on the table."""
    outlines: list[Path] = []
    for piece in pieces:
        outlines.append(piece.outline)
        if piece.paired:
            outlines.append(mirrored(piece.outline))
    return bounds(outlines)

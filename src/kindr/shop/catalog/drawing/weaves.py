"""How cloth is woven or knitted: small see-through repeats that lie over dye and print."""

from __future__ import annotations

import enum

from kindr.shop.catalog.drawing.tiles import Tile

DARK, PALE = "#1b1730", "#fff"


class Weave(enum.StrEnum):
    """The cloths of the workshop."""

    JERSEY = "jersey"
    PIQUE = "pique"
    POPLIN = "poplin"
    BATIK = "batik"
    LINEN = "linen"
    TWILL = "twill"
    DENIM = "denim"
    FLEECE = "fleece"
    KNIT = "knit"
    STRETCH = "stretch"
    RIB = "rib"
    SHELL = "shell"


def woven(weave: Weave) -> Tile:
    """The repeat of a weave."""
    return TILES[weave]


def _threads(width: float, height: float, *layers: tuple[str, str, float, float]) -> Tile:
    """A repeat of lines: each layer is a path, its colour, width in mm and strength."""
    drawn = "".join(
        f'<path d="{d}" stroke="{colour}" stroke-width="{wide:g}" stroke-opacity="{strong:g}"/>'
        for d, colour, wide, strong in layers
    )
    return Tile(width, height, f'<g fill="none" stroke-linecap="round">{drawn}</g>')


_JERSEY = _threads(
    3.2,
    3.6,
    ("M0 .8L1.600 2.800 3.200 .8M0 4.400L1.600 6.400 3.200 4.400M0-2.800L1.600-.8 3.200-2.800", DARK, 0.7, 0.1),
    ("M0 2.200L1.600 4.200 3.200 2.200M0-1.400L1.600 .6 3.200-1.400", PALE, 0.5, 0.09),
)
_CRACKS = (
    "M0 34L17 30 31 41 46 35 62 40M46 35L52 14 49 0M49 120L44 104 52 88 46 70 62 40"
    "M62 40L84 48 97 39 140 34M97 39L103 22 100 0M100 120L92 101 97 84 84 48M0 34M17 30L12 60 20 84 11 101"
    "M20 84L46 70M97 84L122 90 140 34"
)
"""Where the wax broke and dye crept in; the lines leave the repeat where they enter it again."""
TILES = {
    Weave.JERSEY: _JERSEY,
    Weave.PIQUE: _threads(
        5,
        5,
        ("M0 2.500L2.500 0 5 2.500 2.500 5Z", DARK, 0.8, 0.1),
        ("M2.500 2.500h0M0 0h0M5 0h0M0 5h0M5 5h0", PALE, 1.4, 0.12),
    ),
    Weave.POPLIN: _threads(3, 3, ("M0 .8H3M0 2.300H3", DARK, 0.5, 0.06), ("M.8 0V3M2.300 0V3", PALE, 0.5, 0.1)),
    Weave.BATIK: _threads(
        140, 120, (_CRACKS, DARK, 0.7, 0.3), ("M30 60l6 8M70 100l9-5M120 60l-5 9M60 20l5 6", DARK, 0.6, 0.24)
    ),
    Weave.LINEN: _threads(
        34,
        30,
        ("M0 5H34M0 9.500H34M0 14H34M0 18.500H34M0 23H34M0 27.500H34", DARK, 0.6, 0.06),
        ("M4 0V30M9 0V30M14 0V30M19 0V30M24 0V30M29 0V30", PALE, 0.6, 0.12),
        ("M5 9.500h9M22 18.500h7M12 27.500h5M24 3V8M9 15V23M29 24V28", DARK, 0.9, 0.12),
        ("M17 5h11M3 23h8M14 10V19M4 26V29", PALE, 1.1, 0.18),
    ),
    Weave.TWILL: _threads(4, 4, ("M-1 1L1-1M-1 5L5-1M3 5L5 3", DARK, 0.9, 0.13), ("M-1 3L3-1M1 5L5 1", PALE, 0.6, 0.1)),
    Weave.DENIM: _threads(
        6,
        6,
        ("M-1 1L1-1M-1 4L4-1M-1 7L7-1M2 7L7 2M5 7L7 5", DARK, 1, 0.16),
        ("M-1 2.500L2.500-1M-1 5.500L5.500-1M.5 7L7 .5M3.500 7L7 3.500", PALE, 0.7, 0.17),
    ),
    Weave.FLEECE: _threads(
        19,
        17,
        ("M3 3h0M9 6h0M15 3h0M5 10h0M12 12h0M17 9h0M3 15h0M9 15.500h0M15 15h0", PALE, 2.2, 0.12),
        ("M6 4h0M12 3h0M2 7h0M13 8h0M8 10h0M16 12.500h0M6 14h0M12 15.500h0", DARK, 1.9, 0.07),
    ),
    Weave.KNIT: _threads(
        6,
        6.5,
        ("M0 .5L3 3.500 6 .5M0 7L3 10 6 7M0-6L3-3 6-6", PALE, 1.8, 0.1),
        ("M0 3.200L3 6.200 6 3.200M0-3.300L3-.3 6-3.300M0 0V6.500M6 0V6.500", DARK, 0.8, 0.12),
    ),
    Weave.STRETCH: _JERSEY,
    Weave.RIB: _threads(4.2, 8, ("M1 0V8", DARK, 1.1, 0.16), ("M2.800 0V8", PALE, 1, 0.12)),
    Weave.SHELL: _threads(11, 11, ("M0 1H11M1 0V11", PALE, 0.6, 0.2), ("M0 2H11M2 0V11", DARK, 0.6, 0.12)),
}

"""Necklines and collars: the edge that is cut into the body, what shows behind it and what lies over it."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace

from kindr.shop.catalog.drawing.cut import Cut
from kindr.shop.catalog.drawing.design import Collar
from kindr.shop.catalog.drawing.path import Path, along, backwards, symmetric
from kindr.shop.catalog.drawing.pieces import Cloth, Ink, Line, Piece

BAND = 17.0
"""The width of a ribbed neck band in mm."""


@dataclass(frozen=True)
class Neck:
    """`edge` runs from the centre front up to the shoulder; `behind` is painted before the body, `over` after it."""

    edge: Path
    behind: tuple[Piece, ...]
    over: tuple[Piece, ...]
    depth: float


def neck(c: Cut, collar: Collar, *, back: bool, cloth: Cloth) -> Neck:
    """The neck of a garment seen from the front or the back, its collar cut from `cloth`."""
    if back:
        return _from_behind(c, collar, cloth)
    return FRONTS[collar](c, cloth)


def _round(c: Cut, cloth: Cloth) -> Neck:
    return _banded(c, _scoop(c.neck, c.neck_drop), c.neck_drop, cloth)


def _v(c: Cut, cloth: Cloth) -> Neck:
    depth = c.neck_drop * 1.5
    edge = Path((0, depth)).curve((c.neck * 0.36, depth * 0.66), (c.neck * 0.84, depth * 0.22), (c.neck, 0))
    return _banded(c, edge, depth, cloth)


def _banded(c: Cut, edge: Path, depth: float, cloth: Cloth) -> Neck:
    shoulder = along((c.neck, 0), (c.shoulder, c.slope), BAND / max(1.0, c.shoulder - c.neck))
    first, second, _ = edge.steps[0]
    outer = Path(shoulder).curve(
        (second[0] + BAND, second[1] + 3), (first[0] + BAND * 0.55, first[1] + BAND * 0.9), (0, depth + BAND)
    )
    band = symmetric(edge.then(outer))
    return Neck(edge, _inside(c, edge), (Piece(band, cloth, lies=True),), depth)


def _shirt(c: Cut, cloth: Cloth) -> Neck:
    depth = c.neck_drop * 0.72
    edge = _scoop(c.neck, depth)
    top = -0.2 * c.neck
    leaf = (
        Path((1, depth))
        .curve((c.neck * 0.5, depth * 0.86), (c.neck * 0.84, depth * 0.3), (c.neck * 0.9, top))
        .curve((c.neck * 1.12, top + 2), (c.neck * 1.3, depth * 0.3), (c.neck * 1.36, depth * 0.72))
        .bow((c.neck * 0.72, depth + 0.72 * c.neck), 3)
        .close()
    )
    stand = _standing(c, depth, top, Cloth.LINING)
    stitched = Line(_leaf_stitch(c, depth))
    return Neck(edge, (stand,), (Piece(leaf, cloth, paired=True, turn=-24, lines=(stitched,), lies=True),), depth)


def _leaf_stitch(c: Cut, depth: float) -> Path:
    return (
        Path((c.neck * 1.27, depth * 0.6))
        .line((c.neck * 0.73, depth + 0.72 * c.neck - 9))
        .line((c.neck * 0.16, depth + 4))
    )


def _peter_pan(c: Cut, cloth: Cloth) -> Neck:
    depth = c.neck_drop * 0.8
    edge = _scoop(c.neck, depth)
    wide = 0.62 * c.neck
    shoulder = along((c.neck, 0), (c.shoulder, c.slope), min(0.82, wide / max(1.0, c.shoulder - c.neck)))
    leaf = (
        Path((1.5, depth))
        .then(edge)
        .line(shoulder)
        .curve((shoulder[0] + 4, depth * 0.7), (c.neck * 1.25, depth + wide * 1.1), (c.neck * 0.62, depth + wide))
        .curve((c.neck * 0.2, depth + wide * 0.9), (2, depth + wide * 0.5), (1.5, depth))
        .close()
    )
    inner = (
        Path((shoulder[0] - 6, shoulder[1] + 3))
        .curve((shoulder[0] - 2, depth * 0.7), (c.neck * 1.18, depth + wide), (c.neck * 0.62, depth + wide - 6))
        .curve((c.neck * 0.26, depth + wide * 0.82), (9, depth + wide * 0.5), (8, depth + 3))
    )
    return Neck(edge, _inside(c, edge), (Piece(leaf, cloth, paired=True, lines=(Line(inner),), lies=True),), depth)


def _stand(c: Cut, cloth: Cloth) -> Neck:
    depth = c.neck_drop * 0.72
    edge = _scoop(c.neck, depth)
    high = 0.36 * c.neck
    top = Path((c.neck * 0.86, -high)).curve(
        (c.neck * 0.8, depth * 0.2 - high * 0.5), (c.neck * 0.4, depth - high), (2, depth - high * 0.9)
    )
    band = edge.then(top).line((2, depth)).close()
    front = Piece(Path((2, depth)).then(band).close(), cloth, paired=True)
    return Neck(edge, (_standing(c, depth, -high * 1.05, Cloth.LINING),), (replace(front, lies=True),), depth)


def _hood(c: Cut, cloth: Cloth) -> Neck:
    depth = c.neck_drop * 0.95
    edge = _scoop(c.neck, depth)
    high = 1.45 * c.chest * 0.4 + 62
    outer = (
        Path((0, -high))
        .curve((c.neck * 1.1, -high), (c.neck * 1.72, -high * 0.5), (c.neck * 1.3, c.slope * 0.6))
        .curve((c.neck * 1.1, depth * 0.9), (c.neck * 0.5, depth + 14), (0, depth + 14))
    )
    opening = (
        Path((0, -high + 26))
        .curve((c.neck * 0.78, -high + 26), (c.neck * 1.22, -high * 0.42), (c.neck * 0.86, c.slope * 0.2))
        .curve((c.neck * 0.7, depth * 0.62), (c.neck * 0.34, depth * 0.92), (0, depth * 0.98))
    )
    rim = (
        Path((0, -high + 15))
        .curve((c.neck * 0.86, -high + 15), (c.neck * 1.34, -high * 0.42), (c.neck * 0.98, c.slope * 0.3))
        .curve((c.neck * 0.8, depth * 0.7), (c.neck * 0.4, depth + 2), (0, depth + 5))
    )
    stitch = Line(symmetric(rim))
    crown = Line(Path((0, -high + 26)).line((0, -high * 0.28)), Ink.SEAM)
    over = (Piece(symmetric(outer), cloth, lines=(stitch,)), Piece(symmetric(opening), Cloth.LINING, lines=(crown,)))
    return Neck(edge, (), over, depth)


def _from_behind(c: Cut, collar: Collar, cloth: Cloth) -> Neck:
    depth = c.neck * 0.2
    edge = _scoop(c.neck, depth)
    if collar is Collar.HOOD:
        return Neck(edge, (), (_hood_behind(c, cloth),), depth)
    if collar in (Collar.SHIRT, Collar.STAND):
        high = c.neck * (0.3 if collar is Collar.SHIRT else 0.36)
        low = c.neck * 0.42 if collar is Collar.SHIRT else depth
        wide = c.neck * (1.32 if collar is Collar.SHIRT else 1.0)
        half = (
            Path((0, -high))
            .curve((c.neck * 0.5, -high), (c.neck * 0.8, -high * 0.9), (c.neck * 0.9, -high * 0.7))
            .bow((wide, low * 0.72), -3)
            .curve((wide * 0.7, low * 1.02), (wide * 0.3, low), (0, low))
        )
        return Neck(edge, (), (Piece(symmetric(half), cloth, lines=_tape(c, low), lies=True),), depth)
    if collar is Collar.PETER_PAN:
        shoulder = along((c.neck, 0), (c.shoulder, c.slope), 0.6)
        half = edge.line(shoulder).curve((shoulder[0], c.neck * 0.6), (c.neck * 0.8, c.neck * 0.8), (0, c.neck * 0.8))
        return Neck(edge, (), (Piece(symmetric(half), cloth, lies=True),), depth)
    return _banded_behind(c, edge, depth, cloth)


def _banded_behind(c: Cut, edge: Path, depth: float, cloth: Cloth) -> Neck:
    shoulder = along((c.neck, 0), (c.shoulder, c.slope), BAND / max(1.0, c.shoulder - c.neck))
    outer = Path(shoulder).curve(
        (c.neck + BAND * 0.8, depth * 0.5 + BAND * 0.6), (c.neck * 0.6, depth + BAND), (0, depth + BAND)
    )
    return Neck(edge, (), (_moon(c, depth), Piece(symmetric(edge.then(outer)), cloth, lies=True)), depth)


def _tape(c: Cut, low: float) -> tuple[Line, ...]:
    """The stitches along the edge of a collar seen from behind."""
    return (Line(Path((-c.neck * 1.05, low * 0.66)).bow((c.neck * 1.05, low * 0.66), -low * 0.24)),)


def _moon(c: Cut, depth: float) -> Piece:
    """The half moon that strengthens the back below the neck band."""
    low = depth + BAND + 0.42 * c.neck
    half = (
        Path((0, depth))
        .line((c.neck * 0.72, depth + 2))
        .curve((c.neck * 0.66, low * 0.8), (c.neck * 0.36, low), (0, low))
    )
    sewn = Path((-c.neck * 0.6, depth + BAND)).curve(
        (-c.neck * 0.5, low * 0.94), (c.neck * 0.5, low * 0.94), (c.neck * 0.6, depth + BAND)
    )
    return Piece(symmetric(half), Cloth.MAIN, lines=(Line(sewn),), lies=True)


def _hood_behind(c: Cut, cloth: Cloth) -> Piece:
    high, low = 0.5 * c.neck, 2.1 * c.neck
    half = (
        Path((0, -high))
        .curve((c.neck * 0.8, -high), (c.neck * 1.3, -high * 0.6), (c.neck * 1.32, c.slope * 0.5))
        .curve((c.neck * 1.4, low * 0.5), (c.neck * 0.7, low), (0, low))
    )
    return Piece(symmetric(half), cloth, lines=(Line(Path((0, -high)).line((0, low)), Ink.SEAM),), lies=True)


def _scoop(wide: float, depth: float) -> Path:
    return Path((0, depth)).curve((wide * 0.62, depth), (wide * 0.97, depth * 0.55), (wide, 0))


def _inside(c: Cut, edge: Path) -> tuple[Piece, ...]:
    """The inside of the back, its band and the label, as they show through the neck."""
    high = c.neck * 0.2
    behind = _scoop(c.neck, high)
    lining = Piece(symmetric(behind.then(backwards(edge))), Cloth.LINING)
    low = Path((c.neck, 2)).curve(
        (c.neck * 0.95, high * 0.6 + BAND * 0.7), (c.neck * 0.6, high + BAND * 0.8), (0, high + BAND * 0.8)
    )
    band = Piece(symmetric(behind.then(low)), Cloth.RIB)
    top = high + BAND * 0.8 + 3
    label = Piece(Path((-9, top)).line((9, top), (9, top + 11), (-9, top + 11)).close(), Cloth.LABEL)
    return lining, band, label


def _standing(c: Cut, depth: float, top: float, cloth: Cloth) -> Piece:
    """The inside of a collar that stands up behind the neck."""
    half = (
        Path((0, top - 3))
        .curve((c.neck * 0.5, top - 3), (c.neck * 0.8, top - 2), (c.neck * 0.92, top))
        .line((c.neck, 0))
    )
    return Piece(symmetric(half.then(backwards(_scoop(c.neck, depth)))), cloth)


FRONTS: Mapping[Collar, Callable[[Cut, Cloth], Neck]] = {
    Collar.ROUND: _round,
    Collar.V: _v,
    Collar.SHIRT: _shirt,
    Collar.PETER_PAN: _peter_pan,
    Collar.STAND: _stand,
    Collar.HOOD: _hood,
}

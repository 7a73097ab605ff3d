"""Garments that hang from the shoulders: tees, polos, shirts, hoodies, jackets, cardigans."""

from __future__ import annotations

from dataclasses import dataclass

from kindr.shop.catalog.drawing.cut import Cut
from kindr.shop.catalog.drawing.design import Collar, Design, Silhouette, Sleeve
from kindr.shop.catalog.drawing.necks import Neck, neck
from kindr.shop.catalog.drawing.path import Path, Point, mirrored, polygon, symmetric
from kindr.shop.catalog.drawing.pieces import Button, Cloth, Flat, Ink, Line, Measure, Piece
from kindr.shop.catalog.drawing.pockets import pockets
from kindr.shop.catalog.drawing.sleeves import LONG_ONES, arm

RIBBED = (Silhouette.HOODIE, Silhouette.JACKET, Silhouette.CARDIGAN)
YOKED = (Silhouette.SHIRT, Silhouette.PYJAMAS, Silhouette.JACKET)
BUTTONED = (Silhouette.SHIRT, Silhouette.CARDIGAN, Silhouette.PYJAMAS)


@dataclass(frozen=True)
class Hem:
    """Where the body ends: half its width there, how far down, and how much the hem sags in the middle."""

    half: float
    down: float
    sag: float = 4.0


def top(c: Cut, design: Design, *, back: bool) -> Flat:
    """A garment for the upper body."""
    trim = Cloth.TRIM if design.contrast else _own_trim(design)
    hem = Hem(c.chest * (0.97 if design.silhouette in RIBBED else 1.02), c.body)
    around = neck(c, design.collar, back=back, cloth=trim)
    yoke = _yoke(c) if back and design.silhouette in YOKED else ()
    lines = (*_body_lines(c, hem, design), *arm_seams(c, design), *yoke)
    body = Piece(symmetric(body_half(c, around, hem)), lines=lines)
    fronts, buttons = ((), ()) if back else closing(c, design, around, hem)
    patches = () if back else pockets(c, design, down=hem.down)
    band = (hem_band(hem, _rib(design)),) if design.silhouette in RIBBED else ()
    arms = sleeves(c, design, trim)
    on_top = design.sleeve in (Sleeve.RAGLAN, Sleeve.RAGLAN_LONG)
    stack = (
        *around.behind,
        *(() if on_top else arms),
        body,
        *(arms if on_top else ()),
        *band,
        *fronts,
        *patches,
        *around.over,
    )
    return Flat(stack, buttons, measures(c, hem), closeup=(0.0, around.depth + 0.16 * c.body))


def _yoke(c: Cut) -> tuple[Line, ...]:
    """The seam across the shoulders of a back, a loop to hang it up by and the pleat below."""
    y = c.slope + (c.armpit - c.slope) * 0.5
    half = c.shoulder - 9
    seam = Path((-half, y - 3)).bow((half, y - 3), -4)
    thread = Path((-half, y + 2)).bow((half, y + 2), -4)
    loop = Path((-4, y + 1)).line((-4, y + 15), (4, y + 15), (4, y + 1))
    pleats = tuple(Line(Path((x, y + 4)).bow((x * 1.3, y + 0.34 * c.body), x / 8), Ink.FOLD) for x in (-16, 16))
    return Line(seam, Ink.SEAM), Line(thread), *pleats, Line(loop, Ink.SEAM)


def body_half(c: Cut, around: Neck, hem: Hem, *, waist: float = 0.0) -> Path:
    """The right half of a body from neck to hem; `waist` is its half width there, 0 for straight sides."""
    arm_hole = around.edge.line((c.shoulder, c.slope)).curve(
        (c.shoulder - 8, c.slope + (c.armpit - c.slope) * 0.5),
        (c.shoulder + (c.chest - c.shoulder) * 0.1 - 3, c.armpit - 5),
        (c.chest, c.armpit),
    )
    if waist:
        side = arm_hole.curve((c.chest - 2, c.armpit + 30), (waist, c.waist_line - 30), (waist, c.waist_line)).line(
            (hem.half, hem.down)
        )
    else:
        side = arm_hole.curve((c.chest - 4, c.armpit + 40), (hem.half - 3, hem.down - 60), (hem.half, hem.down))
    return side.curve(
        (hem.half * 0.6, hem.down + hem.sag), (hem.half * 0.3, hem.down + hem.sag), (0, hem.down + hem.sag)
    )


def arm_seams(c: Cut, design: Design) -> tuple[Line, ...]:
    """The seam of a set-in sleeve; raglan sleeves cover it themselves."""
    if design.sleeve in (Sleeve.RAGLAN, Sleeve.RAGLAN_LONG):
        return ()
    inset = 5.0 if design.sleeve is Sleeve.NONE else 3.5
    right = Path((c.shoulder - inset, c.slope)).curve(
        (c.shoulder - 8 - inset, c.slope + (c.armpit - c.slope) * 0.5),
        (c.shoulder + (c.chest - c.shoulder) * 0.1 - 3 - inset, c.armpit - 2),
        (c.chest - 3, c.armpit + inset),
    )
    return (Line(right), Line(mirrored(right)))


def sleeves(c: Cut, design: Design, trim: Cloth) -> tuple[Piece, ...]:
    """The pair of sleeves, none where the design has none."""
    if design.sleeve is Sleeve.NONE:
        return ()
    raglan = design.sleeve in (Sleeve.RAGLAN, Sleeve.RAGLAN_LONG)
    cloth = Cloth.TRIM if raglan and design.contrast else Cloth.MAIN
    cuff = 0.0
    if design.sleeve in LONG_ONES and (design.silhouette in RIBBED or design.contrast):
        cuff = min(38.0, 0.13 * c.sleeve)
    elif design.contrast and not raglan:
        cuff = 16.0
    elif design.silhouette is Silhouette.SHIRT and design.sleeve in LONG_ONES:
        cuff = 42.0
    cuff_cloth = (
        _rib(design) if design.silhouette in RIBBED else Cloth.MAIN if design.silhouette is Silhouette.SHIRT else trim
    )
    return arm(c, design.sleeve, cuff=cuff, cloth=cloth, cuff_cloth=cuff_cloth).pieces


def closing(c: Cut, design: Design, around: Neck, hem: Hem) -> tuple[tuple[Piece, ...], tuple[Button, ...]]:
    """What opens the front: a placket with buttons, a zip, or nothing."""
    start = around.depth + (0 if design.collar is not Collar.HOOD else 8)
    if design.silhouette is Silhouette.JACKET:
        zipped = Line(Path((0, start)).line((0, hem.down + hem.sag)), Ink.ZIP)
        strip = polygon((-9, start), (9, start), (9, hem.down + hem.sag), (-9, hem.down + hem.sag))
        return (Piece(strip, lines=(zipped,), lies=True),), ()
    if design.silhouette is Silhouette.POLO:
        return placket(start, start + 0.3 * c.body, count=3)
    if design.silhouette in BUTTONED:
        return placket(start, hem.down + hem.sag, count=5)
    if design.silhouette is Silhouette.HOODIE:
        return (_cords(c, around.depth),), ()
    return (), ()


def placket(start: float, end: float, *, count: int) -> tuple[tuple[Piece, ...], tuple[Button, ...]]:
    """A strip of cloth with evenly spaced buttons, from one height to another."""
    strip = polygon((-13, start - 2), (13, start - 2), (13, end), (-13, end))
    sewn = tuple(Line(Path((x, start)).line((x, end))) for x in (-10, 10))
    step = (end - start) / count
    buttons = tuple(Button((0, start + step * (index + 0.4))) for index in range(count))
    return (Piece(strip, lines=sewn, lies=True),), buttons


def hem_band(hem: Hem, cloth: Cloth) -> Piece:
    """The ribbed band at the hem of a hoodie or a jacket."""
    deep = 34.0
    half = Path((0, hem.down + hem.sag - deep)).line((hem.half + 1, hem.down - deep)).bow((hem.half - 6, hem.down), -2)
    return Piece(symmetric(half.line((0, hem.down + hem.sag))), cloth, lies=True)


def beside(key: str, half: float, start: float, end: float) -> Measure:
    """A length to be shown at the left of a garment that is `half` wide."""
    return Measure(key, (-half - 26, start), (-half - 26, end))


def measures(c: Cut, hem: Hem) -> tuple[Measure, ...]:
    """What a tape shows on a top."""
    return (
        Measure("width", (-c.chest, c.armpit + 14), (c.chest, c.armpit + 14)),
        beside("length", max(hem.half, c.chest), 0, hem.down),
    )


def _body_lines(c: Cut, hem: Hem, design: Design) -> tuple[Line, ...]:
    folds = [Line(Path((c.chest - 5, c.armpit + 12)).bow((c.chest * 0.62, c.armpit + 0.2 * hem.down), 7), Ink.FOLD)]
    folds.append(Line(Path((hem.half * 0.72, hem.down - 6)).bow((hem.half * 0.6, hem.down * 0.72), 5), Ink.FOLD))
    both = [*folds, *(Line(mirrored(fold.path), Ink.FOLD) for fold in folds)]
    if design.silhouette in RIBBED:
        return tuple(both)
    sewn: tuple[Point, ...] = ((-hem.half + 1, hem.down - 13), (hem.half - 1, hem.down - 13))
    return (
        *both,
        Line(
            Path(sewn[0]).curve(
                (-hem.half * 0.5, sewn[0][1] + hem.sag), (hem.half * 0.5, sewn[0][1] + hem.sag), sewn[1]
            )
        ),
    )


def _cords(c: Cut, depth: float) -> Piece:
    long = 0.24 * c.body
    right = Path((c.neck * 0.42, depth + 4)).bow((c.neck * 0.5, depth + long), -3)
    left = Path((-c.neck * 0.42, depth + 4)).bow((-c.neck * 0.46, depth + long * 0.92), 4)
    # The cords need a piece to lie on; it is as small as a stitch and hidden under them.
    spot = polygon((-1, depth), (1, depth), (1, depth + 1))
    return Piece(spot, lines=(Line(right, Ink.CORD), Line(left, Ink.CORD)))


def _own_trim(design: Design) -> Cloth:
    return Cloth.MAIN if design.collar in (Collar.SHIRT, Collar.STAND, Collar.HOOD, Collar.PETER_PAN) else Cloth.RIB


def _rib(design: Design) -> Cloth:
    return Cloth.TRIM if design.contrast else Cloth.RIB

"""One-piece garments for babies: bodysuits, sleepsuits with feet, rompers."""

from __future__ import annotations

from kindr.shop.catalog.drawing import tops
from kindr.shop.catalog.drawing.cut import Cut
from kindr.shop.catalog.drawing.design import Collar, Design, Silhouette
from kindr.shop.catalog.drawing.necks import Neck, neck
from kindr.shop.catalog.drawing.path import Path, along, mirrored, symmetric
from kindr.shop.catalog.drawing.pieces import Button, Cloth, Flat, Ink, Line, Piece
from kindr.shop.catalog.drawing.pockets import pockets

Built = tuple[tuple[Piece, ...], tuple[Button, ...], float]
"""Pieces, buttons, and how far down the garment reaches."""


def suit(c: Cut, design: Design, *, back: bool) -> Flat:
    """A bodysuit, a sleepsuit or a romper."""
    trim = (
        Cloth.TRIM
        if design.contrast
        else Cloth.MAIN
        if design.collar in (Collar.PETER_PAN, Collar.SHIRT)
        else Cloth.RIB
    )
    around = neck(c, design.collar, back=back, cloth=trim)
    draw = {Silhouette.BODYSUIT: _bodysuit, Silhouette.SLEEPSUIT: _sleepsuit, Silhouette.ROMPER: _romper}[
        design.silhouette
    ]
    pieces, buttons, down = draw(c, design, around, trim=trim, back=back)
    patches = () if back else pockets(c, design, down=down)
    stack = (*around.behind, *tops.sleeves(c, design, trim), *pieces, *patches, *around.over)
    length = tops.beside("length", c.chest + 30, 0, down)
    return Flat(
        stack, buttons, (*tops.measures(c, tops.Hem(c.chest, down))[:1], length), closeup=(0.0, around.depth + 36)
    )


def _bodysuit(c: Cut, design: Design, around: Neck, *, trim: Cloth, back: bool) -> Built:
    hip, down = 0.66 * (c.waist_line + c.rise), c.waist_line + c.rise * 0.86
    crotch = 0.3 * c.hip
    side = _to_hip(c, around, hip)
    leg = Path((c.hip * 0.94, hip)).curve((c.hip * 0.72, hip + 14), (crotch + 8, down - 42), (crotch, down - 8))
    body = symmetric(side.then(leg).curve((crotch * 0.6, down), (crotch * 0.3, down), (0, down)))
    bind = (
        leg.line((crotch - 9, down - 10))
        .curve((crotch - 2, down - 46), (c.hip * 0.64, hip + 8), (c.hip * 0.93, hip - 11))
        .close()
    )
    studs = tuple(Button((x, down - 9), 4.6, is_stud=True) for x in (-0.62 * crotch, 0.0, 0.62 * crotch))
    flap = Line(
        Path((-crotch - 1, down - 20)).curve(
            (-crotch * 0.4, down - 17), (crotch * 0.4, down - 17), (crotch + 1, down - 20)
        )
    )
    main = Piece(body, lines=(flap, *tops.arm_seams(c, design), *_folds(c, hip)))
    return (main, Piece(bind, trim, paired=True, lies=True)), () if back else studs, down


def _sleepsuit(c: Cut, design: Design, around: Neck, *, trim: Cloth, back: bool) -> Built:
    crotch = c.waist_line + c.rise * 0.82
    ankle = crotch + c.inseam * 0.86
    inner, wide = 20.0, 0.44 * c.hip + 8
    side = _to_hip(c, around, crotch * 0.8)
    outer = side.curve((c.hip, crotch), (inner + wide + 8, ankle - 40), (inner + wide, ankle))
    body = symmetric(outer.line((inner, ankle)).curve((inner + 2, crotch + 40), (12, crotch + 10), (0, crotch)))
    foot = (
        Path((inner - 1, ankle - 2))
        .line((inner + wide + 1, ankle - 2))
        .curve((inner + wide + 12, ankle + 26), (inner + wide + 4, ankle + 46), (inner + wide * 0.5, ankle + 46))
        .curve((inner - 8, ankle + 46), (inner - 8, ankle + 24), (inner - 1, ankle - 2))
        .close()
    )
    opening = (
        Path((0, around.depth))
        .line((0, crotch * 0.72))
        .curve((0, crotch * 0.94), (inner + 2, crotch), (inner + wide * 0.34, ankle - 8))
    )
    seam = () if back else (Line(opening, Ink.SEAM), Line(_beside(opening, 8)))
    main = Piece(body, lines=(*seam, *tops.arm_seams(c, design), *_folds(c, crotch * 0.8)))
    studs = () if back else _studs_along(around.depth + 12, crotch * 0.72, opening)
    return (main, Piece(foot, trim if design.contrast else Cloth.MAIN, paired=True)), studs, ankle + 46


def _romper(c: Cut, design: Design, around: Neck, *, trim: Cloth, back: bool) -> Built:
    crotch = c.waist_line + c.rise * 0.92
    hem = crotch + 0.2 * c.inseam + 12
    outer, inner = c.hip * 1.06, 12.0
    side = _to_hip(c, around, crotch * 0.82)
    half = side.curve((c.hip * 1.06, crotch * 0.92), (outer + 8, hem - 26), (outer, hem)).bow((inner, hem + 5), -3)
    body = symmetric(half.curve((inner, crotch + 14), (8, crotch + 2), (0, crotch)))
    cuff = (
        Path((outer + 1, hem - 15))
        .line((outer, hem))
        .bow((inner, hem + 5), -3)
        .line((inner + 1, hem - 10))
        .bow((outer + 1, hem - 15), 3)
        .close()
    )
    main = Piece(body, lines=(*_gathered(c), *tops.arm_seams(c, design)))
    opened, buttons = (
        tops.placket(around.depth, c.waist_line - 4, count=3)
        if not back and design.collar is not Collar.ROUND
        else ((), ())
    )
    return (main, Piece(cuff, trim, paired=True, lies=True), *opened), buttons, hem


def _to_hip(c: Cut, around: Neck, hip: float) -> Path:
    """The half outline from the neck over the armhole to the hip."""
    arm_hole = around.edge.line((c.shoulder, c.slope)).curve(
        (c.shoulder - 8, c.slope + (c.armpit - c.slope) * 0.5),
        (c.shoulder + (c.chest - c.shoulder) * 0.1 - 3, c.armpit - 5),
        (c.chest, c.armpit),
    )
    return arm_hole.curve((c.chest - 3, c.armpit + 26), (c.hip * 0.94, hip - 30), (c.hip * 0.94, hip))


def _folds(c: Cut, hip: float) -> tuple[Line, ...]:
    fold = Path((c.chest - 5, c.armpit + 10)).bow((c.chest * 0.62, hip * 0.74), 6)
    return Line(fold, Ink.FOLD), Line(mirrored(fold), Ink.FOLD)


def _beside(path: Path, by: float) -> Path:
    steps = tuple(tuple((x - by, y) for x, y in step) for step in path.steps)
    return Path((path.start[0] - by, path.start[1]), steps)


def _studs_along(start: float, end: float, opening: Path) -> tuple[Button, ...]:
    straight = tuple(Button((-4.0, start + (end - start) * index / 4), 4.6, is_stud=True) for index in range(5))
    first, second, last = opening.steps[-1]
    bent = tuple(
        Button(_on_curve(opening.steps[0][-1], first, second, last, share), 4.6, is_stud=True)
        for share in (0.35, 0.62, 0.88)
    )
    return (*straight, *bent)


def _on_curve(
    start: tuple[float, float],
    first: tuple[float, float],
    second: tuple[float, float],
    end: tuple[float, float],
    share: float,
) -> tuple[float, float]:
    """De Casteljau's point at a share of a cubic curve, a stud's width to the left."""
    a, b, d = along(start, first, share), along(first, second, share), along(second, end, share)
    x, y = along(along(a, b, share), along(b, d, share), share)
    return x - 4, y


def _gathered(c: Cut) -> tuple[Line, ...]:
    """The waist seam of a romper and the folds below it."""
    seam = Line(Path((-c.chest * 0.98, c.waist_line)).line((c.chest * 0.98, c.waist_line)), Ink.SEAM)
    folds = [
        Path((c.chest * share, c.waist_line + 3)).bow((c.chest * share * 1.1, c.waist_line + 46), 2)
        for share in (0.2, 0.5, 0.8)
    ]
    return (seam, *(Line(side, Ink.FOLD) for fold in folds for side in (fold, mirrored(fold))))

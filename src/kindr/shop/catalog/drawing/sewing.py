"""What is sewn on: seams, stitches, folds of cloth, cords, zips, buttons and press studs."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from kindr.shop.catalog.drawing.paint import Paint
from kindr.shop.catalog.drawing.path import Path, Point
from kindr.shop.catalog.drawing.pieces import Button, Ink, Line

SHADE = "#1b1730"


def folds(lines: Iterable[Line], *, deep: float = 0.11) -> str:
    """Folds of cloth: a soft dark leaf along each line with a paler one beside it, both ending in nothing."""
    paths = [line.path for line in lines if line.ink is Ink.FOLD]
    if not paths:
        return ""
    dark, pale = ("".join(_leaf(path, wide) for path in paths) for wide in (5.5, -4.5))
    return f'<path d="{dark}" fill="{SHADE}" fill-opacity="{deep:g}"/><path d="{pale}" fill="#fff" fill-opacity=".12"/>'


def sewn(lines: Sequence[Line], paint: Paint, *, near: bool) -> str:
    """Seams, thread, cords and zips; `near` shows each stitch with the dent that it makes."""
    seams, stitches = (_together(lines, ink) for ink in (Ink.SEAM, Ink.STITCH))
    drawn = _stroke(seams, paint.seam, 1.4) if seams else ""
    if stitches:
        drawn += _stitches(stitches, paint.seam, near)
    drawn += "".join(_zip(line.path, paint) for line in lines if line.ink is Ink.ZIP)
    return drawn + "".join(_cord(line.path, paint) for line in lines if line.ink is Ink.CORD)


def _together(lines: Iterable[Line], ink: Ink) -> str:
    """The `d` of all lines of one ink: what is drawn alike is written once."""
    return "".join(line.path.d for line in lines if line.ink is ink)


def button(kind: Button, mark: str, paint: Paint) -> str:
    """A button around (0, 0), to be shown as often as it is sewn on."""
    r = kind.radius
    face = "#e9e4d8" if kind.is_stud else paint.button
    rim = (
        f'<g id="{mark}"><circle cy="1.400" r="{r:g}" fill="{SHADE}" fill-opacity=".25"/>'
        f'<circle r="{r:g}" fill="{face}" stroke="{paint.edge}" stroke-width=".9"/>'
        f'<circle r="{r * 0.68:.1f}" fill="{SHADE}" fill-opacity=".08" stroke="#fff" stroke-opacity=".35" '
        'stroke-width=".8"/>'
    )
    if kind.is_stud:
        return f'{rim}<circle r="{r * 0.4:.1f}" fill="#fff" fill-opacity=".5" stroke="{SHADE}" stroke-width=".6"/></g>'
    return (
        f'{rim}<path d="M-1.500-1.500h0M1.500-1.500h0M-1.500 1.500h0M1.500 1.500h0" stroke="{paint.edge}" '
        f'stroke-width="1.500"/>'
        f'<path d="M-1.500-1.500L1.500 1.500M1.500-1.500L-1.500 1.500" stroke="{paint.thread}" stroke-width=".8"/></g>'
    )


def _stitches(d: str, colour: str, near: bool) -> str:
    if not near:
        return _stroke(d, colour, 1.1, more=' stroke-dasharray="4 2.600"')
    dent = _stroke(d, SHADE, 2.4, more=' stroke-opacity=".13"')
    return dent + _stroke(d, colour, 1.3, more=' stroke-dasharray="3.600 2"')


def _zip(path: Path, paint: Paint) -> str:
    x, y = path.start
    tape = _stroke(path.d, paint.edge, 7) + _stroke(path.d, "#e9e4d8", 4, more=' stroke-dasharray="1.600 3.600"')
    slider = f'<path d="M{x - 3.6:.1f} {y:.1f}h7.200l-1.400 9h-4.400Z" fill="#d9d4c6" stroke="{paint.edge}"/>'
    pull = f'<path d="M{x - 2:.1f} {y + 8:.1f}h4l1.200 15q-3.200 4-6.400 0Z" fill="#e9e4d8" stroke="{paint.edge}"/>'
    return tape + slider + pull


def _cord(path: Path, paint: Paint) -> str:
    (x, y), (left, top) = path.end, path.start
    eye = f'<circle cx="{left:.1f}" cy="{top:.1f}" r="4" fill="{SHADE}" stroke="#cfc8b6" stroke-width="1.600"/>'
    knot = _stroke(f"M{x:.1f} {y - 6:.1f}v11", paint.edge, 6.4)
    tassel = _stroke(f"M{x:.1f} {y - 4:.1f}v7", "#f6efe0", 3.4)
    shadow = _stroke(path.d, SHADE, 6.4, more=' stroke-opacity=".16" transform="translate(2 2)"')
    return shadow + eye + _stroke(path.d, paint.edge, 5) + _stroke(path.d, "#f6efe0", 3.6) + knot + tassel


def _stroke(d: str, colour: str, width: float, *, more: str = "") -> str:
    return f'<path d="{d}" fill="none" stroke="{colour}" stroke-width="{width:g}"{more}/>'


def _leaf(path: Path, wide: float) -> str:
    """The line there and, a little aside, back again."""
    (x, y), (end_x, end_y) = path.start, path.end
    long = ((end_x - x) ** 2 + (end_y - y) ** 2) ** 0.5 or 1.0
    aside = (-(end_y - y) / long * wide, (end_x - x) / long * wide)
    first, second = path.steps[-1][:2] if len(path.steps[-1]) == 3 else (path.start, path.end)
    there = Path(path.start).curve(first, second, path.end)
    return there.curve(_by(second, aside), _by(first, aside), path.start).d


def _by(point: Point, way: Point) -> Point:
    return point[0] + way[0], point[1] + way[1]

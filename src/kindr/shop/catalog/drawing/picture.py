"""From a flat garment to the text of an SVG."""

from __future__ import annotations

from collections.abc import Iterable
from xml.sax.saxutils import escape

from kindr.shop.catalog.drawing.paint import Paint
from kindr.shop.catalog.drawing.path import Path, bounds, mirrored
from kindr.shop.catalog.drawing.patterns import TURNS, Tile
from kindr.shop.catalog.drawing.pieces import Button, Cloth, Flat, Ink, Line, Piece

WIDE, HIGH = 4, 5
"""Every picture is four wide and five high."""
Box = tuple[float, float, float, float]
"""A viewBox: left, top, width, height in mm."""
SHADE = "#1b1730"
# Presentation attributes everywhere, no style element: the strict content security policy covers pictures too.
LIGHT = (
    '<linearGradient id="s" x1="0" x2="1" y1="0" y2="0">'
    f'<stop offset="0" stop-color="{SHADE}" stop-opacity=".13"/>'
    f'<stop offset=".22" stop-color="{SHADE}" stop-opacity=".02"/>'
    '<stop offset=".5" stop-color="#fff" stop-opacity=".045"/>'
    f'<stop offset=".8" stop-color="{SHADE}" stop-opacity=".02"/>'
    f'<stop offset="1" stop-color="{SHADE}" stop-opacity=".15"/>'
    "</linearGradient>"
)
RIB = (
    '<pattern id="rib" width="4.200" height="8" patternUnits="userSpaceOnUse">'
    f'<path d="M1 0V8" stroke="{SHADE}" stroke-opacity=".16" stroke-width="1.100"/>'
    '<path d="M2.600 0V8" stroke="#fff" stroke-opacity=".12" stroke-width="1"/></pattern>'
)


def frame(flat: Flat, *, margin: float = 0.04, extra: float = 0.0) -> Box:
    """The viewBox that holds a garment: left, top, width, height, in the proportions of every picture."""
    left, top, right, bottom = _reach(flat.pieces)
    half = max(right, -left) + extra
    wide, high = 2 * half, bottom - top + extra
    full = max(wide * (1 + 2 * margin), high * (1 + 2 * margin) * WIDE / HIGH)
    return -full / 2, (top + bottom) / 2 - full * HIGH / WIDE / 2, full, full * HIGH / WIDE


def hanging(flat: Flat) -> Box:
    """The viewBox of a garment on a washing line: its top lies just under the upper edge."""
    left, _, wide, high = frame(flat, margin=0.01)
    return left, _reach(flat.pieces)[1] - 0.012 * high, wide, high


def closeup(flat: Flat) -> Box:
    """The viewBox of the detail picture: a third of the garment around its most telling place."""
    _, _, wide, high = frame(flat)
    x, y = flat.closeup
    return x - wide * 0.21, y - high * 0.21, wide * 0.42, high * 0.42


def svg(flat: Flat, paint: Paint, pattern: Tile | None, *, box: Box, title: str, **more: str) -> str:
    """The whole document; `more` may hold `pattern_name` and `over`, which is drawn last."""
    view = " ".join(f"{number:.1f}" for number in box)
    slant = TURNS.get(more.get("pattern_name", ""), 0.0)
    turns = sorted({piece.turn for piece in flat.pieces})
    return "".join(
        (
            f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="{view}" role="img" aria-labelledby="t">',
            f'<title id="t">{escape(title)}</title><defs>{LIGHT}{RIB}',
            *(_repeat(pattern, turn, slant) for turn in turns if pattern),
            "</defs>",
            *(_piece(piece, paint, bool(pattern)) for piece in flat.pieces),
            *(_button(button, paint) for button in flat.buttons),
            more.get("over", ""),
            "</svg>",
        )
    )


def _repeat(pattern: Tile, turn: float, slant: float) -> str:
    return (
        f'<pattern id="{_name(turn)}" width="{pattern.width:g}" height="{pattern.height:g}" '
        f'patternUnits="userSpaceOnUse" patternTransform="rotate({turn + slant:g})">{pattern.shapes}</pattern>'
    )


def _name(turn: float) -> str:
    return f"p{turn:g}".replace("-", "m").replace(".", "_")


def _piece(piece: Piece, paint: Paint, has_pattern: bool) -> str:
    right = _painted(piece, paint, has_pattern)
    return f'{right}<g transform="scale(-1 1)">{right}</g>' if piece.paired else right


def _painted(piece: Piece, paint: Paint, has_pattern: bool) -> str:
    d = piece.outline.d
    fills = {
        Cloth.MAIN: paint.cloth,
        Cloth.TRIM: paint.trim,
        Cloth.RIB: paint.rib,
        Cloth.LINING: paint.lining,
        Cloth.LABEL: "#fbf6ea",
    }
    layers = [f'<path d="{d}" fill="{fills[piece.cloth]}"/>']
    if has_pattern and piece.cloth is Cloth.MAIN:
        layers.append(f'<path d="{d}" fill="url(#{_name(piece.turn)})"/>')
    if piece.cloth is Cloth.RIB:
        layers.append(f'<path d="{d}" fill="url(#rib)"/>')
    width = "1" if piece.cloth is Cloth.LABEL else "1.7"
    layers.append(
        f'<path d="{d}" fill="url(#s)" stroke="{paint.edge}" stroke-width="{width}" stroke-linejoin="round"/>'
    )
    layers.extend(_line(line, paint) for line in piece.lines)
    return "".join(layers)


def _line(line: Line, paint: Paint) -> str:
    d = line.path.d
    if line.ink is Ink.FOLD:
        return _stroke(d, SHADE, 3.2, more=' stroke-opacity=".13"')
    if line.ink is Ink.STITCH:
        return _stroke(d, paint.seam, 1.2, more=' stroke-dasharray="4.500 2.600"')
    if line.ink is Ink.ZIP:
        return _stroke(d, paint.edge, 6.5) + _stroke(d, "#e9e4d8", 4, more=' stroke-dasharray="1.800 4"')
    if line.ink is Ink.CORD:
        x, y = line.path.end
        knot = _stroke(f"M{x:.1f} {y - 4:.1f}v9", paint.edge, 4.6)
        return _stroke(d, paint.edge, 5.4) + _stroke(d, "#f6efe0", 3.6) + knot
    return _stroke(d, paint.seam, 1.4)


def _stroke(d: str, colour: str, width: float, *, more: str = "") -> str:
    return f'<path d="{d}" fill="none" stroke="{colour}" stroke-width="{width:g}" stroke-linecap="round"{more}/>'


def _button(button: Button, paint: Paint) -> str:
    x, y, r = button.at[0], button.at[1], button.radius
    face = "#e9e4d8" if button.is_stud else paint.button
    rim = _dot(x, y, r, f'fill="{face}" stroke="{paint.edge}" stroke-width="1.100"')
    if button.is_stud:
        return rim + _dot(x, y, r * 0.45, f'fill="none" stroke="{paint.edge}" stroke-width=".8"')
    return rim + "".join(_dot(x + dx, y + dy, 0.8, f'fill="{paint.edge}"') for dx in (-1.5, 1.5) for dy in (-1.5, 1.5))


def _dot(x: float, y: float, radius: float, look: str) -> str:
    return f'<circle cx="{x:.1f}" cy="{y:.1f}" r="{radius:g}" {look}/>'


def _reach(pieces: Iterable[Piece]) -> Box:
    outlines: list[Path] = []
    for piece in pieces:
        outlines.append(piece.outline)
        if piece.paired:
            outlines.append(mirrored(piece.outline))
    return bounds(outlines)

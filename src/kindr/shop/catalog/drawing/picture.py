"""From flat garments to the text of an SVG."""

from __future__ import annotations

import zlib
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from xml.sax.saxutils import escape

from kindr.shop.catalog.drawing.design import Design
from kindr.shop.catalog.drawing.paint import Paint, paint_for
from kindr.shop.catalog.drawing.patterns import tile
from kindr.shop.catalog.drawing.pieces import Button, Cloth, Flat, Piece
from kindr.shop.catalog.drawing.sewing import SHADE, button, folds, sewn
from kindr.shop.catalog.drawing.tiles import MARK, Tile
from kindr.shop.catalog.drawing.viewing import Box
from kindr.shop.catalog.drawing.weaves import Weave, woven

LABEL = "#fbf6ea"


@dataclass(frozen=True)
class Look:
    """What one garment's cloth looks like; the ids of its parts begin with `mark`, so that drawings never clash."""

    paint: Paint
    weave: Tile
    print: Tile | None
    mark: str
    near: bool = False
    """Whether one stands close enough to see each stitch."""


def look(design: Design, dye: str, *, salt: str = "", near: bool = False) -> Look:
    """The cloth of a design in a dye; `salt` tells drawings of the same garment apart."""
    paint = paint_for(dye, accent=design.accent)
    if design.cloth is Weave.DENIM:
        paint = replace(paint, seam=paint.thread)
    mark = f"k{zlib.crc32(f'{design}{dye}{salt}'.encode()):08x}"
    return Look(paint, woven(design.cloth), tile(design.pattern, paint), mark, near)


def svg(drawn: str, *, box: Box, title: str, desc: str = "") -> str:
    """The whole document around what is drawn."""
    view = " ".join(f"{number:.1f}".removesuffix(".0") for number in box)
    more = f"<desc>{escape(desc)}</desc>" if desc else ""
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="{view}" role="img"><title>{escape(title)}</title>'
        f"{more}{drawn}</svg>"
    )


def garment(flat: Flat, look: Look) -> str:
    """Every piece of a garment with its light and shadow, its thread and its buttons."""
    body = "".join(_piece(index, piece, look) for index, piece in enumerate(flat.pieces))
    shown = f"{_ground(flat.pieces, look)}{body}{_buttons(flat.buttons, look)}"
    return f'<g stroke-linecap="round" stroke-linejoin="round"><defs>{"".join(_defs(flat, look))}</defs>{shown}</g>'


def repeat(name: str, pattern: Tile) -> str:
    """A `<pattern>` whose repeats meet at the centre of the garment."""
    turned = f' patternTransform="rotate({pattern.slant:g})"' if pattern.slant else ""
    shapes = pattern.shapes.replace(MARK, name)
    return (
        f'<pattern id="{name}" width="{pattern.width:g}" height="{pattern.height:g}" '
        f'patternUnits="userSpaceOnUse"{turned}>{shapes}</pattern>'
    )


def _defs(flat: Flat, look: Look) -> Iterator[str]:
    mark = look.mark
    yield (
        f'<linearGradient id="{mark}s"><stop stop-color="{SHADE}" stop-opacity=".14"/>'
        f'<stop offset=".25" stop-color="#fff" stop-opacity=".05"/><stop offset=".6" stop-color="{SHADE}" '
        f'stop-opacity="0"/><stop offset="1" stop-color="{SHADE}" stop-opacity=".17"/></linearGradient>'
    )
    yield repeat(f"{mark}w", look.weave)
    if any(piece.cloth is Cloth.RIB for piece in flat.pieces):
        yield repeat(f"{mark}r", woven(Weave.RIB))
    if look.print:
        turns = sorted({piece.turn for piece in flat.pieces if piece.cloth is Cloth.MAIN and piece.turn})
        yield repeat(_printed(look, 0), look.print)
        yield from (_turned(look, look.print, turn) for turn in turns)
    for index, piece in enumerate(flat.pieces):
        yield f'<path id="{mark}{index}" d="{piece.outline.d}"/>'
        if _is_shaded(piece):
            yield f'<clipPath id="{mark}c{index}"><use href="#{mark}{index}"/></clipPath>'


def _turned(look: Look, pattern: Tile, turn: float) -> str:
    """The same repeat on a piece that was cut at an angle; its shapes are written once."""
    way = f'patternTransform="rotate({turn + pattern.slant:g})"'
    return f'<pattern id="{_printed(look, turn)}" href="#{_printed(look, 0)}" {way}/>'


def _printed(look: Look, turn: float) -> str:
    return f"{look.mark}p{turn:g}".replace("-", "m").replace(".", "_")


def _is_shaded(piece: Piece) -> bool:
    """Small parts take the light of the piece that they lie on."""
    return piece.cloth in (Cloth.MAIN, Cloth.TRIM, Cloth.LINING) and not piece.lies


def _ground(pieces: Iterable[Piece], look: Look) -> str:
    """The soft shadow of the whole garment on the table."""
    shown = "".join(
        _both(f'<use href="#{look.mark}{index}"{{}}/>', piece)
        for index, piece in enumerate(pieces)
        if piece.cloth is not Cloth.LABEL and not piece.lies
    )
    return f'<g fill="{SHADE}" stroke="{SHADE}" stroke-width="3" opacity=".12" transform="translate(0 6)">{shown}</g>'


def _both(used: str, piece: Piece) -> str:
    mirrored = used.format(' transform="scale(-1 1)"') if piece.paired else ""
    return used.format("") + mirrored


def _piece(index: int, piece: Piece, look: Look) -> str:
    shown = "".join(_layers(index, piece, look))
    if not piece.paired:
        return shown
    name = f"{look.mark}g{index}"
    return f'<g id="{name}">{shown}</g><use href="#{name}" transform="scale(-1 1)"/>'


def _layers(index: int, piece: Piece, look: Look) -> Iterator[str]:
    """Shadow below, dye, print, weave, folds and rounded edges, the light of the day, then thread."""
    used, paint = f'<use href="#{look.mark}{index}"', look.paint
    if piece.lies:
        yield f'{used} fill="{SHADE}" fill-opacity=".2" transform="translate(0 2.500)"/>'
    yield f'{used} fill="{_dyed(piece.cloth, paint)}"/>'
    if look.print and piece.cloth is Cloth.MAIN:
        yield f'{used} fill="url(#{_printed(look, piece.turn)})"/>'
    if piece.cloth is not Cloth.LABEL:
        yield f'{used} fill="url(#{look.mark}{"r" if piece.cloth is Cloth.RIB else "w"})"/>'
    if _is_shaded(piece):
        yield from _shade(used, index, piece, look)
    light = f'url(#{look.mark}s)" stroke="{paint.edge}" stroke-width="{1.2 if piece.lies else 1.5:g}'
    yield f'{used} fill="{light}"/>'
    yield sewn(piece.lines, paint, near=look.near)


def _shade(used: str, index: int, piece: Piece, look: Look) -> Iterator[str]:
    """Folds, and three faint rims that together look like cloth that bends away at its edges."""
    deep, widths = (0.1, (10, 22, 38)) if piece.cloth is Cloth.LINING else (0.028, (6, 14, 26))
    rims = "".join(f'{used} stroke-width="{width}"/>' for width in widths)
    yield (
        f'<g clip-path="url(#{look.mark}c{index})">{folds(piece.lines)}<g fill="none" stroke="{SHADE}" '
        f'stroke-opacity="{deep:g}">{rims}</g></g>'
    )


def _dyed(cloth: Cloth, paint: Paint) -> str:
    return {
        Cloth.MAIN: paint.cloth,
        Cloth.TRIM: paint.trim,
        Cloth.RIB: paint.rib,
        Cloth.LINING: paint.lining,
        Cloth.LABEL: LABEL,
    }[cloth]


def _buttons(buttons: Iterable[Button], look: Look) -> str:
    """Each kind of button is drawn once and sewn on where it belongs."""
    kinds = list(dict.fromkeys(replace(each, at=(0.0, 0.0)) for each in buttons))
    names = {kind: f"{look.mark}b{index}" for index, kind in enumerate(kinds)}
    defs = "".join(button(kind, names[kind], look.paint) for kind in kinds)
    used = "".join(
        f'<use href="#{names[replace(each, at=(0.0, 0.0))]}" x="{each.at[0]:.1f}" y="{each.at[1]:.1f}"/>'
        for each in buttons
    )
    return f"<defs>{defs}</defs>{used}" if kinds else ""

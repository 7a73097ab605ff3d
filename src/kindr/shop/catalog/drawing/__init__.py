"""Garments drawn from the size chart: pure functions from a design, a colour and a size to an SVG text."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from kindr.shop.catalog.drawing import babies, bottoms, dresses, tops
from kindr.shop.catalog.drawing.cut import Cut, cut
from kindr.shop.catalog.drawing.design import Design, Silhouette, WrongDesign, read_design
from kindr.shop.catalog.drawing.dungarees import dungarees
from kindr.shop.catalog.drawing.paint import paint_for
from kindr.shop.catalog.drawing.patterns import tile
from kindr.shop.catalog.drawing.picture import closeup, frame, hanging, svg
from kindr.shop.catalog.drawing.pieces import Flat
from kindr.shop.catalog.drawing.skirts import skirt
from kindr.shop.catalog.drawing.tape import tape
from kindr.shop.catalog.rules import size_row

VERSION = 3
"""Raised when the same design is drawn differently, so that kept pictures are fetched again."""
SHAPES: Mapping[Silhouette, Callable[..., Flat]] = {
    Silhouette.TEE: tops.top,
    Silhouette.POLO: tops.top,
    Silhouette.SHIRT: tops.top,
    Silhouette.HOODIE: tops.top,
    Silhouette.JACKET: tops.top,
    Silhouette.CARDIGAN: tops.top,
    Silhouette.DRESS: dresses.dress,
    Silhouette.PYJAMAS: dresses.pyjamas,
    Silhouette.SKIRT: skirt,
    Silhouette.TROUSERS: bottoms.trousers,
    Silhouette.SHORTS: bottoms.trousers,
    Silhouette.LEGGINGS: bottoms.trousers,
    Silhouette.DUNGAREES: dungarees,
    Silhouette.BODYSUIT: babies.suit,
    Silhouette.SLEEPSUIT: babies.suit,
    Silhouette.ROMPER: babies.suit,
}


class NoSuchView(LookupError):
    """A garment can be seen from the front, the back, close up, or with a tape measure."""


def flat(design: Design, *, size: int, back: bool = False) -> Flat:
    """A garment in one size, lying on the table; raises NoSuchSize."""
    pieces: Cut = cut(size_row(size), design)
    return SHAPES[design.silhouette](pieces, design, back=back)


def draw(design: Design, *, view: str, dye: str, title: str, size: int | None = None) -> str:
    """The SVG text of one view ("front", "back", "detail", "measures" or "hanging"); raises NoSuchView, NoSuchSize."""
    paint = paint_for(dye, accent=design.accent)
    lying = flat(design, size=size or design.size, back=view == "back")
    over = ""
    if view in ("front", "back"):
        box = frame(lying)
    elif view == "detail":
        box = closeup(lying)
    elif view == "measures":
        box = frame(lying, extra=44)
        over = tape(lying.measures, wide=box[2])
    elif view == "hanging":
        box = hanging(lying)
    else:
        raise NoSuchView(f"There is no view {view}.")
    return svg(lying, paint, tile(design.pattern, paint), box=box, title=title, pattern_name=design.pattern, over=over)


__all__ = ["SHAPES", "VERSION", "Design", "NoSuchView", "WrongDesign", "draw", "flat", "read_design"]

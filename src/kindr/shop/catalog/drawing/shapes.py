"""Which workroom cuts which silhouette."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from kindr.shop.catalog.drawing import babies, bottoms, dresses, tops
from kindr.shop.catalog.drawing.cut import cut
from kindr.shop.catalog.drawing.design import Design, Silhouette
from kindr.shop.catalog.drawing.dungarees import dungarees
from kindr.shop.catalog.drawing.pieces import Flat
from kindr.shop.catalog.drawing.shoes import shoes
from kindr.shop.catalog.drawing.skirts import skirt
from kindr.shop.catalog.rules import size_row

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
    Silhouette.SHOES: shoes,
}


def flat(design: Design, *, size: int, back: bool = False) -> Flat:
    """A garment in one size, lying on the table; raises NoSuchSize."""
    return SHAPES[design.silhouette](cut(size_row(size), design), design, back=back)

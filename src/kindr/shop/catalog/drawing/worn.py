"""A garment on a child of its height: the same pieces, cut to the body instead of lying flat."""

from __future__ import annotations

import zlib
from dataclasses import dataclass, replace

from kindr.shop.catalog.drawing import bottoms, tops
from kindr.shop.catalog.drawing.cut import Cut, cut
from kindr.shop.catalog.drawing.design import Design, Length, Pocket, Silhouette, Sleeve
from kindr.shop.catalog.drawing.figure import Body, body, figure
from kindr.shop.catalog.drawing.picture import garment, look
from kindr.shop.catalog.drawing.pieces import Flat, shifted
from kindr.shop.catalog.drawing.shapes import SHAPES
from kindr.shop.catalog.drawing.viewing import Box
from kindr.shop.catalog.rules import SizeRow, wearer

BELOW = (Silhouette.SKIRT, Silhouette.TROUSERS, Silhouette.SHORTS, Silhouette.LEGGINGS)
ABOVE = (
    Silhouette.TEE, Silhouette.POLO, Silhouette.SHIRT, Silhouette.HOODIE, Silhouette.JACKET, Silhouette.CARDIGAN,
)  # fmt: skip
SANDS = ("#cdbb98", "#626b7c", "#9a7f63", "#7f8c78")
RULER = 0.15
"""Room for the height beside the child, as a share of it."""
CREAM = "#f7f1e4"
PLAIN_TEE = Design(Silhouette.TEE)
PLAIN_TROUSERS = Design(Silhouette.TROUSERS, pocket=Pocket.CHEST)


@dataclass(frozen=True)
class Layer:
    """One garment on the body: how it is cut there, how far down it hangs, and its dye."""

    design: Design
    cut: Cut
    down: float
    dye: str


def worn(design: Design, dye: str, *, size: int) -> tuple[str, Box]:
    """The drawing of a child in a garment and plain things with it, and how far it reaches."""
    row = wearer(size)
    seed = zlib.crc32(repr((design, "worn")).encode())
    child = body(row, seed, shod=design.silhouette is not Silhouette.SLEEPSUIT)
    if design.silhouette is Silhouette.SHOES:
        child = replace(child, shoe=dye)
    layers = _layers(design, dye, row, child)
    drawn = [
        garment(_flat(layer), look(layer.design, layer.dye, salt=f"worn{size}{index}{dye}{seed}"))
        for index, layer in enumerate(layers)
    ]
    behind, before = figure(child, _sleeve(layers))
    half = child.height * 0.345
    return f"{behind}{''.join(drawn)}{before}", (-half - RULER * child.height, -0.02 * child.height, half, child.height)


def _layers(design: Design, dye: str, row: SizeRow, child: Body) -> list[Layer]:
    own = _on_body(cut(row, design))
    waist = child.crotch - own.rise
    tucked = Layer(PLAIN_TEE, replace(_on_body(cut(row, PLAIN_TEE)), body=waist - child.neck + 26), child.neck, CREAM)
    if design.silhouette in BELOW:
        return [tucked, Layer(design, own, waist, dye)]
    if design.silhouette is Silhouette.DUNGAREES:
        return [tucked, Layer(design, own, waist, dye)]
    plain = _on_body(cut(row, PLAIN_TROUSERS))
    below = Layer(PLAIN_TROUSERS, plain, child.crotch - plain.rise, _beside(dye, design))
    if design.silhouette is Silhouette.SHOES:
        return [below, Layer(PLAIN_TEE, _on_body(cut(row, PLAIN_TEE)), child.neck, CREAM)]
    top = Layer(design, own, child.neck, dye)
    if design.silhouette is Silhouette.PYJAMAS:
        lower = replace(design, pocket=Pocket.NONE, length=Length.REGULAR)
        return [Layer(lower, own, waist, dye), top]
    if design.silhouette in ABOVE:
        return [below, top]
    return [top]


def _beside(dye: str, design: Design) -> str:
    return SANDS[zlib.crc32(f"{dye}{design.pattern}".encode()) % len(SANDS)]


def _flat(layer: Layer) -> Flat:
    shape = SHAPES[layer.design.silhouette]
    if layer.design.silhouette is Silhouette.PYJAMAS:
        # A set is worn apart: trousers on the hips, the top over them.
        shape = bottoms.trousers if layer.down > layer.cut.body * 0.75 else tops.top
    return shifted(shape(layer.cut, layer.design, back=False), 0, layer.down)


def _on_body(c: Cut) -> Cut:
    """A body is round: what lies flat is wider than what one sees of it when it is worn."""
    return replace(
        c,
        chest=c.chest * 0.76,
        shoulder=c.shoulder * 0.88,
        slope=c.slope * 1.1,
        neck=c.neck * 0.74,
        neck_drop=c.neck_drop * 0.74,
        armpit=c.armpit * 0.9,
        arm_hole=c.arm_hole * 0.72,
        waist=c.waist * 0.76,
        hip=c.hip * 0.76,
        inseam=c.inseam * 0.93,
    )


def _sleeve(layers: list[Layer]) -> tuple[Cut, Sleeve]:
    """The garment that the arms come out of."""
    upper = next(
        (
            each
            for each in layers
            if each.design.silhouette not in BELOW and each.design.silhouette is not Silhouette.DUNGAREES
        ),
        layers[0],
    )
    return upper.cut, upper.design.sleeve

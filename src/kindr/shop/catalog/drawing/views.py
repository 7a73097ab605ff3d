"""The views of a garment: front, back, close up, with a tape measure, on a washing line, and on a child."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from kindr.shop.catalog.drawing import tape
from kindr.shop.catalog.drawing.design import Design
from kindr.shop.catalog.drawing.near import grained, swatch
from kindr.shop.catalog.drawing.picture import garment, look, svg
from kindr.shop.catalog.drawing.shapes import flat
from kindr.shop.catalog.drawing.viewing import around, closeup, frame, hanging
from kindr.shop.catalog.drawing.worn import worn
from kindr.shop.catalog.rules import wearer


class NoSuchView(LookupError):
    """A garment cannot be seen that way."""


@dataclass(frozen=True)
class Sitting:
    """What is to be drawn: a design in a dye and a size, with the words that name it."""

    design: Design
    dye: str
    title: str
    size: int
    view: str


def draw(design: Design, *, view: str, dye: str, title: str, size: int | None = None) -> str:
    """The SVG text of one of the `VIEWS`; raises NoSuchView, NoSuchSize."""
    if view not in VIEWS:
        raise NoSuchView(f"There is no view {view}.")
    return VIEWS[view](Sitting(design, dye, title, size or design.size, view))


def _lying(asked: Sitting) -> str:
    lying = flat(asked.design, size=asked.size, back=asked.view == "back")
    seen = look(asked.design, asked.dye, salt=f"{asked.view}{asked.size}")
    box = hanging(lying) if asked.view == "hanging" else frame(lying)
    return svg(garment(lying, seen), box=box, title=asked.title)


def _detail(asked: Sitting) -> str:
    lying = flat(asked.design, size=asked.size)
    seen = look(asked.design, asked.dye, salt=f"detail{asked.size}", near=True)
    box = closeup(lying)
    return svg(grained(garment(lying, seen), seen, box) + swatch(seen, box), box=box, title=asked.title)


def _measures(asked: Sitting) -> str:
    lying = flat(asked.design, size=asked.size)
    seen = look(asked.design, asked.dye, salt=f"measures{asked.size}")
    laid, held = tape.laid(lying)
    box = around(held, margin=0.02)
    drawn = garment(lying, seen) + tape.tape(laid, wide=box[2])
    return svg(drawn, box=box, title=asked.title, desc=tape.spoken(lying.measures))


def _worn(asked: Sitting) -> str:
    drawn, held = worn(asked.design, asked.dye, size=asked.size)
    box = around(held, margin=0.03)
    tall = wearer(asked.size).height
    height = tape.height(held, tall, wide=box[2])
    return svg(drawn + height, box=box, title=asked.title, desc=f"{tall} cm")


VIEWS: Mapping[str, Callable[[Sitting], str]] = {
    "front": _lying,
    "back": _lying,
    "detail": _detail,
    "measures": _measures,
    "hanging": _lying,
    "worn": _worn,
}

"""The sheet and the outline drawn anew from numbers alone: what a parent confirms has no pixel of the picture."""

from __future__ import annotations

from dataclasses import dataclass

from kindr.shop.measuring.rules.foot_photo.terms import Found, Point

RIM_MM = 4


@dataclass(frozen=True)
class Drawn:
    """An SVG's view box, the sheet's sides, and the paths of the outline and of the length."""

    frame: str
    wide: float
    tall: float
    line: str
    length: str


def drawn(found: Found) -> Drawn:
    """In mm, as the sheet lies in the picture."""
    wide, tall = found.sides
    frame = f"{-RIM_MM} {-RIM_MM} {wide + 2 * RIM_MM:g} {tall + 2 * RIM_MM:g}"
    return Drawn(frame, wide, tall, _path(found.outline) + "Z", _path(found.ends))


def _path(points: tuple[Point, ...]) -> str:
    return "M" + "L".join(f"{x:g} {y:g}" for x, y in points)

"""A whole picture from a seed, with what is true of it."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

import cv2
import numpy as np

from bench.foot_pictures import camera as cameras
from bench.foot_pictures import floors, sheets
from bench.foot_pictures.camera import Camera, Pixels
from bench.foot_pictures.feet import Foot, foot


@dataclass(frozen=True)
class Taken:
    """The bytes a telephone would send, and the truth in mm."""

    content: bytes
    paper: str
    way: str
    length: float
    width: float
    told: dict[str, Any] = field(default_factory=dict)
    """How it was taken, to look at when a picture went wrong."""


def picture(seed: int, *, way: str = "traced") -> Taken:
    """A usual picture: any light, any floor, any of the pens; drawn from the seed alone."""
    chance = np.random.default_rng(seed)
    paper = "a4" if chance.random() < 0.6 else "f4"
    pen = sheets.PENS[chance.integers(0, len(sheets.PENS))]
    child = foot(chance.uniform(90, sheets.largest_foot(paper)), chance)
    draw = sheets.drawn if way == "traced" else sheets.against_the_wall
    sheet = draw(child, paper, pen, chance).pixels
    kind = floors.FLOORS[chance.integers(0, len(floors.FLOORS))]
    return shot(sheet, child, chance, paper=paper, way=way, ground=kind, told={"pen": pen.wide})


def shot(
    sheet: Pixels,
    child: Foot,
    chance: np.random.Generator,
    *,
    paper: str,
    way: str = "traced",
    ground: str = "wood",
    told: dict[str, Any] | None = None,
    **changed: Any,
) -> Taken:
    """A sheet photographed on a floor; `changed` sets parts of the camera, `shadow`, `blur`, `noise` or `quality`."""
    light = {name: changed.pop(name) for name in ("shadow", "blur", "noise", "quality") if name in changed}
    how = _camera(paper, chance, changed)
    lighting = {
        "shadow": chance.choice([0.0, 0.0, chance.uniform(0.1, 0.5)]),
        "blur": chance.uniform(0.5, 1.3),
        "noise": chance.uniform(1.0, 6.0),
        "quality": int(chance.integers(60, 96)),
        **light,
    }
    scene = _scene(sheet, paper, ground, how, chance)
    bright = cameras.lit(scene[0], scene[1], chance, shadow=float(lighting["shadow"]))
    content = cameras.developed(
        bright, chance, blur=lighting["blur"], noise=lighting["noise"], quality=lighting["quality"]
    )
    known = {"floor": ground, "tilt": how.tilt, "height": how.height, "bend": how.bend, **lighting, **(told or {})}
    return Taken(content, paper, way, child.length, child.width, known)


def _camera(paper: str, chance: np.random.Generator, changed: dict[str, Any]) -> Camera:
    """As high as it must be to see the whole sheet with a little floor around it."""
    turned = changed.pop("turned", chance.uniform(0, 360))
    tilt, towards = chance.uniform(0, 25), chance.uniform(0, 360)
    focal, bend = chance.uniform(0.68, 0.86), chance.uniform(-0.04, 0.04)
    height = chance.uniform(400, 900)
    aside = tuple(chance.normal(0, 15, 2))
    made = {"height": height, "tilt": tilt, "towards": towards, "focal": focal, "bend": bend, "aside": aside, **changed}
    how = Camera(turned=turned, **made)
    while "height" not in changed and not _sees_all(how, paper):
        made["height"] = made["height"] * 1.05
        how = Camera(turned=turned, **made)
    return how


def _sees_all(how: Camera, paper: str) -> bool:
    """Whether the sheet lies well inside: the border of the picture shows floor alone."""
    small = Camera(**{**how.__dict__, "wide": 84, "tall": 63})
    floor = small.looks_at()
    wide, tall = sheets.PAPERS[paper]
    inside = (np.abs(floor[..., 0]) < wide / 2 + 6) & (np.abs(floor[..., 1]) < tall / 2 + 6)
    return not (inside[:1].any() or inside[-1:].any() or inside[:, :1].any() or inside[:, -1:].any())


def _scene(sheet: Pixels, paper: str, ground: str, how: Camera, chance: np.random.Generator) -> Any:
    floor = how.looks_at()
    seen = how.focal * how.wide / how.height
    below = floors.with_toys(floors.floor(ground, chance), chance, free_mm=260)
    wide, tall = sheets.PAPERS[paper]
    back = cameras.taken(below, floor, per_mm=floors.PER_MM, middle=(floors.SIDE_MM / 2,) * 2, seen=seen)
    there = (np.abs(floor[..., 0]) < wide / 2 + 5) & (np.abs(floor[..., 1]) < tall / 2 + 5)
    if not there.any():
        return back, floor
    rows, columns = (np.flatnonzero(there.any(axis=axis)) for axis in (1, 0))
    part = (slice(rows[0], rows[-1] + 1), slice(columns[0], columns[-1] + 1))
    back[part] = _laid(back[part], floor[part], sheet, (wide, tall), seen)
    return back, floor


def _laid(back: Any, floor: Any, sheet: Pixels, sides: tuple[float, float], seen: float) -> Any:
    """The sheet on the part of the floor that it covers, with the thin shadow of its edge."""
    margin = 10
    framed = cv2.copyMakeBorder(sheet, *(margin * sheets.PER_MM,) * 4, cv2.BORDER_REPLICATE)
    alpha = np.zeros(framed.shape[:2], dtype=np.uint8)
    cut = slice(margin * sheets.PER_MM, -margin * sheets.PER_MM)
    alpha[cut, cut] = 255
    place: Any = {"per_mm": sheets.PER_MM, "middle": (sides[0] / 2 + margin, sides[1] / 2 + margin), "seen": seen}
    there = (np.abs(floor[..., 0]) < sides[0] / 2 + 5) & (np.abs(floor[..., 1]) < sides[1] / 2 + 5)
    cover = (cameras.taken(alpha, floor, **place) / 255 * there)[..., None]
    fallen = cameras.taken(alpha, floor - np.array([1.0, 1.2], dtype=np.float32), **place) / 255 * there
    return back * (1 - 0.25 * fallen[..., None]) * (1 - cover) + cameras.taken(framed, floor, **place) * cover

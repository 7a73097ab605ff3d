"""The outline on a flat sheet: what the pen's line encloses, with small gaps closed."""

from __future__ import annotations

from dataclasses import dataclass

import cv2
import numpy as np

from kindr.shop.measuring.rules.foot_photo import stroke as stroking
from kindr.shop.measuring.rules.foot_photo.ink import PER_MM, Ink
from kindr.shop.measuring.rules.foot_photo.terms import Floats, Pixels, Reason, Refused, Way, as_pixels

MARGIN_MM = 2.5
"""The edge of the sheet is left out: floor and shadow look in there."""
GAPS_MM = (0.5, 1.25, 2.5, 4.0, 6.5)
"""Half of the gaps that are closed, one after the other until something is enclosed."""
LEAST_CM2 = 18.0
MOST_PARTS = 4
SLIM, ROUND = 1.6, 0.9
MOST_OF_THE_SHEET = 0.6
SKIN_FREE_MM = 0.5
"""The inner edge of a line runs about so far outside of the skin."""


@dataclass(frozen=True)
class Outline:
    """The skin's outline in mm on the sheet, the pen's stroke, and the gap that had to be closed."""

    skin: Floats
    stroke: float
    gap: float
    seen: float
    """The share of the way around along which a line is seen."""


def outline(drawn: Ink, way: Way, *, soft: float) -> Outline:
    """What was traced; `soft` is the picture's blur in mm. Raises Refused: no outline, over the edge."""
    if way is Way.TRACED:
        found = _enclosed(drawn, (), soft)
        if found is not None:
            return found
        over = _enclosed(drawn, (0, 1, 2, 3), soft)
        raise Refused(Reason.NO_OUTLINE if over is None or _is_all(over, drawn) else Reason.OVER_THE_EDGE)
    ends = [found for wall in (0, 2) if (found := _enclosed(drawn, (wall,), soft)) is not None]
    touching = [each for each in ends if _reaches(each.skin, drawn.mask.shape[0] / PER_MM)]
    if not touching:
        raise Refused(Reason.NO_OUTLINE)
    return min(touching, key=lambda each: each.gap)


def _is_all(found: Outline, drawn: Ink) -> bool:
    """Whether it is the sheet itself, on which nothing is drawn."""
    area = float(cv2.contourArea(found.skin.astype(np.float32)))
    return area > MOST_OF_THE_SHEET * drawn.mask.size / PER_MM**2


def _reaches(skin: Floats, tall: float) -> bool:
    y = skin[:, 1]
    return bool(min(y.min(), tall - y.max()) < 0.1)


def _enclosed(drawn: Ink, walls: tuple[int, ...], soft: float) -> Outline | None:
    """The largest enclosed place; `walls` are the sheet's sides that count as drawn: top, right, bottom, left."""
    margin = round(MARGIN_MM * PER_MM)
    inner = drawn.mask[margin:-margin, margin:-margin]
    for gap in GAPS_MM:
        inside = _inside(inner, gap, walls)
        if inside is not None:
            found = stroking.stroke(drawn.dark, _contour(inside) + margin, per_mm=PER_MM, soft=soft)
            skin = found.middle - found.outward * ((found.wide / 2 + SKIN_FREE_MM) * PER_MM * found.is_drawn)[:, None]
            skin = _to_the_wall((skin + 0.5) / PER_MM, walls, drawn.mask.shape[0] / PER_MM)
            return Outline(skin, found.wide, gap, float(found.is_drawn.mean()))
    return None


def _to_the_wall(skin: Floats, walls: tuple[int, ...], tall: float) -> Floats:
    """What came as near to the wall as the margin lets it, ends there."""
    y, near = skin[:, 1], MARGIN_MM + 1.0
    if walls == (0,):
        y = np.where(y < near, 0.0, y)
    if walls == (2,):
        y = np.where(y > tall - near, tall, y)
    return np.stack([skin[:, 0], y], axis=1)


def _inside(inner: Pixels, gap: float, walls: tuple[int, ...]) -> Pixels | None:
    """What cannot be reached from outside once gaps are closed; in a printed frame, what is shaped like a foot."""
    radius = max(1, round(gap * PER_MM))
    wide = radius + 2
    framed = cv2.copyMakeBorder(inner, wide, wide, wide, wide, cv2.BORDER_CONSTANT, value=0)
    for wall in walls:
        edge = [(slice(0, wide), slice(None)), (slice(None), slice(-wide, None)),
                (slice(-wide, None), slice(None)), (slice(None), slice(0, wide))][wall]  # fmt: skip
        framed[edge] = 255
    disc = cv2.getStructuringElement(cv2.MORPH_ELLIPSE, (2 * radius + 1, 2 * radius + 1))
    free = as_pixels(cv2.dilate(framed, disc) == 0)
    count, labels, stats, _ = cv2.connectedComponentsWithStats(free, connectivity=4)
    outside = set(np.unique(np.concatenate([labels[0], labels[-1], labels[:, 0], labels[:, -1]])))
    parts = sorted((n for n in range(1, count) if n not in outside), key=lambda n: -int(stats[n, cv2.CC_STAT_AREA]))
    for part in parts[:MOST_PARTS]:
        grown = as_pixels(cv2.dilate(as_pixels(labels == part), disc))[wide:-wide, wide:-wide]
        grown[inner > 0] = 0
        if grown.sum() < LEAST_CM2 * 100 * PER_MM**2:
            return None
        if len(walls) == 1 or _is_like_a_foot(grown):
            return _largest(grown)
    return None


def _is_like_a_foot(inside: Pixels) -> bool:
    """Longer than broad, and rounder than a frame."""
    contour = max(cv2.findContours(inside, cv2.RETR_EXTERNAL, cv2.CHAIN_APPROX_SIMPLE)[0], key=cv2.contourArea)
    _, sides, _ = cv2.minAreaRect(contour)
    short, long = sorted(sides)
    return long > SLIM * short and cv2.contourArea(contour) < ROUND * short * long


def _largest(mask: Pixels) -> Pixels:
    count, labels, stats, _ = cv2.connectedComponentsWithStats(mask, connectivity=4)
    best = max(range(1, count), key=lambda n: int(stats[n, cv2.CC_STAT_AREA]))
    return as_pixels(labels == best)


def _contour(inside: Pixels) -> Floats:
    """The edge of a mask to a fraction of a pixel, in pixels from its corner."""
    soft = cv2.GaussianBlur(inside * 255, (0, 0), 1.2)
    contour = max(cv2.findContours(np.where(soft > 127, 255, 0).astype(np.uint8), cv2.RETR_EXTERNAL,
                                   cv2.CHAIN_APPROX_NONE)[0], key=cv2.contourArea)  # fmt: skip
    return np.asarray(contour.reshape(-1, 2), dtype=np.float64)

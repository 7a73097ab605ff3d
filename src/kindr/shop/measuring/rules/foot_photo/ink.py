"""The sheet laid flat, and what was drawn on it: thin and darker than the paper beside it, in any light."""

from __future__ import annotations

from dataclasses import dataclass

import cv2
import numpy as np

from kindr.shop.measuring.rules.foot_photo.sampling import sampled
from kindr.shop.measuring.rules.foot_photo.sheet import Sheet
from kindr.shop.measuring.rules.foot_photo.terms import Floats, Paper, Pixels, as_pixels

PER_MM = 4
WIDEST_LINE_MM = 6.0
"""Whatever is broader is no line of a pen: a shadow, a toy, a foot."""
LEAST_DARK, LEAST_DEVIATIONS = 0.05, 5.0
"""A line is darker than the paper by this share, and by this many deviations of the paper's own noise."""
SURE = 1.8
"""So many times darker, and a place is ink without a neighbour's word."""
COVERED_CM2 = 4.0
COLOURED = 0.13
"""How far a colour is from the paper's, as a share, when something else lies there."""


@dataclass(frozen=True)
class Flat:
    """The sheet from above, in RGB, `PER_MM` pixels for a mm."""

    pixels: Pixels
    paper: Paper


def flat(picture: Pixels, lying: Sheet) -> Flat:
    """The sheet as if the camera had hung straight above it."""
    short, long = lying.plane.paper.sides
    across = (np.arange(round(short * PER_MM)) + 0.5) / PER_MM
    down = (np.arange(round(long * PER_MM)) + 0.5) / PER_MM
    coarse = 8
    grid = np.stack(np.meshgrid(across[::coarse], down[::coarse]), axis=-1)
    # The bent way from mm to pixels is smooth: it is worked out on a coarse grid and filled in between.
    seen = lying.pixels_of(grid)
    size = (len(across), len(down))
    places = _filled(seen, grid, coarse, size)
    return Flat(as_pixels(sampled(picture, places)), lying.plane.paper)


def _filled(seen: Floats, grid: Floats, coarse: int, size: tuple[int, int]) -> Floats:
    x = np.arange(size[0], dtype=np.float32) / coarse
    y = np.arange(size[1], dtype=np.float32) / coarse
    x, y = np.minimum(x, grid.shape[1] - 1), np.minimum(y, grid.shape[0] - 1)
    where = np.stack(np.meshgrid(x, y), axis=-1).astype(np.float32)
    return sampled(seen.astype(np.float32), where)


@dataclass(frozen=True)
class Ink:
    """Where something was drawn (255), and by how much each place is darker than the paper, as a share."""

    mask: Pixels
    dark: Floats

    @property
    def strength(self) -> float:
        """How dark the lines are."""
        return float(np.median(self.dark[self.mask > 0])) if self.mask.any() else 0.0


def ink(sheet: Flat) -> Ink:
    """What was drawn."""
    dark = _darkness(sheet.pixels)
    paper = dark[dark < np.percentile(dark, 90)]
    noise = 1.48 * float(np.median(np.abs(paper - np.median(paper)))) + float(np.median(paper))
    least = max(LEAST_DARK, LEAST_DEVIATIONS * noise)
    weak, sure = (dark > least), (dark > SURE * least)
    count, labels = cv2.connectedComponents(weak.astype(np.uint8), connectivity=8)
    kept = np.zeros(count, dtype=bool)
    kept[np.unique(labels[sure])] = True
    kept[0] = False
    return Ink(np.where(kept[labels], 255, 0).astype(np.uint8), dark)


def _darkness(pixels: Pixels) -> Floats:
    """By how much each place is darker than the brightest nearby, in the colour that shows it best."""
    soft = cv2.GaussianBlur(pixels, (0, 0), 0.7)
    wide = round(WIDEST_LINE_MM * PER_MM) | 1
    kernel = np.ones((wide, wide), np.uint8)
    closed = cv2.morphologyEx(soft, cv2.MORPH_CLOSE, kernel)
    around = np.maximum(cv2.blur(closed.astype(np.float32), (wide, wide)), 1)
    return np.asarray((1 - soft.astype(np.float32) / around).max(axis=2), dtype=np.float64)


def is_covered(sheet: Flat) -> bool:
    """Whether something lies on the sheet: broad, and of another colour than paper, which no shadow is."""
    small = cv2.resize(sheet.pixels, None, fx=0.25, fy=0.25, interpolation=cv2.INTER_AREA).astype(np.float32) + 1
    small = small[6:-6, 6:-6]
    shares = small / small.sum(axis=2, keepdims=True)
    paper = np.median(shares.reshape(-1, 3), axis=0)
    other = (np.abs(shares / paper - 1).max(axis=2) > COLOURED).astype(np.uint8)
    broad = cv2.morphologyEx(other, cv2.MORPH_OPEN, cv2.getStructuringElement(cv2.MORPH_ELLIPSE, (9, 9)))
    return float(broad.sum()) / 100 > COVERED_CM2

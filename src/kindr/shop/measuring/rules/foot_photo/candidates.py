"""Where a sheet of paper may lie: quadrilaterals that are brighter than what surrounds them, or enclosed by edges."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import cv2
import numpy as np
from numpy.typing import NDArray

from kindr.shop.measuring.rules.foot_photo.terms import Floats, Pixels, as_pixels

LEAST_SHARE, MOST_SHARE = 0.02, 0.92
"""Of the picture's area."""
FILLED = 0.90
"""Paper fills this much of its quadrilateral, toys on its corners included."""
LEVELS = 9
LINE = 11
"""Broader than any pen's line."""
ROUGHNESSES, TINTS = (0.012, 0.02, 0.035, 0.06), (0.025, 0.05, 0.09)
ROUNDINGS = (0.01, 0.02, 0.035, 0.055)


def candidates(picture: Pixels) -> list[Floats]:
    """Corners of each, going around, in pixels of a small picture in RGB."""
    found: list[Floats] = []
    for mask in _masks(picture):
        for corners in _quadrilaterals(mask):
            if all(np.abs(corners - other).max() > 3 for other in found):
                found.append(corners)
    return found


def whiteness(picture: Pixels) -> Pixels:
    """High where all three colours are: paper is, wood and toys are not."""
    least = picture.min(axis=2).astype(np.float32)
    most = picture.max(axis=2).astype(np.float32)
    white = np.clip(least - 0.5 * (most - least), 0, 255).astype(np.uint8)
    return as_pixels(cv2.medianBlur(white, 5))


def _masks(picture: Pixels) -> Iterator[Pixels]:
    # A pen's line would cut the sheet in two where it reaches an edge.
    undrawn = as_pixels(cv2.morphologyEx(picture, cv2.MORPH_CLOSE, np.ones((LINE, LINE), np.uint8)))
    for seen in (picture, undrawn):
        gray = as_pixels(cv2.medianBlur(cv2.cvtColor(seen, cv2.COLOR_RGB2GRAY), 5))
        for bright in (gray, whiteness(seen)):
            for level in _levels(bright):
                yield _where(bright > level)
            wide = max(bright.shape) // 3 | 1
            yield _where(bright > cv2.blur(bright, (wide, wide)).astype(np.int16) + 8)
    for least in (12, 30):
        yield _enclosed(picture, least)
        yield _enclosed(undrawn, least)
    for most in ROUGHNESSES:
        yield smooth(undrawn, most)
    for most in TINTS:
        yield _tinted(undrawn, most)


def smooth(picture: Pixels, most: float = 0.03) -> Pixels:
    """Where neighbours are alike: paper in a half shadow is, and carpet, stone and patterns are not."""
    gray = np.asarray(cv2.cvtColor(picture, cv2.COLOR_RGB2GRAY), dtype=np.float32) + 4
    gray = np.asarray(cv2.GaussianBlur(np.log(gray), (0, 0), 1.0), dtype=np.float32)
    mean, square = cv2.blur(gray, (9, 9)), cv2.blur(gray * gray, (9, 9))
    rough = np.sqrt(np.maximum(square - mean * mean, 0))
    return as_pixels(cv2.dilate(_where(rough < most), np.ones((9, 9), np.uint8)))


def _tinted(picture: Pixels, most: float) -> Pixels:
    """What has the colour of the whitest places, however dark: a shadow changes the brightness of paper alone."""
    soft = np.asarray(cv2.GaussianBlur(picture, (0, 0), 1.5), dtype=np.float32) + 4
    shares = soft / soft.sum(axis=2, keepdims=True)
    white = whiteness(picture)
    paper = np.median(shares[white >= np.percentile(white, 97)], axis=0)
    return _where(np.abs(shares / paper - 1).max(axis=2) < most)


def _where(mask: NDArray[np.bool_]) -> Pixels:
    return np.where(mask, 255, 0).astype(np.uint8)


def _levels(bright: Pixels) -> Floats:
    """Levels between the floor and the paper, wherever these lie."""
    low, high = np.percentile(bright, (5, 99.5))
    otsu = cv2.threshold(bright, 0, 255, cv2.THRESH_BINARY + cv2.THRESH_OTSU)[0]
    return np.append(np.linspace(low, high, LEVELS + 2)[1:-1], otsu)


def _enclosed(picture: Pixels, least: float) -> Pixels:
    """What lies between edges: finds a sheet that is hardly brighter than the floor."""
    soft = cv2.bilateralFilter(picture, 7, 30, 5)
    edges = cv2.Canny(soft, least, 3 * least)
    for channel in cv2.split(soft):
        edges = np.maximum(edges, cv2.Canny(channel, least, 3 * least))
    closed = cv2.dilate(edges, np.ones((3, 3), np.uint8))
    return np.where(closed > 0, 0, 255).astype(np.uint8)


def _quadrilaterals(mask: Pixels) -> Iterator[Floats]:
    size = mask.shape[0] * mask.shape[1]
    opened = cv2.morphologyEx(mask, cv2.MORPH_OPEN, np.ones((5, 5), np.uint8))
    for contour in cv2.findContours(opened, cv2.RETR_EXTERNAL, cv2.CHAIN_APPROX_SIMPLE)[0]:
        area = cv2.contourArea(contour)
        if not LEAST_SHARE * size < area < MOST_SHARE * size:
            continue
        corners = _cornered(contour)
        if corners is not None and area > FILLED * cv2.contourArea(corners.astype(np.float32)):
            yield corners


def _cornered(contour: NDArray[Any]) -> Floats | None:
    """The quadrilateral of a contour, or None."""
    hull = cv2.convexHull(contour)
    around = cv2.arcLength(hull, True)
    for rounding in ROUNDINGS:
        corners = cv2.approxPolyDP(hull, rounding * around, True)
        if len(corners) == 4:
            return corners.reshape(4, 2).astype(np.float64)
    return None

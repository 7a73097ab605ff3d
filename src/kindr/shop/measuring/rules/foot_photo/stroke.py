"""The middle of the pen's line all around, to a fraction of a pixel, and how wide the line is."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from kindr.shop.measuring.rules.foot_photo.sampling import sampled
from kindr.shop.measuring.rules.foot_photo.terms import Floats

POINTS = 480
SMOOTH_MM = 1.2
INWARD_MM, OUTWARD_MM, STEP_MM = 1.5, 5.5, 0.1
LEAST_PEAK = 0.03
NEAR_MM = 3.0
"""Neighbours on the line whose places must agree."""
THINNEST_MM, WIDEST_MM = 0.3, 4.0


@dataclass(frozen=True)
class Stroke:
    """Places on the line's middle in pixels, outward directions, and which of them really show a line."""

    middle: Floats
    outward: Floats
    is_drawn: np.ndarray[tuple[int], np.dtype[np.bool_]]
    wide: float
    """In mm, without the camera's blur."""


def stroke(dark: Floats, contour: Floats, *, per_mm: float, soft: float) -> Stroke:
    """The line that runs outside of a contour in pixels; `soft` is the picture's blur in mm."""
    points, around = _even(contour)
    points = _smoothed(points, SMOOTH_MM * per_mm / around * POINTS)
    outward = _outward(points)
    steps = np.arange(-INWARD_MM, OUTWARD_MM, STEP_MM)
    places = points[:, None] + outward[:, None] * (steps * per_mm)[:, None]
    profiles = sampled(dark.astype(np.float32), places)
    centre, breadth, peak = _ridge(np.asarray(profiles, dtype=np.float64), steps)
    is_drawn = peak > max(LEAST_PEAK, 0.3 * float(np.median(peak)))
    centre = _agreed(centre, is_drawn, max(3, round(NEAR_MM * per_mm / around * POINTS)))
    seen = float(np.median(breadth[is_drawn])) if is_drawn.any() else THINNEST_MM
    wide = float(np.sqrt(np.clip(seen**2 - soft**2, THINNEST_MM**2, WIDEST_MM**2)))
    middle = points + outward * (np.where(is_drawn, centre, 0.0) * per_mm)[:, None]
    return Stroke(middle, outward, is_drawn, wide)


def _even(contour: Floats) -> tuple[Floats, float]:
    """The contour at even distances, and its length in pixels."""
    closed = np.vstack([contour, contour[:1]])
    along = np.append(0, np.cumsum(np.linalg.norm(np.diff(closed, axis=0), axis=1)))
    places = np.linspace(0, along[-1], POINTS, endpoint=False)
    return np.stack([np.interp(places, along, closed[:, axis]) for axis in (0, 1)], axis=1), float(along[-1])


def _smoothed(points: Floats, sigma: float) -> Floats:
    reach = max(1, round(3 * sigma))
    weights = np.exp(-0.5 * (np.arange(-reach, reach + 1) / max(0.3, sigma)) ** 2)
    weights /= weights.sum()
    padded = np.vstack([points[-reach:], points, points[:reach]])
    return np.stack([np.convolve(padded[:, axis], weights, "valid") for axis in (0, 1)], axis=1)


def _outward(points: Floats) -> Floats:
    along = np.roll(points, -1, axis=0) - np.roll(points, 1, axis=0)
    across = np.stack([along[:, 1], -along[:, 0]], axis=1)
    across /= np.maximum(1e-9, np.linalg.norm(across, axis=1))[:, None]
    x, y = points.T
    area = float(np.sum(x * np.roll(y, -1) - np.roll(x, -1) * y))
    return across if area > 0 else -across


def _ridge(profiles: Floats, steps: Floats) -> tuple[Floats, Floats, Floats]:
    """Of the first line met on the way out: its middle and breadth at half of its darkness, and that darkness."""
    most = profiles.max(axis=1)
    rows = np.arange(len(profiles))
    high = profiles > 0.6 * most[:, None]
    first = np.argmax(high, axis=1)
    span = np.arange(len(steps))
    after = (span >= first[:, None]) & ~high
    last = np.where(after.any(axis=1), np.argmax(after, axis=1), len(steps))
    held = np.where((span >= first[:, None]) & (span < last[:, None]), profiles, 0)
    best = np.argmax(held, axis=1)
    peak = profiles[rows, best]
    over = profiles > 0.5 * peak[:, None]
    left = np.where(~over & (span < best[:, None]), span, -1).max(axis=1) + 1
    right = np.where(~over & (span > best[:, None]), span, len(steps)).min(axis=1) - 1
    return (steps[left] + steps[right]) / 2, (right - left + 1) * STEP_MM, peak


def _agreed(centre: Floats, is_drawn: np.ndarray[tuple[int], np.dtype[np.bool_]], near: int) -> Floats:
    """Each place as the middle one among its neighbours, so that a crossing stroke moves nothing."""
    usual = float(np.median(centre[is_drawn])) if is_drawn.any() else 0.0
    filled = np.where(is_drawn, centre, usual)
    stacked = np.stack([np.roll(filled, by) for by in range(-near // 2, near // 2 + 1)])
    return np.asarray(np.median(stacked, axis=0))

"""The four edges of a sheet to a fraction of a pixel: the steepest places, robust lines through them."""

from __future__ import annotations

from dataclasses import dataclass

import cv2
import numpy as np

from kindr.shop.measuring.rules.foot_photo.sampling import sampled
from kindr.shop.measuring.rules.foot_photo.terms import Floats, Singles

PLACES = 120
"""Looked at along each side."""
CORNER_FREE = 0.04
"""The share of a side at each end that is left out: another edge comes near there."""
SUB = 2
"""Samples per pixel across an edge."""
ROUNDS = 8


@dataclass(frozen=True)
class Edge:
    """Places on one side; `steep` is the brightness gained per pixel, `breadth` the pixels of the rise."""

    points: Floats
    steep: float
    breadth: float
    seen: float
    """The share of the side along which the edge was found."""


def edges(gray: Singles, corners: Floats, *, reach: float) -> list[Edge]:
    """The four sides in order, looked for within `reach` pixels of the lines between corners that go around."""
    middle = corners.mean(axis=0)
    return [_edge(gray, corners[n], corners[(n + 1) % 4], middle, reach) for n in range(4)]


def line(points: Floats) -> tuple[Floats, Floats]:
    """A robust line: a point of it, and its direction."""
    weights = np.ones(len(points))
    for _ in range(ROUNDS):
        total = weights.sum()
        middle = weights @ points / total
        x, y = (points - middle).T
        turned = 0.5 * np.arctan2(2 * (weights @ (x * y)), weights @ (x * x - y * y))
        direction = np.array([np.cos(turned), np.sin(turned)])
        away = np.abs(y * direction[0] - x * direction[1])
        scale = max(0.05, 1.48 * float(np.median(away)))
        weights = np.clip(1 - (away / (4 * scale)) ** 2, 0, 1) ** 2 + 1e-9
    return middle, direction


def crossing(one: tuple[Floats, Floats], other: tuple[Floats, Floats]) -> Floats:
    """Where two lines meet."""
    (p, d), (q, e) = one, other
    across = d[0] * e[1] - d[1] * e[0]
    if abs(across) < 1e-6:
        return np.array([np.nan, np.nan])
    along = ((q[0] - p[0]) * e[1] - (q[1] - p[1]) * e[0]) / across
    return np.asarray(p + along * d)


def _edge(gray: Singles, start: Floats, end: Floats, middle: Floats, reach: float) -> Edge:
    shares = np.linspace(CORNER_FREE, 1 - CORNER_FREE, PLACES)[:, None]
    on_line = start + (end - start) * shares
    along = (end - start) / max(1e-9, float(np.linalg.norm(end - start)))
    outward = np.array([along[1], -along[0]])
    if outward @ (on_line.mean(axis=0) - middle) < 0:
        outward = -outward
    steps = np.arange(-reach, reach + 1e-9, 1 / SUB)
    places = on_line[:, None] + outward * steps[:, None]
    profiles = sampled(gray, places).astype(np.float64)
    falls = -np.gradient(profiles, 1 / SUB, axis=1)
    # An edge keeps nearly the same place from one profile to the next: its neighbours confirm it.
    agreed = cv2.blur(falls, (1, 9))
    best = np.argmax(agreed[:, 2:-2], axis=1) + 2
    rows = np.arange(PLACES)
    sharp = _sharpened(falls, best)
    strength = agreed[rows, best]
    inside = np.abs(sharp) < 4
    floor = max(1.0, 0.25 * float(np.median(strength)))
    kept = inside & (strength > floor)
    where = on_line + outward * (steps[best] + sharp / SUB)[:, None]
    return Edge(where[kept], float(np.median(strength)), _breadth(profiles, falls, best), float(kept.mean()))


def _sharpened(falls: Floats, best: Floats) -> Floats:
    """The centre of the fall about its steepest sample, in samples."""
    around = np.arange(-3, 4)
    index = np.clip(best[:, None] + around, 0, falls.shape[1] - 1)
    near = np.clip(falls[np.arange(len(best))[:, None], index], 0, None)
    return np.asarray((near * around).sum(axis=1) / np.maximum(1e-9, near.sum(axis=1)))


def _breadth(profiles: Floats, falls: Floats, best: Floats) -> float:
    """How many pixels the brightness takes to fall: the drop divided by its steepest slope."""
    span = 14
    rows = np.arange(len(best))
    inner = profiles[rows, np.clip(best - span, 0, None)]
    outer = profiles[rows, np.clip(best + span, None, profiles.shape[1] - 1)]
    steepest = falls[rows, best]
    good = steepest > np.median(steepest) * 0.6
    drop = np.clip(inner - outer, 0, None)
    return float(np.median(drop[good] / np.maximum(1e-9, steepest[good]))) if good.any() else 0.0

"""Radial distortion, found by asking which bend makes the four edges of a sheet straight."""

from __future__ import annotations

import numpy as np

from kindr.shop.measuring.rules.foot_photo.edges import line
from kindr.shop.measuring.rules.foot_photo.terms import Floats

MOST_BEND = 0.09
"""At the corner of the picture, as a share of half its diagonal; a telephone's wide lens stays below."""
DOUBT = 0.02
"""A bend of this size must be paid for by edges that become straighter."""


def straightened(points: Floats, bend: float, size: tuple[int, int]) -> Floats:
    """Where points would lie without distortion, in a picture of width and height."""
    centre = (np.array(size) - 1) / 2
    away = points - centre
    share = (away**2).sum(axis=-1, keepdims=True) * 4 / (size[0] ** 2 + size[1] ** 2)
    return np.asarray(centre + away * (1 + bend * share))


def bent(points: Floats, bend: float, size: tuple[int, int]) -> Floats:
    """The reverse of `straightened`."""
    found = points
    centre = (np.array(size) - 1) / 2
    for _ in range(8):
        share = ((found - centre) ** 2).sum(axis=-1, keepdims=True) * 4 / (size[0] ** 2 + size[1] ** 2)
        found = centre + (points - centre) / (1 + bend * share)
    return np.asarray(found)


def bend_of(sides: list[Floats], size: tuple[int, int]) -> float:
    """The bend under which points of four sides lie on lines best."""
    tried = np.linspace(-MOST_BEND, MOST_BEND, 19)
    for _ in range(2):
        costs = [_crookedness(sides, float(bend), size) for bend in tried]
        best = int(np.argmin(costs))
        step = tried[1] - tried[0]
        tried = np.linspace(tried[best] - step, tried[best] + step, 11)
    return float(np.clip(tried[len(tried) // 2], -MOST_BEND, MOST_BEND))


def _crookedness(sides: list[Floats], bend: float, size: tuple[int, int]) -> float:
    total = 0.0
    for points in sides:
        straight = straightened(points, bend, size)
        middle, direction = line(straight)
        away = np.abs((straight - middle) @ np.array([-direction[1], direction[0]]))
        total += float(np.mean(np.minimum(away, 2.0) ** 2))
    return total + 0.002 * (bend / DOUBT) ** 2

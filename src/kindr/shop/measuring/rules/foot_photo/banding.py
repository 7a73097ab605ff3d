"""A coloured band around paper: the white inside of it is no sheet of a known size, and must not be taken for one."""

from __future__ import annotations

import numpy as np

from kindr.shop.measuring.rules.foot_photo.sampling import sampled
from kindr.shop.measuring.rules.foot_photo.terms import Floats, Paper, Pixels

SAMPLED_MM, LEAST_MM, MOST_MM = 3.0, 4.5, 20.0
"""Where the band's colour is looked up, and how broad a band may be."""
SEEN, ALIKE = 0.75, 0.25
STEEP = 1.5
SIDES = 3
"""Sides that must show the end of a band at the same distance."""


def is_banded(picture: Pixels, corners: Floats, paper: Paper) -> bool:
    """Whether a band of one colour and one breadth runs around the corners."""
    per_mm = _shortest(corners) / paper.sides[0]
    middle = corners.mean(axis=0)
    found = [_breadth(picture, corners[n], corners[(n + 1) % 4], middle, per_mm) for n in range(4)]
    seen = sorted(each for each in found if each is not None)
    runs = (seen[n : n + SIDES] for n in range(len(seen) - SIDES + 1))
    return any(run[-1] - run[0] <= ALIKE * run[-1] for run in runs)


def _breadth(picture: Pixels, start: Floats, end: Floats, middle: Floats, per_mm: float) -> float | None:
    """How broad the band outside of one side is in mm, or None."""
    along = (end - start) / max(1e-9, float(np.linalg.norm(end - start)))
    outward = np.array([along[1], -along[0]])
    if outward @ ((start + end) / 2 - middle) < 0:
        outward = -outward
    shares = np.linspace(0.08, 0.92, 60)[:, None]
    steps = np.arange(SAMPLED_MM, MOST_MM, 0.25)
    places = (start + (end - start) * shares)[:, None] + outward * (steps * per_mm)[:, None]
    colours = sampled(picture, places).astype(np.float64)
    band = colours[:, :4].mean(axis=1, keepdims=True)
    away = np.linalg.norm(colours - band, axis=2)
    # The band must be even along the side, and end everywhere at the same step.
    if float(np.median(np.abs(band - np.median(band, axis=0)))) > 12:
        return None
    rises = np.diff(away, axis=1)
    usual = np.median(rises, axis=0)
    best = int(np.argmax(usual))
    ends = np.abs(np.argmax(rises, axis=1) - best) <= 3
    if usual[best] < STEEP or float(ends.mean()) < SEEN or steps[best] < LEAST_MM:
        return None
    return float(steps[best])


def _shortest(corners: Floats) -> float:
    sides = np.linalg.norm(corners - np.roll(corners, -1, axis=0), axis=1)
    return float(np.sort(sides)[:2].mean())

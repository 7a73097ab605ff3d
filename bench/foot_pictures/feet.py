"""Outlines of feet of plausible shape: heel at y = 0, toes at the other end, lengths in mm."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float64]

CORNERS = (
    (0.000, 0.000), (0.100, 0.030), (0.150, 0.120), (0.150, 0.260), (0.165, 0.430), (0.195, 0.600), (0.200, 0.700),
    (0.178, 0.805), (0.130, 0.890), (0.065, 0.950), (-0.010, 0.985), (-0.085, 1.000), (-0.148, 0.962),
    (-0.182, 0.870), (-0.190, 0.740), (-0.165, 0.600), (-0.125, 0.450), (-0.120, 0.280), (-0.145, 0.130),
    (-0.100, 0.030),
)  # fmt: skip
"""The right foot, as shares of its length, once around from the heel."""
ARCH, TOES = (16, 17), (8, 9, 10, 11, 12)
POINTS = 720


@dataclass(frozen=True)
class Foot:
    """The skin's outline in mm and what is true of it."""

    outline: Floats
    length: float
    width: float


def foot(length: float, chance: np.random.Generator) -> Foot:
    """A foot of a length in mm: left or right, slim or broad, with a high or low arch and any order of toes."""
    corners = np.array(CORNERS) + chance.normal(0, 0.0045, (len(CORNERS), 2))
    corners[:, 0] *= chance.uniform(0.92, 1.14)
    corners[list(ARCH), 0] *= chance.uniform(0.75, 1.12)
    corners[list(TOES), 1] += chance.normal(0, 0.006, len(TOES))
    if chance.random() < 0.5:
        corners[:, 0] *= -1
    outline = smooth(corners)
    outline[:, 1] -= outline[:, 1].min()
    outline *= length / outline[:, 1].max()
    return Foot(outline, length, float(np.ptp(outline[:, 0])))


def smooth(corners: Floats, points: int = POINTS) -> Floats:
    """A closed Catmull-Rom curve through the corners."""
    share = np.linspace(0, 1, points // len(corners), endpoint=False)[:, None]
    before, here, after, beyond = (np.roll(corners, by, axis=0)[:, None] for by in (1, 0, -1, -2))
    pieces = 0.5 * (
        2 * here
        + (after - before) * share
        + (2 * before - 5 * here + 4 * after - beyond) * share**2
        + (3 * here - before - 3 * after + beyond) * share**3
    )
    curve: Floats = pieces.reshape(-1, 2)
    return curve


def around(outline: Floats, away: float, chance: np.random.Generator, *, wobble: float) -> Floats:
    """The way a pen takes: so many mm outside of the skin, with a hand that is never quite steady."""
    along = np.roll(outline, -1, axis=0) - np.roll(outline, 1, axis=0)
    outward = np.stack([along[:, 1], -along[:, 0]], axis=1) / np.maximum(1e-9, np.linalg.norm(along, axis=1))[:, None]
    if _area(outline) < 0:
        outward = -outward
    turns = np.linspace(0, 2 * np.pi, len(outline), endpoint=False)
    waves = sum(
        chance.normal(0, 1 / (1 + n / 4)) * np.sin(n * turns + chance.uniform(0, 2 * np.pi)) for n in range(2, 14)
    )
    waves = np.asarray(waves) / max(1e-9, float(np.std(waves)))
    path: Floats = outline + outward * (away + wobble * waves)[:, None]
    return path


def _area(outline: Floats) -> float:
    x, y = outline.T
    return float(np.sum(x * np.roll(y, -1) - np.roll(x, -1) * y))

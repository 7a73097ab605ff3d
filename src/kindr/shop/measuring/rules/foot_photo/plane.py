"""From the corners of a sheet to its plane, and whether a sheet of that paper could look so at all."""

from __future__ import annotations

from dataclasses import dataclass

import cv2
import numpy as np

from kindr.shop.measuring.rules.foot_photo.terms import Floats, Paper

FOCAL, FOCAL_SPREAD = 0.77, 0.15
"""A telephone's usual focal length as a share of the picture's longer side, and the deviation of its logarithm."""
FOCALS = np.exp(np.linspace(np.log(0.5), np.log(1.3), 41))
SHAPE_SPREAD = 0.012
"""Deviation of a sheet's ratio and of its right angles as they are measured."""


@dataclass(frozen=True)
class Plane:
    """How one sheet lies: `homography` leads from mm on the sheet to pixels without distortion."""

    paper: Paper
    homography: Floats
    misfit: float
    """Minus twice the logarithm of the likelihood that this paper looks so."""
    tilt: float
    """Degrees between the camera's axis and the sheet's upright."""


def planes(corners: Floats, size: tuple[int, int]) -> list[Plane]:
    """Every paper as it would have to lie, the likeliest first; corners go around."""
    if _area(corners) < 0:
        corners = corners[::-1]
    found = [_plane(paper, np.roll(corners, -by, axis=0), size) for paper in Paper for by in (0, 1)]
    best = {plane.paper: plane for plane in sorted(found, key=lambda plane: -plane.misfit)}
    return sorted(best.values(), key=lambda plane: plane.misfit)


def seen_at(homography: Floats, places: Floats) -> Floats:
    """Pixels of places in mm."""
    shape = places.shape
    seen = cv2.perspectiveTransform(places.reshape(-1, 1, 2).astype(np.float64), homography)
    return np.asarray(seen, dtype=np.float64).reshape(shape)


def _plane(paper: Paper, corners: Floats, size: tuple[int, int]) -> Plane:
    short, long = paper.sides
    sheet = np.array([[0, 0], [short, 0], [short, long], [0, long]], dtype=np.float32)
    homography = np.asarray(cv2.getPerspectiveTransform(sheet, corners.astype(np.float32)), dtype=np.float64)
    misfit, tilt = _judged(homography, size)
    return Plane(paper, homography, misfit, tilt)


def _judged(homography: Floats, size: tuple[int, int]) -> tuple[float, float]:
    """The least misfit over all focal lengths, and the tilt under it."""
    centred = np.array([[1, 0, -(size[0] - 1) / 2], [0, 1, -(size[1] - 1) / 2], [0, 0, 1]]) @ homography
    focal = FOCALS * max(size)
    right, down = (np.stack([side[0] / focal, side[1] / focal, np.full_like(focal, side[2])]) for side in centred.T[:2])
    lengths = np.linalg.norm(right, axis=0), np.linalg.norm(down, axis=0)
    ratio = np.log(lengths[0] / lengths[1])
    corner = (right * down).sum(axis=0) / (lengths[0] * lengths[1])
    usual = np.log(FOCALS / FOCAL) / FOCAL_SPREAD
    misfits = (ratio / SHAPE_SPREAD) ** 2 + (corner / SHAPE_SPREAD) ** 2 + usual**2
    best = int(np.argmin(misfits))
    upright = np.cross(right[:, best], down[:, best])
    tilt = np.degrees(np.arccos(min(1.0, abs(upright[2]) / np.linalg.norm(upright))))
    return float(misfits[best]), float(tilt)


def _area(corners: Floats) -> float:
    x, y = corners.T
    return float(np.sum(x * np.roll(y, -1) - np.roll(x, -1) * y))

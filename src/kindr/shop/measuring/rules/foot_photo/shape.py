"""Length and width of an outline, along the line from the heel to the ball of the foot."""

from __future__ import annotations

from dataclasses import dataclass

import cv2
import numpy as np

from kindr.shop.measuring.rules.foot_photo.outline import Outline
from kindr.shop.measuring.rules.foot_photo.terms import Floats, Paper, Reason, Refused, Way

LEAST_SLIM, MOST_SLIM = 1.75, 3.7
"""Length through width: children's feet lie between 2.1 and 3.2."""
LEAST_SOLID = 0.84
"""Of its convex hull a foot fills nine tenths."""
HEEL, BALL = (0.05, 0.25), (0.55, 0.8)


@dataclass(frozen=True)
class Measured:
    """Length and width in mm, and the two places on the sheet between which the length lies."""

    length: float
    width: float
    ends: Floats


def measured(drawn: Outline, way: Way, paper: Paper) -> Measured:
    """A foot's measures. Raises Refused: no outline."""
    skin = drawn.skin
    axis = _from_the_wall(skin, paper.sides[1]) if way is Way.WALL else _axis(skin)
    aside = np.array([-axis[1], axis[0]])
    along, across = skin @ axis, skin @ aside
    middle = aside * (across.max() + across.min()) / 2
    ends = np.array([axis * along.min() + middle, axis * along.max() + middle])
    found = Measured(float(np.ptp(along)), float(np.ptp(across)), ends)
    if not LEAST_SLIM <= found.length / found.width <= MOST_SLIM or _solid(skin) < LEAST_SOLID:
        raise Refused(Reason.NO_OUTLINE)
    return found


def _from_the_wall(skin: Floats, tall: float) -> Floats:
    """Straight away from the edge that stood at the wall."""
    return np.array([0.0, 1.0 if skin[:, 1].min() < tall - skin[:, 1].max() else -1.0])


def _axis(skin: Floats) -> Floats:
    """From the middle of the heel to the middle of the ball, found from the long axis in a few rounds."""
    (_, _), (a, b), turned = cv2.minAreaRect(skin.astype(np.float32))
    angle = np.deg2rad(turned if a >= b else turned + 90)
    axis = np.array([np.cos(angle), np.sin(angle)])
    if _is_backwards(skin, axis):
        axis = -axis
    for _ in range(4):
        step = _middle(skin, axis, BALL) - _middle(skin, axis, HEEL)
        axis = step / np.linalg.norm(step)
    return np.asarray(axis)


def _is_backwards(skin: Floats, axis: Floats) -> bool:
    """The ball is broader than the heel."""
    widths = [_breadth(skin, axis, share) for share in (HEEL, (0.75, 0.95))]
    return widths[0] > widths[1]


def _slice(skin: Floats, axis: Floats, share: tuple[float, float]) -> Floats:
    along = skin @ axis
    start, length = along.min(), np.ptp(along)
    return np.asarray(skin[(along >= start + share[0] * length) & (along <= start + share[1] * length)])


def _breadth(skin: Floats, axis: Floats, share: tuple[float, float]) -> float:
    across = _slice(skin, axis, share) @ np.array([-axis[1], axis[0]])
    return float(np.ptp(across)) if len(across) else 0.0


def _middle(skin: Floats, axis: Floats, share: tuple[float, float]) -> Floats:
    """The middle of a slice: halfway between its sides."""
    part = _slice(skin, axis, share)
    aside = np.array([-axis[1], axis[0]])
    across, along = part @ aside, skin @ axis
    centre = along.min() + (share[0] + share[1]) / 2 * np.ptp(along)
    return np.asarray(axis * centre + aside * (across.max() + across.min()) / 2)


def _solid(skin: Floats) -> float:
    flat = skin.astype(np.float32)
    return float(cv2.contourArea(flat) / max(1.0, cv2.contourArea(cv2.convexHull(flat))))

"""Where a sheet may lie that hardly differs from the floor: four straight lines, however weak, that enclose a place."""

from __future__ import annotations

from itertools import combinations

import cv2
import numpy as np

from kindr.shop.measuring.rules.foot_photo import plane
from kindr.shop.measuring.rules.foot_photo.edges import crossing
from kindr.shop.measuring.rules.foot_photo.terms import Floats, Pixels, Singles, as_pixels

RAISED, WIDE = 4.0, 41
"""By how much differences are raised, after what changes slowly was taken away."""
SHORTEST = 0.04
"""Of the longer side: what is shorter belongs to a pattern or a pen."""
MOST_LINES, MOST_QUADRILATERALS = 16, 6
APART = 4.0
"""Pieces whose ends lie so near a line, in pixels, belong to it."""
COVERED = 0.4
"""The least share of each side that shows a piece of its line."""
LEAST_SHARE, MOST_SHARE = 0.04, 0.85
UNLIKE_PAPER = 60.0
"""A misfit that no sheet has, with corners that are not yet exact; the joints of tiles have it."""
NARROWEST = np.radians(50)


def faint_candidates(picture: Pixels) -> list[Floats]:
    """Corners of the few that are best covered, going around, in pixels of a small picture in RGB."""
    pieces = _pieces(picture)
    lines = _lines(pieces)
    judged = [
        (share, corners)
        for four in combinations(lines, 4)
        if (corners := _enclosed(four, picture)) is not None and (share := _covered(corners, pieces)) > COVERED
    ]
    found: list[Floats] = []
    for _, corners in sorted(judged, key=lambda each: -each[0]):
        if len(found) == MOST_QUADRILATERALS:
            break
        is_new = all(np.abs(corners - other).max() > APART for other in found)
        if is_new and plane.planes(corners, (picture.shape[1], picture.shape[0]))[0].misfit < UNLIKE_PAPER:
            found.append(corners)
    return found


def _pieces(picture: Pixels) -> Floats:
    """Straight pieces of edges: x, y, x, y."""
    least = SHORTEST * max(picture.shape[:2])
    finder = cv2.createLineSegmentDetector(cv2.LSD_REFINE_STD)
    found = finder.detect(_raised(picture))[0]
    pieces = np.zeros((0, 4)) if found is None else np.asarray(found, dtype=np.float64).reshape(-1, 4)
    return np.asarray(pieces[np.hypot(pieces[:, 2] - pieces[:, 0], pieces[:, 3] - pieces[:, 1]) > least])


def _raised(picture: Pixels) -> Pixels:
    soft = cv2.bilateralFilter(picture, 7, 24, 4)
    gray = np.asarray(cv2.cvtColor(soft, cv2.COLOR_RGB2GRAY), dtype=np.float32)
    slow: Singles = np.asarray(cv2.blur(gray, (WIDE, WIDE)), dtype=np.float32)
    return as_pixels(np.clip(128 + RAISED * (gray - slow), 0, 255))


def _lines(pieces: Floats) -> list[tuple[Floats, Floats]]:
    """Pieces put together to lines, a point and a direction each, those with most to show first."""
    length = np.hypot(pieces[:, 2] - pieces[:, 0], pieces[:, 3] - pieces[:, 1])
    found: list[tuple[Floats, Floats, float]] = []
    for n in np.argsort(-length):
        start, end = pieces[n, :2], pieces[n, 2:]
        for m, (point, along, total) in enumerate(found):
            if _away((start, end), point, along) < APART:
                found[m] = (point, along, total + length[n])
                break
        else:
            found.append((start, (end - start) / length[n], float(length[n])))
    found.sort(key=lambda each: -each[2])
    return [(point, along) for point, along, _ in found[:MOST_LINES]]


def _away(places: tuple[Floats, Floats], point: Floats, along: Floats) -> float:
    """How far the farther of two places lies from a line."""
    across = np.array([-along[1], along[0]])
    return max(abs(float((each - point) @ across)) for each in places)


def _enclosed(four: tuple[tuple[Floats, Floats], ...], picture: Pixels) -> Floats | None:
    """The corners of four lines that lie like the sides of a sheet, or None."""
    turns = [float(np.arctan2(along[1], along[0])) % np.pi for _, along in four]
    order = np.argsort(turns)
    pairs = (order[[0, 1]], order[[2, 3]])
    if turns[order[3]] - turns[order[2]] > turns[order[0]] + np.pi - turns[order[3]]:
        pairs = (order[[3, 0]], order[[1, 2]])
    between = abs(turns[pairs[0][0]] - turns[pairs[1][0]])
    if min(between, np.pi - between) <= NARROWEST:
        return None
    (a, c), (b, d) = pairs
    corners = np.array([crossing(four[p], four[q]) for p, q in ((a, b), (b, c), (c, d), (d, a))])
    tall, wide = picture.shape[:2]
    if not (np.isfinite(corners).all() and (corners > 0).all() and (corners < (wide, tall)).all()):
        return None
    if not cv2.isContourConvex(corners.astype(np.float32)):
        return None
    share = abs(float(cv2.contourArea(corners.astype(np.float32)))) / (tall * wide)
    return corners if LEAST_SHARE < share < MOST_SHARE else None


def _covered(corners: Floats, pieces: Floats) -> float:
    """The share of the side that shows least of its line."""
    return min(_shown(corners[n], corners[(n + 1) % 4], pieces) for n in range(4))


def _shown(start: Floats, end: Floats, pieces: Floats) -> float:
    long = float(np.linalg.norm(end - start))
    along = (end - start) / max(1e-9, long)
    across = np.array([-along[1], along[0]])
    ends = pieces.reshape(-1, 2, 2) - start
    near = (np.abs(ends @ across) < APART).all(axis=1)
    seen = np.zeros(100, dtype=bool)
    for low, high in np.sort(ends[near] @ along, axis=1) / long * 100:
        seen[max(0, int(low)) : max(0, int(high))] = True
    return float(seen.mean())

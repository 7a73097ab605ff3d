"""The sheet in a picture: the best of all candidates, its edges, its lens and its plane."""

from __future__ import annotations

from dataclasses import dataclass

import cv2
import numpy as np

from kindr.shop.measuring.rules.foot_photo import banding, candidates, faint, lens, plane
from kindr.shop.measuring.rules.foot_photo import edges as edging
from kindr.shop.measuring.rules.foot_photo.edges import Edge
from kindr.shop.measuring.rules.foot_photo.plane import Plane
from kindr.shop.measuring.rules.foot_photo.sampling import sampled
from kindr.shop.measuring.rules.foot_photo.terms import (
    Floats,
    Paper,
    Pixels,
    Reason,
    Refused,
    Singles,
    as_pixels,
)

SMALL = 900
"""The longer side of the picture in which candidates are looked for."""
SEEN = 0.6
"""At least this share of each side must show an edge."""
UNLIKELY = 30.0
"""A misfit beyond which no paper looks so."""
RIVAL, CLOSE = 6.0, 9.0
"""How much likelier another paper must be to refuse, and how far behind it must be to be sure."""
FEWEST = 30
BORDER = 3.0
GOOD = 2.5
"""The score of a quadrilateral that is hardly anything but a sheet."""
WHITE_AT_BORDER, WHITE_ALL_AROUND = 0.06, 0.35
SOFTEST_MM = 3.0
"""An edge that takes longer to fall is blurred."""


@dataclass(frozen=True)
class Sheet:
    """How the sheet lies and how well that is known; `bend` belongs to the lens, `soft` to the focus (mm)."""

    plane: Plane
    bend: float
    size: tuple[int, int]
    soft: float
    spread: float
    """Deviation of a length on the sheet, as a share."""
    is_unsure: bool

    def pixels_of(self, places: Floats) -> Floats:
        """Where places in mm on the sheet are seen in the picture."""
        return lens.bent(plane.seen_at(self.plane.homography, places), self.bend, self.size)


@dataclass(frozen=True)
class _Candidate:
    corners: Floats
    """In pixels of the whole picture."""
    score: float
    misfit: float


def sheet(picture: Pixels, paper: Paper) -> Sheet:
    """The sheet of a paper. Raises Refused: no sheet, cut off, wrong paper, blurred."""
    corners = _coarse(picture)
    gray = np.asarray(cv2.cvtColor(picture, cv2.COLOR_RGB2GRAY), dtype=np.float32)
    scale = max(picture.shape[:2]) / SMALL
    if banding.is_banded(picture, corners, paper):
        raise Refused(Reason.NOT_PLAIN)
    sides = edging.edges(gray, corners, reach=max(6.0, 4.0 * scale))
    if min(len(side.points) for side in sides) < FEWEST:
        raise Refused(Reason.NO_SHEET)
    return _lying(sides, (picture.shape[1], picture.shape[0]), paper)


def _lying(sides: list[Edge], size: tuple[int, int], paper: Paper) -> Sheet:
    bend = lens.bend_of([side.points for side in sides], size)
    lines = [edging.line(lens.straightened(side.points, bend, size)) for side in sides]
    corners = _corners(lines)
    found = plane.planes(corners, size)
    asked = next(each for each in found if each.paper is paper)
    if found[0].misfit > UNLIKELY:
        raise Refused(Reason.NO_SHEET)
    if asked.misfit > found[0].misfit + RIVAL or asked.misfit > UNLIKELY:
        raise Refused(Reason.WRONG_PAPER)
    rival = min(each.misfit for each in found if each.paper is not paper)
    per_mm = float(np.linalg.norm(corners[0] - corners[2])) / float(np.hypot(*paper.sides))
    soft = max(side.breadth for side in sides) / per_mm
    if soft > SOFTEST_MM:
        raise Refused(Reason.BLURRED)
    doubtful = rival < asked.misfit + CLOSE or asked.misfit > UNLIKELY / 2 or min(side.seen for side in sides) < SEEN
    share = 0.0015 + 0.6 / (per_mm * min(paper.sides)) / np.sqrt(FEWEST) + 0.002 * abs(bend) / lens.MOST_BEND
    return Sheet(asked, bend, size, soft, float(share), doubtful)


def _coarse(picture: Pixels) -> Floats:
    """The corners of the best candidate, refined in the small picture."""
    scale = min(1.0, SMALL / max(picture.shape[:2]))
    small = as_pixels(cv2.resize(picture, None, fx=scale, fy=scale, interpolation=cv2.INTER_AREA))
    white = candidates.whiteness(small).astype(np.float32)
    gray = np.asarray(cv2.GaussianBlur(cv2.cvtColor(small, cv2.COLOR_RGB2GRAY), (0, 0), 1.0), dtype=np.float32)
    found = candidates.candidates(small)
    judged = _all_judged(gray, white, found)
    inside = [each for each in judged if not _touches(each.corners, small)]
    if not any(each.score > GOOD for each in inside):
        weak = _all_judged(gray, white, faint.faint_candidates(small))
        inside += [each for each in weak if each.misfit < UNLIKELY and not _touches(each.corners, small)]
    if not inside:
        raise Refused(Reason.CUT_OFF if _is_cut_off(judged, small) else Reason.NO_SHEET)
    best = max(inside, key=lambda each: each.score)
    return np.asarray((best.corners + 0.5) / scale - 0.5)


def _all_judged(gray: Singles, white: Singles, found: list[Floats]) -> list[_Candidate]:
    return [each for corners in found if (each := _judged(gray, white, corners)) is not None]


def _judged(gray: Singles, white: Singles, corners: Floats) -> _Candidate | None:
    """A candidate with its edges found twice, the second time nearer; None when it is no sheet."""
    sides: list[Edge] = []
    for reach in (9.0, 5.0):
        sides = edging.edges(gray, corners, reach=reach)
        if min(len(side.points) for side in sides) < FEWEST:
            return None
        corners = _corners([edging.line(side.points) for side in sides])
        if not np.isfinite(corners).all() or np.abs(corners).max() > 3 * SMALL:
            return None
    size = (gray.shape[1], gray.shape[0])
    misfit = plane.planes(corners, size)[0].misfit
    seen = min(side.seen for side in sides)
    if seen < SEEN / 2 or misfit > 4 * UNLIKELY:
        return None
    return _Candidate(corners, _score(white, corners, sides, misfit), misfit)


def _score(white: Singles, corners: Floats, sides: list[Edge], misfit: float) -> float:
    """Large, white inside and less white outside, with edges all along, and shaped like paper."""
    middle = corners.mean(axis=0)
    inner, outer = (_around(white, middle + (corners - middle) * share) for share in (0.965, 1.04))
    contrast = float(np.percentile(inner - outer, 25))
    steep = min(side.steep for side in sides)
    seen = min(side.seen for side in sides)
    area = abs(float(cv2.contourArea(corners.astype(np.float32)))) / white.size
    return float(
        2.0 * np.tanh(contrast / 25) + 1.0 * np.tanh(steep / 8) + 3.0 * seen + 0.8 * np.log(area)
        - 0.06 * min(misfit, 2 * UNLIKELY) + 0.004 * float(np.median(inner))
    )  # fmt: skip


def _around(white: Singles, corners: Floats) -> Floats:
    shares = np.linspace(0.03, 0.97, 40)[:, None]
    places = np.concatenate([corners[n] + (corners[(n + 1) % 4] - corners[n]) * shares for n in range(4)])
    return np.asarray(sampled(white, places[None]), dtype=np.float64).ravel()


def _corners(lines: list[tuple[Floats, Floats]]) -> Floats:
    return np.array([edging.crossing(lines[n - 1], lines[n]) for n in range(4)])


def _touches(corners: Floats, picture: Pixels) -> bool:
    tall, wide = picture.shape[:2]
    x, y = corners.T
    return bool(
        (x < BORDER).any() or (y < BORDER).any() or (x > wide - 1 - BORDER).any() or (y > tall - 1 - BORDER).any()
    )


def _is_cut_off(judged: list[_Candidate], picture: Pixels) -> bool:
    """Whether a good sheet, or at least something white and even, runs out of the picture."""
    if any(each.score > GOOD and each.misfit < UNLIKELY for each in judged):
        return True
    white, paper = candidates.whiteness(picture), candidates.smooth(picture)
    level = (float(np.percentile(white, 20)) + float(np.percentile(white, 99))) / 2
    runs_out = (white > level) & (paper > 0)
    border = np.concatenate([runs_out[3], runs_out[-4], runs_out[:, 3], runs_out[:, -4]])
    return bool(WHITE_AT_BORDER < border.mean() < WHITE_ALL_AROUND)

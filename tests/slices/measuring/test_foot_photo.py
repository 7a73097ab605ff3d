"""The length of a foot from rendered pictures whose truth is known; the bench looks at twenty times as many."""

from __future__ import annotations

import statistics

import numpy as np
import pytest
from bench.foot_pictures import hard, pictures
from bench.foot_pictures.pictures import Taken
from hypothesis import given
from hypothesis import strategies as st

from kindr.shop.measuring.rules.foot_photo import agreeing, lens, plane, plausible
from kindr.shop.measuring.rules.foot_photo.measuring import measure
from kindr.shop.measuring.rules.foot_photo.terms import Found, Paper, Reason, Refused, Way

USUAL, AT_THE_WALL = range(4100, 4116), range(4200, 4206)
"""Other seeds than those of the bench."""
MUST_REFUSE = (
    "cut off",
    "no foot",
    "no foot, framed",
    "a foot stands there",
    "no sheet",
    "over the edge",
    "wrong paper",
)


def answered(taken: Taken) -> Found | Reason:
    try:
        return measure(taken.content, paper=Paper(taken.paper), way=Way(taken.way))
    except Refused as refusal:
        return refusal.reason


@pytest.mark.slow
@pytest.mark.parametrize(("way", "seeds"), [("traced", USUAL), ("wall", AT_THE_WALL)])
def test_usual_pictures_are_answered_to_about_a_millimetre(way: str, seeds: range) -> None:
    """At most one in eight is refused, and none is answered wrongly by a shoe size."""
    errors = []
    for seed in seeds:
        taken = pictures.picture(seed, way=way)
        found = answered(taken)
        if isinstance(found, Found):
            errors.append(abs(found.length - taken.length))
    assert len(errors) >= 0.85 * len(seeds) - 1
    assert statistics.median(errors) <= 1.2
    assert max(errors) < 6


@pytest.mark.slow
@pytest.mark.parametrize("kind", MUST_REFUSE)
def test_what_shows_no_measurable_foot_is_refused_or_at_least_not_answered_wrongly(kind: str) -> None:
    taken = hard.hard(kind, 5)
    found = answered(taken)
    assert isinstance(found, Reason) or (taken.length and abs(found.length - taken.length) < 5)


@pytest.mark.slow
@pytest.mark.parametrize("kind", ["light wood", "scribbled", "printed frame", "deep shadow", "coloured edge"])
def test_troublesome_pictures_are_answered_rightly_or_not_at_all(kind: str) -> None:
    taken = hard.hard(kind, 6)
    found = answered(taken)
    assert isinstance(found, Reason) or abs(found.length - taken.length) < 5


@pytest.mark.slow
@pytest.mark.parametrize("seed", [303, 310, 314])
def test_a_white_sheet_on_a_white_floor_is_found_by_its_faint_edges(seed: int) -> None:
    taken = hard.hard("white floor", seed)
    found = answered(taken)
    assert isinstance(found, Found)
    assert abs(found.length - taken.length) < 3


@given(bend=st.floats(-0.08, 0.08), x=st.floats(0, 2000), y=st.floats(0, 1500))
def test_a_lens_bends_back_what_it_straightened(bend: float, x: float, y: float) -> None:
    place, size = np.array([[x, y]]), (2000, 1500)
    assert np.allclose(lens.straightened(lens.bent(place, bend, size), bend, size), place, atol=0.05)


@given(turned=st.floats(0, 6.28), scale=st.floats(1.5, 5.0), paper=st.sampled_from(list(Paper)))
def test_a_sheet_is_known_by_its_ratio_however_it_is_turned_and_however_far_away(
    turned: float, scale: float, paper: Paper
) -> None:
    corners = _corners(paper, turned, scale)
    assert plane.planes(corners, (2016, 1512))[0].paper is paper


@given(turned=st.floats(0, 6.28), scale=st.floats(1.5, 5.0))
def test_lengths_on_the_sheet_do_not_depend_on_how_it_lies(turned: float, scale: float) -> None:
    lying = plane.planes(_corners(Paper.A4, turned, scale), (2016, 1512))[0]
    ends = plane.seen_at(lying.homography, np.array([[60.0, 50.0], [60.0, 230.0]]))
    assert float(np.linalg.norm(ends[1] - ends[0])) == pytest.approx(180 * scale, rel=1e-3)


def _corners(paper: Paper, turned: float, scale: float) -> np.ndarray[tuple[int, int], np.dtype[np.float64]]:
    wide, tall = paper.sides
    sheet = np.array([[-wide, -tall], [wide, -tall], [wide, tall], [-wide, tall]]) / 2 * scale
    turning = np.array([[np.cos(turned), -np.sin(turned)], [np.sin(turned), np.cos(turned)]])
    return np.asarray(sheet @ turning.T + (1008.0, 756.0))


@given(length=st.floats(80, 300), height=st.floats(70, 180))
def test_what_height_foretells_is_plausible_and_what_lies_far_off_is_not(length: float, height: float) -> None:
    usual = 1.57 * height
    near, far = abs(length - usual) < 0.17 * height, abs(length - usual) > 0.28 * height
    assert not near or plausible.is_plausible(length, height_cm=height)
    assert not far or not plausible.is_plausible(length, height_cm=height)


@given(first=st.floats(100, 250), apart=st.floats(-20, 20))
def test_two_pictures_are_believed_together_only_when_they_agree(first: float, apart: float) -> None:
    second = Found(first + apart, 70.0, 0.9, True, (210.0, 297.0), (), ())
    both = agreeing.together(second, first)
    assert both.is_apart == (abs((first + apart) - first) > agreeing.ALIKE_MM)
    assert both.is_unsure == both.is_apart

"""What buyers say of a size moves the advice for that product, a little for each, and back when they take it back."""

from __future__ import annotations

import uuid

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kindr.shop.catalog import queries as catalog
from kindr.shop.catalog.models import Product, Variant
from kindr.shop.catalog.queries import SIZE_CHART, Charts, Cut, Kind, Tailored
from kindr.shop.measuring import queries
from kindr.shop.measuring.queries import (
    Believed,
    Fits,
    FittedChild,
    Measured,
    SizeAnswer,
    Verdict,
    Verdicts,
    families,
    garments,
)
from kindr.shop.measuring.rules.body import Dimension
from kindr.shop.measuring.rules.errors import Method
from kindr.shop.measuring.rules.feedback import GRAIN_CM, LEAST_BUYERS, STEP_CM, counted
from kindr.shop.measuring.rules.feet import PARIS_POINT_MM, TOE_ROOM_MM
from kindr.shop.measuring.rules.sizing import SURE, Fit, Garment, turned_out
from tests.buying import a_garment
from tests.judging import spoken_of

WORDS = st.lists(st.sampled_from(Verdict), max_size=30)
CHART = Garment((104, 110, 116), ((Dimension.HEIGHT, (104.0, 110.0, 116.0)), (Dimension.CHEST, (57.0, 59.0, 61.0))))


@given(WORDS, WORDS)
def test_what_one_family_says_can_be_taken_out_again_exactly(some: list[Verdict], others: list[Verdict]) -> None:
    assert counted(some + others) - counted(some) == counted(others)
    assert counted(some) + counted(others) == counted(others + some)


@given(WORDS)
def test_no_crowd_moves_a_garment_by_more_than_half_a_size(said: list[Verdict]) -> None:
    assert -STEP_CM < counted(said).bias_cm < STEP_CM
    assert len(said) < LEAST_BUYERS or counted([*said, Verdict.TOO_LARGE]).bias_cm >= counted(said).bias_cm
    more = [counted([*said, *[Verdict.TOO_LARGE] * words]).bias_cm for words in (0, 20, 60, 600)]
    assert more == sorted(more)
    assert more[0] < more[-1] == STEP_CM - GRAIN_CM


@pytest.mark.clause("4.7.13")
@given(st.lists(st.sampled_from(Verdict), max_size=LEAST_BUYERS - 1))
def test_the_words_of_few_move_nothing_so_that_no_advice_tells_what_one_of_them_said(said: list[Verdict]) -> None:
    assert counted(said).bias_cm == 0.0
    assert Verdicts(too_small=LEAST_BUYERS).bias_cm == -Verdicts(too_large=LEAST_BUYERS).bias_cm < -GRAIN_CM / 2


def test_however_many_products_were_judged_each_way_of_making_them_is_worked_out_a_few_times(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    worked_out: list[tuple[Tailored, float]] = []

    def best_size(body: Believed, made: Tailored, *, charts: Charts, bias_cm: float = 0.0) -> Fit | None:
        worked_out.append((made, bias_cm))
        return garments.best_size(body, made, charts=charts, bias_cm=bias_cm)

    monkeypatch.setattr(families, "best_size", best_size)
    ways = [Tailored(kind, cut) for kind in (Kind.TOPS, Kind.BOTTOMS) for cut in Cut]
    child = FittedChild(uuid.uuid4(), "Noa", Measured(108.0, age=1700.0), {"": tuple(SIZE_CHART.values())})
    judged = {number: Verdicts(number % 37, number % 11, number % 41).bias_cm for number in range(1500)}
    turned_out = {number: (ways[number % len(ways)], bias) for number, bias in judged.items()}
    worn = queries.wearable(child, ways, turned_out)
    assert len(worn.singly) == 1500
    assert len(worked_out) == len(set(worked_out)) <= len(ways) * (4 * STEP_CM - 1)


def test_a_garment_that_turns_out_larger_fits_more_of_a_body_in_every_measure() -> None:
    """The chart's chest grows by a third of the height."""
    assert turned_out(CHART, 0.0) is CHART
    moved = dict(turned_out(CHART, 3.0).limits)
    assert moved[Dimension.HEIGHT] == (107.0, 113.0, 119.0)
    assert moved[Dimension.CHEST] == (58.0, 60.0, 62.0)


@pytest.mark.django_db
def test_the_advice_for_a_product_counts_what_its_buyers_say() -> None:
    """A child between two sizes; only the words of buyers differ."""
    garment = a_garment()
    found = {
        name: _needed(garment, said)
        for name, said in (
            ("nobody spoke", Verdicts()),
            ("small", Verdicts(too_small=40)),
            ("right", Verdicts(right=40)),
            ("large", Verdicts(too_large=40)),
        )
    }
    assert found["small"] > found["right"] > found["large"]
    assert found["right"] == found["nobody spoke"]


@pytest.mark.django_db
def test_the_advice_for_a_pair_of_shoes_counts_what_its_buyers_say_wherever_it_is_given() -> None:
    """A foot in the middle between two sizes' ends: half a size smaller or larger is the next size, nearly."""
    pair = a_garment()
    Product.objects.filter(pk=pair.product_id).update(kind=Kind.SHOES)
    Variant.objects.filter(pk=pair.pk).update(size=29)
    told = Measured(foot_mm=28.5 * PARIS_POINT_MM - TOE_ROOM_MM[1], foot_method=Method.PHOTO)
    made, child = Tailored(Kind.SHOES), FittedChild(uuid.uuid4(), "Noa", told, {})
    for said, sizes in (
        (Verdicts(), (29, None)),
        (Verdicts(right=300), (29, None)),
        (Verdicts(too_small=300), (29, 30)),
        (Verdicts(too_large=300), (28, 29)),
    ):
        answer, bias = _answer(pair, said, told), said.bias_cm
        assert answer.shoe
        assert (answer.shoe.eu, answer.shoe.larger) == sizes
        assert answer.right == 29
        fit = child.fit(made, bias)
        assert fit
        assert (fit.size, fit.chance >= SURE) == (answer.right, sizes[1] is None)


def test_a_pair_that_runs_small_is_outgrown_sooner_in_the_closet() -> None:
    told, made = Measured(foot_mm=175.0, age=2000.0), Tailored(Kind.SHOES)
    small, plain, large = (queries.limit_of(made, 29, charts={}, bias_cm=bias) for bias in (-2.5, 0.0, 2.5))
    seen = queries.wear(told, [small, plain, large])
    assert seen[small].months < seen[plain].months < seen[large].months
    assert seen[small].fits is seen[plain].fits is Fits.NOW
    loose = queries.limit_of(made, 30, charts={}, bias_cm=2.5)
    assert queries.wear(told, [loose])[loose].fits is Fits.LATER


def _needed(garment: Variant, said: Verdicts) -> float:
    """The size that is needed on average, when buyers have said so much."""
    answer = _answer(garment, said, Measured(height=109.0, age=1800))
    assert answer.advice
    return sum(fit.size * fit.chance for fit in answer.advice.sizes.fits)


def _answer(garment: Variant, said: Verdicts, told: Measured) -> SizeAnswer:
    """What a garment's page says, when buyers have said so much."""
    spoken_of(garment.product_id, said)
    edition = catalog.current_edition()
    page = catalog.product_page(garment.product.slug, colour="", language="en", edition=edition)
    answer = queries.size_answer(page, told, edition=edition)
    assert answer
    return answer

"""What buyers say of a size moves the advice for that product, a little for each, and back when they take it back."""

from __future__ import annotations

import uuid

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kindr.shop.catalog import queries as catalog
from kindr.shop.catalog.models import Product, Variant
from kindr.shop.catalog.queries import Kind, Tailored
from kindr.shop.measuring import queries
from kindr.shop.measuring.models import FitTotals
from kindr.shop.measuring.queries import FittedChild, Measured, SizeAnswer, Verdict, Verdicts
from kindr.shop.measuring.rules.body import Dimension
from kindr.shop.measuring.rules.errors import Method
from kindr.shop.measuring.rules.feedback import STEP_CM, counted
from kindr.shop.measuring.rules.feet import PARIS_POINT_MM, TOE_ROOM_MM
from kindr.shop.measuring.rules.sizing import SURE, Garment, turned_out
from tests.buying import a_garment

WORDS = st.lists(st.sampled_from(Verdict), max_size=30)
CHART = Garment((104, 110, 116), ((Dimension.HEIGHT, (104.0, 110.0, 116.0)), (Dimension.CHEST, (57.0, 59.0, 61.0))))


@given(WORDS, WORDS)
def test_what_one_family_says_can_be_taken_out_again_exactly(some: list[Verdict], others: list[Verdict]) -> None:
    assert counted(some + others) - counted(some) == counted(others)
    assert counted(some) + counted(others) == counted(others + some)


@given(WORDS)
def test_no_crowd_moves_a_garment_by_more_than_half_a_size(said: list[Verdict]) -> None:
    assert -STEP_CM < counted(said).bias_cm < STEP_CM
    larger = counted([*said, Verdict.TOO_LARGE]).bias_cm
    assert larger > counted(said).bias_cm


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
        fit = child.fit(made, bias)
        assert fit
        assert (fit.size, fit.chance >= SURE) == (sizes[0], sizes[1] is None)


def _needed(garment: Variant, said: Verdicts) -> float:
    """The size that is needed on average, when buyers have said so much."""
    answer = _answer(garment, said, Measured(height=109.0, age=1800))
    assert answer.advice
    return sum(fit.size * fit.chance for fit in answer.advice.sizes.fits)


def _answer(garment: Variant, said: Verdicts, told: Measured) -> SizeAnswer:
    """What a garment's page says, when buyers have said so much."""
    counts = {"too_small": said.too_small, "right": said.right, "too_large": said.too_large}
    FitTotals.objects.update_or_create(product=garment.product_id, defaults=counts)
    edition = catalog.current_edition()
    page = catalog.product_page(garment.product.slug, colour="", language="en", edition=edition)
    answer = queries.size_answer(page, told, edition=edition)
    assert answer
    return answer

"""How clothes in the closet stand to a child whose girths ask for another size than the height does."""

from __future__ import annotations

import pytest

from kindr.shop.catalog.queries import SIZE_CHART, Cut, Kind, Tailored
from kindr.shop.measuring import queries
from kindr.shop.measuring.queries import Fits, Measured, Sewn, Wear, limit_of, wear
from kindr.shop.measuring.rules.body import Dimension
from kindr.shop.measuring.rules.errors import Method

CHARTS = {"": tuple(SIZE_CHART.values())}
STURDY = Measured(102.0, Method.WALL, age=1500.0, others={Dimension.WAIST: 64.0, Dimension.HIP: 70.0})
"""As tall as 104, and as wide as 128 to 134."""
SLENDER = Measured(102.0, Method.WALL, age=1500.0, others={Dimension.WAIST: 51.0, Dimension.HIP: 56.0})
TROUSERS = Tailored(Kind.BOTTOMS)


def worn(told: Measured, size: int, made: Tailored = TROUSERS) -> Wear:
    limit = limit_of(made, size, charts=CHARTS)
    return wear(told, [limit])[limit]


def test_trousers_that_do_not_close_are_outgrown_however_long_they_are() -> None:
    assert worn(SLENDER, 104).fits is not Fits.OUTGROWN
    assert worn(STURDY, 104) == Wear(Fits.OUTGROWN, (0, 0), is_surely_over=True)


def test_the_size_that_a_girth_asks_for_is_none_to_grow_into() -> None:
    """Large trousers hang too loose on a slender child; on a sturdy one as tall they close just so."""
    assert worn(SLENDER, 128).fits is Fits.LATER
    assert worn(STURDY, 134).fits is Fits.NOW


@pytest.mark.parametrize("told", [STURDY, SLENDER])
def test_the_closet_and_the_page_of_a_garment_say_the_same(told: Measured) -> None:
    """How long trousers last is one answer, and what is to be taken today is never called outgrown or loose."""
    body = queries.believed(told)
    assert body
    said = queries.garment_advice(body, Sewn(TROUSERS, tuple(SIZE_CHART), tuple(SIZE_CHART)), charts=CHARTS)
    assert said.take
    found = worn(told, said.take)
    assert found.months == said.months
    assert found.fits in (Fits.NOW, Fits.SOON_OVER)


def test_how_long_a_size_lasts_counts_what_it_was_chosen_by() -> None:
    """By the height alone 128 would last these three years; the waist that asks for it grows out of it long before."""
    trousers = next(said for said in queries.advice(STURDY).kinds if said.kind is Kind.BOTTOMS)
    assert trousers.sizes.best
    assert trousers.sizes.best.size >= 128
    assert trousers.sizes.decided_by is not Dimension.HEIGHT
    assert trousers.lasting
    assert trousers.lasting.soonest < 12
    assert trousers.lasting.middle < 24


def test_a_closer_cut_is_outgrown_sooner() -> None:
    """The same child and size; what is cut roomy lasts longest."""
    broad = Measured(106.0, Method.WALL, age=1600.0, others={Dimension.CHEST: 61.0})
    months = [worn(broad, 110, Tailored(Kind.TOPS, cut)).months for cut in (Cut.SLIM, Cut.REGULAR, Cut.ROOMY)]
    assert months == sorted(months)
    assert months[0] < months[-1]

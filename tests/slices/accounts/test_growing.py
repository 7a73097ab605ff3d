"""The small rules about children: months, heights, sizes, and the month from which somebody is of age."""

from __future__ import annotations

import contextlib
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kindr.shop.accounts import growing, ports
from kindr.shop.accounts.growing import Month
from kindr.shop.catalog.queries import SIZE_CHART

MONTHS = st.builds(Month, st.integers(1990, 2090), st.integers(1, 12))
DAYS = st.dates(date(2000, 1, 1), date(2100, 12, 31))


@given(MONTHS)
def test_a_month_is_kept_as_text_and_comes_back(month: Month) -> None:
    assert growing.month_of(str(month)) == month
    assert len(str(month)) == 7


@pytest.mark.parametrize("text", ["", "2019", "2019-3", "2019-13", "2019-00", "2019-03-04", "19-03", "2019-03\n"])
def test_what_is_no_month_is_refused(text: str) -> None:
    with pytest.raises(growing.NotAMonth):
        growing.month_of(text)


@given(MONTHS, DAYS)
def test_somebody_is_of_age_from_the_first_day_of_the_eighteenth_birthdays_month(born: Month, day: date) -> None:
    assert growing.is_of_age(born, today=day) == (born.months_until(day) >= 18 * 12)


@given(MONTHS)
def test_the_day_before_that_month_they_are_still_a_child(born: Month) -> None:
    first = growing.of_age_from(born).first_day
    assert growing.is_of_age(born, today=first)
    assert not growing.is_of_age(born, today=first - timedelta(days=1))


@given(MONTHS, DAYS)
def test_only_somebody_who_is_born_and_not_of_age_gets_a_profile(born: Month, today: date) -> None:
    if 0 <= born.months_until(today) < 18 * 12:
        assert growing.check_birth_month(born, today=today) == born
    else:
        with pytest.raises(growing.NotAMonth):
            growing.check_birth_month(born, today=today)


@given(st.integers(30, 200))
def test_a_height_is_read_however_it_is_written(height: int) -> None:
    written = (f"{height}", f" {height} cm", f"{height}cm", f"{height},0", f"{height}.4", f"{height} CM")
    assert {growing.height_of(text) for text in written} == {height}


@pytest.mark.parametrize(
    ("text", "height"), [("122,5", 123), ("122.49", 122), ("１２２", 122), ("30", 30), ("200", 200)]
)
def test_halves_are_rounded_up(text: str, height: int) -> None:
    assert growing.height_of(text) == height


@pytest.mark.parametrize(
    "text", ["", "29", "201", "29,4", "200,5", "1.22", "1,22 m", "tall", "-110", "1e2", "12 2", "١٢٢"]
)
def test_what_is_no_childs_height_is_refused(text: str) -> None:
    with pytest.raises(growing.NotAHeight):
        growing.height_of(text)


@given(st.text(max_size=12))
def test_no_text_whatever_makes_the_reader_of_heights_fall(text: str) -> None:
    with contextlib.suppress(growing.NotAHeight):
        assert 30 <= growing.height_of(text) <= 200


@pytest.mark.parametrize("row", [row for row in SIZE_CHART.values() if row.to_months])
def test_no_size_of_our_chart_is_unusual_at_its_own_age(row) -> None:
    assert not ports.is_unusual(row.height, age=(row.from_months + row.to_months) / 2 * 30.4375)


@given(MONTHS, DAYS)
def test_days_are_counted_from_the_middle_of_the_month(born: Month, day: date) -> None:
    assert abs(born.days_until(day) - max(0, (day - born.first_day).days)) < 16


@given(st.integers(30, 200))
def test_a_size_is_never_too_short_and_never_a_step_too_long(height: int) -> None:
    size = growing.size_for(height)
    if height > 164:
        assert size is None
    else:
        assert size is not None
        assert size >= height
        assert size == 50 or size - 6 < height


def test_the_sizes_are_those_of_the_catalogue() -> None:
    assert tuple(SIZE_CHART) == growing.SIZES

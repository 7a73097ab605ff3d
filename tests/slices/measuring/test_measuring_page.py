"""The measuring page: anybody may ask, everything is answered, and nothing stays."""

from __future__ import annotations

import logging

import pytest
from django.conf import settings
from django.db import connections
from django.test import Client
from django.test.utils import CaptureQueriesContext
from hypothesis import given
from hypothesis import strategies as st

from kindr.shop.measuring import queries
from kindr.shop.measuring.queries import Kind, Measured
from kindr.shop.measuring.rules import units
from kindr.shop.measuring.rules.body import Dimension

pytestmark = pytest.mark.django_db
PAGE = "/en/measure/"
TOLD = {"height": "108,3", "month": "3", "year": "2022", "weight": "17.5 kg", "foot": "17", "sex": "female"}


def told(**changes: str) -> str:
    """What the page says to a visitor."""
    return Client().post(PAGE, {**TOLD, **changes}).content.decode()


def test_a_visitor_learns_the_size_how_sure_it_is_how_long_it_lasts_and_why() -> None:
    page = told()
    assert "Size 110 fits now." in page
    assert "will be too small" in page
    assert "Because the height is 108.3 cm" in page
    assert "Size 28 (EU) fits now." in page


def test_nothing_is_kept_of_what_a_visitor_types(caplog: pytest.LogCaptureFixture) -> None:
    """No row, no session, no line in a log; no browser and no proxy may keep the answer either."""
    visitor = Client()
    with caplog.at_level(logging.DEBUG), CaptureQueriesContext(connections["default"]) as data:
        answer = visitor.post(PAGE, TOLD)
    assert "Size 110" in answer.content.decode()
    assert [each["sql"] for each in data if not each["sql"].startswith("SELECT")] == []
    assert all("108" not in each["sql"] for each in data)
    assert "108,3" not in caplog.text
    assert set(visitor.cookies) <= {settings.CSRF_COOKIE_NAME}
    assert "no-store" in answer["Cache-Control"]
    assert "108" not in answer.wsgi_request.get_full_path()


@pytest.mark.parametrize(
    ("changes", "words"),
    [
        ({"height": "tall"}, "A length is a number in centimetres"),
        ({"height": "10800"}, "This should be between 30 cm and 200 cm."),
        ({"height": "１０８"}, "Size 110 fits now."),
        ({"weight": "900"}, "This should be between 2 kg and 100 kg."),
        ({"weight": "x" * 12}, "A weight is a number in kilograms"),
        ({"year": ""}, "Please choose both the month and the year, or neither."),
        ({"month": "13"}, "is not one of the available choices"),
        ({"sex": "other"}, "is not one of the available choices"),
    ],
)
def test_bad_input_is_answered_in_words_and_loses_nothing(changes: dict[str, str], words: str) -> None:
    page = told(**changes)
    assert words in page
    for name, value in {**TOLD, **changes}.items():
        if name in ("height", "weight", "foot"):
            assert f'name="{name}" value="{value}"' in page


def test_an_empty_form_asks_for_one_thing() -> None:
    assert "One of them is enough." in Client().post(PAGE, {"height": ""}).content.decode()


def test_a_height_that_hardly_any_child_of_the_age_has_is_questioned_and_never_refused() -> None:
    """The same values with a yes are answered."""
    page = told(height="150")
    assert "The height and the month of birth do not quite seem to go together. Is the height right?" in page
    assert "child of this age" not in page
    assert "Shirts and jackets" not in page
    assert "Everything in size 152" in told(height="150", sure="on", weight="42")


def test_nothing_is_called_certain() -> None:
    """So small a child needs the smallest size whatever the error of its height: that is 99 percent, and never 100."""
    page = told(height="42", sure="on", weight="")
    assert "99 %" in page
    assert "100 %" not in page


def test_the_foot_alone_gives_the_shoe_and_no_garment() -> None:
    page = Client().post(PAGE, {"foot": "15"}).content.decode()
    assert "Size 25 (EU) fits now." in page
    assert "Shirts and jackets" not in page


def test_the_age_alone_gives_an_answer_that_says_how_weak_it_is() -> None:
    page = Client().post(PAGE, {"month": "3", "year": "2021"}).content.decode()
    assert "both may fit" in page
    assert "Measured, the answer becomes much surer." in page


def test_a_girth_is_weighed_for_the_garments_it_matters_to() -> None:
    """A wide chest is a matter of shirts, and leaves the waist of trousers to the waist."""
    slim, wide = ({said.kind: said.sizes for said in queries.advice(_of(chest)).kinds} for chest in (54.0, 70.0))
    larger = {kind: _expected(wide[kind]) - _expected(slim[kind]) for kind in slim}
    assert larger[Kind.TOPS] > larger[Kind.BOTTOMS] >= 0
    assert wide[Kind.TOPS].decided_by is Dimension.CHEST


def _of(chest: float) -> Measured:
    return Measured(height=108.0, age=1700, others={Dimension.CHEST: chest, Dimension.WAIST: 53.0})


def _expected(advice: object) -> float:
    fits = getattr(advice, "fits", ())
    return float(sum(fit.size * fit.chance for fit in fits))


@given(st.decimals(min_value=1, max_value=999, places=1))
def test_centimetres_and_inches_pounds_and_kilograms_come_back(value: object) -> None:
    """To the tenth of a millimetre, and to ten grams."""
    cm = units.centimetres(f"{value} cm")
    assert cm == float(str(value))
    assert units.centimetres(f"{cm / units.CM_PER_INCH:.4f} in") == pytest.approx(cm, abs=0.011)
    assert units.kilograms(f"{cm / units.KG_PER_POUND:.4f} lb") == pytest.approx(cm, abs=0.011)


@given(st.text(max_size=12))
def test_whatever_is_typed_is_a_measure_or_is_said_not_to_be_one(text: str) -> None:
    for read in (units.centimetres, units.kilograms):
        try:
            assert read(text) >= 0
        except units.NotAMeasure as refused:
            assert str(refused) == text

"""How to measure: every measure that is asked for has its drawing, its words and its steps."""

from __future__ import annotations

from html import escape
from pathlib import Path
from xml.etree import ElementTree

import pytest
from django.contrib.staticfiles import finders
from django.test import Client

from kindr.shop.measuring.forms import MeasureForm
from kindr.shop.measuring.rules.body import Dimension
from kindr.shop.measuring.showing import MEASURES, Shown

pytestmark = pytest.mark.django_db
SCALE = {"width": "240", "height": "240", "viewBox": "0 0 240 240"}


def drawing(shown: Shown) -> ElementTree.Element:
    """The drawing as it lies on the disk."""
    found = finders.find(shown.picture)
    assert found, f"{shown.picture} is missing"
    return ElementTree.fromstring(Path(found).read_text(encoding="utf-8"))


@pytest.mark.parametrize("shown", MEASURES, ids=lambda shown: shown.key)
def test_a_drawing_is_of_the_common_size_knows_both_themes_and_asks_for_nothing_else(shown: Shown) -> None:
    root = drawing(shown)
    assert {name: root.get(name) for name in SCALE} == SCALE
    style = next(root.iter("{http://www.w3.org/2000/svg}style")).text or ""
    assert "prefers-color-scheme:dark" in style
    assert not any(each.get("style") or each.get("href") for each in root.iter())


@pytest.mark.parametrize("path", ["/measure/how/", "/en/measure/how/"])
def test_every_measure_stands_on_the_page_with_its_drawing_and_three_steps(path: str) -> None:
    page = Client().get(path).content.decode()
    for shown in MEASURES:
        assert f'id="{shown.key}"' in page
        assert f"{shown.key}.svg" in page
    assert page.count("<li>") >= 3 * len(MEASURES)


def test_what_a_drawing_shows_is_said_in_words() -> None:
    page = Client().get("/en/measure/how/").content.decode()
    assert all(escape(f'alt="{shown.seen}"', quote=False).replace("'", "&#x27;") in page for shown in MEASURES)


def test_every_measure_of_a_body_leads_to_its_drawing() -> None:
    page = Client().get("/en/measure/").content.decode()
    for name in (*(each.value for each in Dimension), "foot"):
        assert name in MeasureForm.base_fields
        assert f'/en/measure/how/#{name}"' in page

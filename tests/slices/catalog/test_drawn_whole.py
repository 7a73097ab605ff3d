"""What holds for every drawing of the whole demo catalogue, and for what is written on drawings with a tape."""

from __future__ import annotations

import gzip
import re
from collections.abc import Iterator
from itertools import combinations
from statistics import median
from xml.etree import ElementTree

import pytest

from kindr.shop.catalog.demo.colours import COLOURS
from kindr.shop.catalog.demo.shoes import shoes
from kindr.shop.catalog.demo.weave import Woven, weave
from kindr.shop.catalog.drawing import VIEWS, Design, draw, flat, read_design
from kindr.shop.catalog.drawing.cut import EASE
from kindr.shop.catalog.drawing.design import Collar, Length, Silhouette, Sleeve
from kindr.shop.catalog.drawing.figure import SKINS
from kindr.shop.catalog.drawing.tape import centimetres
from kindr.shop.catalog.rules import HEIGHTS, SIZE_CHART

DYES = {key: dye for key, _, _, _, dye in COLOURS}
GOODS = (*weave(7), *shoes())
READ_AT = 280
"""How wide a drawing is shown on a phone of 360 px."""


def drawn(garment: Woven, view: str) -> str:
    """One view of a garment of the demo in its first dye."""
    return draw(read_design(garment.design), view=view, dye=DYES[garment.threads[0].dye], title=garment.titles[0])


def weights(view: str) -> tuple[list[int], list[int]]:
    """How many bytes a view of every garment has, as it is and as it is sent."""
    texts = [drawn(garment, view).encode() for garment in GOODS]
    return [len(text) for text in texts], [len(gzip.compress(text, 6)) for text in texts]


@pytest.mark.parametrize("view", ["front", "back", "hanging"])
def test_a_drawing_on_a_list_is_light(view: str) -> None:
    plain, sent = weights(view)
    assert median(plain) <= 8_000
    assert max(plain) <= 15_000
    assert max(sent) <= 4_000


@pytest.mark.parametrize("view", ["detail", "measures", "worn"])
def test_a_drawing_on_the_page_of_a_garment_is_light_too(view: str) -> None:
    plain, sent = weights(view)
    assert max(plain) <= 22_000
    assert max(sent) <= 5_000


def test_drawings_in_one_page_never_share_a_name() -> None:
    names: list[str] = []
    for garment in GOODS[::4]:
        for view in VIEWS:
            own = re.findall(r' id="([^"]+)"', drawn(garment, view))
            assert len(own) == len(set(own)), (garment.slug, view)
            names.extend(own)
    assert len(names) == len(set(names))


@pytest.mark.parametrize("view", list(VIEWS))
def test_a_drawing_refers_to_itself_only(view: str) -> None:
    for garment in GOODS[::7]:
        text = drawn(garment, view)
        known = set(re.findall(r' id="([^"]+)"', text))
        assert set(re.findall(r"url\(#([^)]+)\)", text)) <= known
        assert all(found.startswith("#") and found[1:] in known for found in re.findall(r'href="([^"]+)"', text))
        assert not re.search(r"<(script|style|image|foreignObject)|\son\w+=|javascript:|@import", text)


def test_only_the_close_up_has_a_filter_for_filters_cost_time() -> None:
    for garment in GOODS[::9]:
        assert [view for view in VIEWS if "<filter" in drawn(garment, view)] == ["detail"]


def test_children_of_every_skin_wear_the_catalogue() -> None:
    shown = [next(skin for skin in SKINS if skin in drawn(garment, "worn")) for garment in GOODS]
    assert all(shown.count(skin) >= len(GOODS) // 10 for skin in SKINS)


def test_the_child_of_a_garment_stays_the_same_in_every_dye_and_size() -> None:
    design = Design(Silhouette.TEE, pattern="kawung")
    seen = {
        tuple(skin for skin in SKINS if skin in draw(design, view="worn", dye=dye, title="x", size=size))
        for dye, size in (("#4a7f9f", 98), ("#b4543f", 98), ("#4a7f9f", 164))
    }
    assert len(seen) == 1


# --- what the tape says


def shapes() -> Iterator[Design]:
    """Every silhouette as it is mostly worn, and its roomy sister."""
    for silhouette in Silhouette:
        for sleeve, collar, length in (
            (Sleeve.SHORT, Collar.ROUND, Length.REGULAR),
            (Sleeve.LONG, Collar.SHIRT, Length.LONG),
        ):
            yield Design(silhouette, collar=collar, sleeve=sleeve, length=length)


@pytest.mark.parametrize("height", HEIGHTS)
def test_the_numbers_on_a_drawing_are_those_of_its_size(height: int) -> None:
    row = SIZE_CHART[height]
    for design in shapes():
        known = {each.key: centimetres(each) for each in flat(design, size=height).measures}
        root = ElementTree.fromstring(draw(design, view="measures", dye="#4a7f9f", title="x", size=height))
        written = [text.text for text in root.iter("{http://www.w3.org/2000/svg}text")]
        assert written == [f"{number} cm" for number in known.values()]
        if "width" in known:
            assert known["width"] * 2 == pytest.approx(row.chest + EASE[design.silhouette], abs=1)
        if "waist" in known:
            assert known["waist"] * 2 == pytest.approx(row.waist + 3, abs=1)
        desc = root.findtext("{http://www.w3.org/2000/svg}desc", "")
        assert all(f"{number} cm" in desc for number in known.values())


@pytest.mark.parametrize("height", HEIGHTS)
def test_numbers_lie_apart_inside_the_picture_and_can_be_read_on_a_phone(height: int) -> None:
    for design in shapes():
        text = draw(design, view="measures", dye="#4a7f9f", title="x", size=height)
        labels = list(labels_of(text))
        assert not [pair for pair in combinations(labels, 2) if overlap(*pair)], design
        left, top, wide, high = box_of(text)
        assert all(left <= x1 and x2 <= left + wide and top <= y1 and y2 <= top + high for x1, y1, x2, y2 in labels)
        letters = (labels[0][3] - labels[0][1]) * 22 / 34 / wide * READ_AT
        assert letters >= 12


def box_of(text: str) -> tuple[float, ...]:
    """The viewBox of a drawing."""
    found = re.search(r'viewBox="([^"]+)"', text)
    assert found
    return tuple(float(number) for number in found[1].split())


def labels_of(text: str) -> Iterator[tuple[float, float, float, float]]:
    """Left, top, right and bottom of every number with its frame."""
    for x, y, scale, half in re.findall(
        r'translate\(([-\d.]+) ([-\d.]+)\)scale\(([\d.]+)\)"><rect x="-([\d.]+)"', text
    ):
        wide, high = float(half) * float(scale), 17 * float(scale)
        yield float(x) - wide, float(y) - high, float(x) + wide, float(y) + high


def overlap(one: tuple[float, float, float, float], other: tuple[float, float, float, float]) -> bool:
    """Whether two frames touch."""
    return one[0] < other[2] and other[0] < one[2] and one[1] < other[3] and other[1] < one[3]

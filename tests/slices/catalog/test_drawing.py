"""Garments drawn from the size chart."""

from __future__ import annotations

from itertools import pairwise
from xml.etree import ElementTree

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kindr.shop.catalog.drawing import SHAPES, NoSuchView, WrongDesign, draw, flat, read_design
from kindr.shop.catalog.drawing.design import Collar, Design, Length, Pocket, Silhouette, Sleeve
from kindr.shop.catalog.drawing.paint import ACCENTS, moved_light, paint_for
from kindr.shop.catalog.drawing.patterns import PATTERNS
from kindr.shop.catalog.drawing.tape import centimetres
from kindr.shop.catalog.rules import HEIGHTS, SIZE_CHART

SVG = "{http://www.w3.org/2000/svg}"
DYES = st.from_regex(r"#[0-9a-f]{6}", fullmatch=True)
DESIGNS = st.builds(
    Design,
    silhouette=st.sampled_from(Silhouette),
    collar=st.sampled_from(Collar),
    sleeve=st.sampled_from(Sleeve),
    length=st.sampled_from(Length),
    pocket=st.sampled_from(Pocket),
    pattern=st.sampled_from(sorted(PATTERNS)),
    accent=st.sampled_from(["tone", *sorted(ACCENTS)]),
    contrast=st.booleans(),
    ease=st.integers(0, 12),
    size=st.sampled_from(HEIGHTS),
)


@settings(max_examples=60, deadline=None)
@given(design=DESIGNS, dye=DYES, view=st.sampled_from(["front", "back", "detail", "measures", "hanging"]))
def test_any_design_in_any_dye_can_be_drawn_and_is_the_same_every_time(design: Design, dye: str, view: str) -> None:
    picture = draw(design, view=view, dye=dye, title="Kaos <laut> & langit")
    root = ElementTree.fromstring(picture)
    assert root.findtext(f"{SVG}title") == "Kaos <laut> & langit"
    assert "nan" not in picture
    assert picture == draw(design, view=view, dye=dye, title="Kaos <laut> & langit")


@settings(max_examples=40, deadline=None)
@given(design=DESIGNS, view=st.sampled_from(["front", "measures"]))
def test_a_picture_holds_no_style_and_no_script(design: Design, view: str) -> None:
    picture = draw(design, view=view, dye="#4a7f9f", title="x")
    assert "<style" not in picture
    assert "style=" not in picture
    assert "<script" not in picture
    assert "http" not in picture.replace("http://www.w3.org/2000/svg", "")


def test_there_are_at_least_ten_silhouettes_and_each_is_drawn_by_someone() -> None:
    assert len(Silhouette) >= 10
    assert set(SHAPES) == set(Silhouette)


@pytest.mark.parametrize("silhouette", list(Silhouette))
def test_a_larger_size_is_a_larger_garment(silhouette: Silhouette) -> None:
    design = Design(silhouette)
    sizes = [[centimetres(each) for each in flat(design, size=height).measures] for height in HEIGHTS]
    assert all(sizes[0])
    for one, other in pairwise(sizes):
        assert all(small <= large for small, large in zip(one, other, strict=True))


@pytest.mark.parametrize("height", HEIGHTS)
def test_the_width_on_the_drawing_is_the_chest_of_the_chart_with_room_to_move(height: int) -> None:
    width = next(each for each in flat(Design(Silhouette.TEE), size=height).measures if each.key == "width")
    assert centimetres(width) * 2 == pytest.approx(SIZE_CHART[height].chest + 8, abs=1)


@pytest.mark.parametrize("height", HEIGHTS)
def test_the_inseam_on_the_drawing_is_the_inseam_of_the_chart(height: int) -> None:
    inseam = next(each for each in flat(Design(Silhouette.TROUSERS), size=height).measures if each.key == "inseam")
    assert centimetres(inseam) == pytest.approx(SIZE_CHART[height].inseam, abs=1.5)


@pytest.mark.parametrize(
    "stored",
    [
        {},
        {"silhouette": "cape"},
        {"silhouette": "tee", "pattern": "tartan"},
        {"silhouette": "tee", "wings": 2},
        {"silhouette": "tee", "size": 51},
    ],
)
def test_a_design_that_cannot_be_drawn_is_refused(stored: dict[str, object]) -> None:
    with pytest.raises(WrongDesign):
        read_design(stored)


def test_a_view_that_does_not_exist_is_refused() -> None:
    with pytest.raises(NoSuchView):
        draw(Design(Silhouette.TEE), view="inside", dye="#4a7f9f", title="x")


@given(DYES)
def test_a_dye_moved_by_nothing_stays_nearly_the_same(dye: str) -> None:
    moved = moved_light(dye, 0.0)
    assert len(moved) == 7
    int(moved[1:], 16)


@given(DYES, st.sampled_from(["tone", *sorted(ACCENTS)]))
def test_a_pattern_never_has_the_colour_of_its_cloth(dye: str, accent: str) -> None:
    paint = paint_for(dye, accent=accent)
    assert paint.motif != paint.cloth

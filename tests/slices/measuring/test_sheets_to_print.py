"""The sheets to print: their own numbers, read back from the PDF, are what a ruler would find."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import pairwise
from typing import NamedTuple

import pytest
from django.test import Client

from kindr.shop.measuring.printed import printed
from kindr.shop.measuring.printed.foot import FLAP_MM, RULER_X, longest_foot_mm
from kindr.shop.measuring.printed.formats import Format, Sheet
from kindr.shop.measuring.printed.marks import BAR_WIDTH, LEFT
from kindr.shop.measuring.rules.feet import shoe_for
from tests.slices.orders.test_papers import words_of

POINT_MM = 25.4 / 72
NEAR = 0.01
"""PDFs are written to a hundredth of a point, 0.004 mm."""
EVERY = [(sheet, paper) for sheet in Sheet for paper in Format]
PAGES = {Sheet.TAPE: 1, Sheet.FOOT: 2, Sheet.CHART: 2}


class Drawn(NamedTuple):
    """A straight line in mm from the lower left corner of its page, with its width."""

    page: int
    x1: float
    y1: float
    x2: float
    y2: float
    wide: float


def pdf(sheet: Sheet, paper: Format = Format.A4, language: str = "en") -> bytes:
    return printed(sheet, paper, language, is_packed=False)


def pages(written: bytes) -> list[str]:
    """What is drawn on each page, as operators."""
    found = re.findall(rb"stream\n(.*?)\nendstream", written, re.DOTALL)
    return [each.decode("latin-1") for each in found if re.search(rb" l S\n", each)]


def lines(written: bytes) -> Iterator[Drawn]:
    for page, text in enumerate(pages(written)):
        wide = 0.0
        for width, *ends in re.findall(r"([\d.]+) w\b|([-\d.]+) ([-\d.]+) m ([-\d.]+) ([-\d.]+) l S", text):
            if width:
                wide = float(width) * POINT_MM
            else:
                yield Drawn(page, *(float(each) * POINT_MM for each in ends), wide)


@pytest.mark.parametrize(("sheet", "paper"), EVERY)
def test_a_page_has_the_size_of_its_paper(sheet: Sheet, paper: Format) -> None:
    boxes = re.findall(rb"/MediaBox \[0 0 ([\d.]+) ([\d.]+)\]", pdf(sheet, paper))
    found = {(round(float(wide) * POINT_MM, 1), round(float(tall) * POINT_MM, 1)) for wide, tall in boxes}
    assert found == {paper.mm}
    assert len(pages(pdf(sheet, paper))) == PAGES[sheet]


@pytest.mark.parametrize(("sheet", "paper"), EVERY)
def test_the_bar_on_each_page_is_exactly_ten_centimetres(sheet: Sheet, paper: Format) -> None:
    bars = [each for each in lines(pdf(sheet, paper)) if each.wide == pytest.approx(BAR_WIDTH, abs=NEAR)]
    assert [each.page for each in bars] == list(range(PAGES[sheet]))
    for each in bars:
        assert each.x2 - each.x1 == pytest.approx(100, abs=NEAR)
        assert each.y1 == each.y2


@pytest.mark.parametrize(("sheet", "paper"), EVERY)
def test_the_frame_on_each_page_is_a_bank_card(sheet: Sheet, paper: Format) -> None:
    for text in pages(pdf(sheet, paper)):
        frames = [each for each in re.findall(r"(?:[-\d. ]+ [mlc]\n?)+", text) if each.count(" c") == 4]
        points = [[float(number) * POINT_MM for number in re.findall(r"[-\d.]+", each)] for each in frames]
        sides = [(max(each[::2]) - min(each[::2]), max(each[1::2]) - min(each[1::2])) for each in points]
        assert sides == [pytest.approx((54, 85.6), abs=NEAR)]


@pytest.mark.parametrize(("sheet", "paper"), EVERY)
def test_nothing_lies_where_printers_cannot_print(sheet: Sheet, paper: Format) -> None:
    wide, tall = paper.mm
    for each in lines(pdf(sheet, paper)):
        assert 5 <= min(each.x1, each.x2) <= max(each.x1, each.x2) <= wide - 5
        assert 5 <= min(each.y1, each.y2) <= max(each.y1, each.y2) <= tall - 5


def test_the_strips_of_the_tape_make_150_centimetres_millimetre_by_millimetre() -> None:
    starts: dict[float, list[float]] = {}
    for each in lines(pdf(Sheet.TAPE)):
        if each.y1 == each.y2 and each.wide < BAR_WIDTH / 2:
            starts.setdefault(round(each.x1, 1), []).append(each.y1)
    strips = [sorted(ticks) for _, ticks in sorted(starts.items()) if len(ticks) == 251]
    assert len(strips) == 6
    for ticks in strips:
        assert ticks[-1] - ticks[0] == pytest.approx(250, abs=NEAR)
        assert all(after - before == pytest.approx(1, abs=NEAR) for before, after in pairwise(ticks))


def test_the_other_edge_of_the_tape_is_in_inches() -> None:
    """Whole inches of the first strip: the long lines that end at its right edge."""
    right = LEFT + 20
    ends = [each for each in lines(pdf(Sheet.TAPE)) if each.x2 == pytest.approx(right, abs=NEAR) and each.y1 == each.y2]
    inches = sorted(each.y1 for each in ends if each.x2 - each.x1 == pytest.approx(5, abs=NEAR))
    assert len(inches) == 10
    assert inches[-1] - inches[0] == pytest.approx(9 * 25.4, abs=NEAR)


@pytest.mark.parametrize("paper", Format)
def test_an_eu_size_on_the_foot_sheet_is_the_one_that_the_advice_gives(paper: Format) -> None:
    ends = sorted(
        each.y1 - FLAP_MM
        for each in lines(pdf(Sheet.FOOT, paper))
        if each.page == 0 and each.x1 == pytest.approx(RULER_X, abs=NEAR) and each.x2 - each.x1 > 8.9
    )
    assert len(ends) == 26
    for eu, longest in enumerate(ends, start=15):
        assert longest == pytest.approx(longest_foot_mm(eu), abs=NEAR)
        assert shoe_for(longest - 0.1).eu == eu
        assert shoe_for(longest + 0.1).eu == eu + 1


@pytest.mark.parametrize(("language", "words"), [("en", "Height chart for the wall"), ("id", "Pengukur tinggi")])
def test_a_sheet_speaks_the_language_of_its_page(language: str, words: str) -> None:
    said = words_of(pdf(Sheet.CHART, language=language)).replace("\n", " ")
    assert words in said
    for number in ("51", "99", "101", "149"):
        assert number in said.split()


@pytest.mark.django_db
@pytest.mark.parametrize("prefix", ["", "/en"])
def test_a_sheet_may_be_kept_by_anybody_and_is_not_sent_twice(prefix: str) -> None:
    client = Client()
    first = client.get(f"{prefix}/measure/print/f4/foot.pdf")
    assert first["Content-Type"] == "application/pdf"
    assert set(first["Cache-Control"].split(", ")) == {"public", "max-age=86400"}
    assert first.content.startswith(b"%PDF-")
    assert not first.cookies
    assert client.get(first.wsgi_request.path, headers={"If-None-Match": first["ETag"]}).status_code == 304


@pytest.mark.django_db
@pytest.mark.parametrize("path", ["/measure/print/a5/tape.pdf", "/measure/print/a4/shoe.pdf"])
def test_other_papers_and_sheets_are_not_there(path: str) -> None:
    assert Client().get(path).status_code == 404

"""Prints and weaves repeat without a seam: what a browser paints from the repeat is what it paints without edges."""

from __future__ import annotations

import io
import re
from collections.abc import Iterator
from dataclasses import replace

import pytest
from PIL import Image, ImageChops
from playwright.sync_api import Browser, Page

from kindr.shop.catalog.drawing.paint import paint_for
from kindr.shop.catalog.drawing.patterns import PATTERNS, tile
from kindr.shop.catalog.drawing.tiles import MARK, Spot, Tile, strewn
from kindr.shop.catalog.drawing.weaves import Weave, woven

STAINED = 0.01
"""The share of pixels that rounding may paint differently; a motif cut at an edge stains far more."""


@pytest.fixture(scope="module")
def page(browser: Browser) -> Iterator[Page]:
    page = browser.new_page(viewport={"width": 1200, "height": 1000})
    yield page
    page.close()


def painted(page: Page, shown: str, *, wide: int, high: int) -> Image.Image:
    """What the browser makes of some shapes."""
    page.set_content(
        '<body style="margin:0;background:#357">'
        f'<svg width="{wide}" height="{high}" style="display:block">{shown}</svg>'
    )
    shot = page.screenshot(clip={"x": 0, "y": 0, "width": wide, "height": high})
    return Image.open(io.BytesIO(shot)).convert("L")


def stain(page: Page, repeat: Tile) -> float:
    """The share of pixels in two by two repeats that differ from the same shapes laid out without any edge."""
    scale = 4 if repeat.width > 40 else 10
    wide, high = round(2 * repeat.width * scale), round(2 * repeat.height * scale)
    # Where a motif is written on both sides of an edge it is painted twice; what is see-through would be darker there.
    shapes = re.sub(r' (fill-|stroke-)?opacity="[^"]*"', "", repeat.shapes)
    pattern = (
        f'<pattern id="p" width="{repeat.width}" height="{repeat.height}" patternUnits="userSpaceOnUse">'
        f'{shapes.replace(MARK, "a")}</pattern><g transform="scale({scale})"><rect width="{wide}" height="{high}" '
        'fill="url(#p)"/></g>'
    )
    laid = "".join(
        f'<g transform="translate({column * repeat.width} {row * repeat.height})">{shapes.replace(MARK, "b")}</g>'
        for row in range(-1, 3)
        for column in range(-1, 3)
    )
    one = painted(page, pattern, wide=wide, high=high)
    other = painted(page, f'<g transform="scale({scale})">{laid}</g>', wide=wide, high=high)
    different = ImageChops.difference(one, other).point(lambda step: 255 if step > 60 else 0)
    return different.histogram()[255] / (wide * high)


@pytest.mark.parametrize("name", sorted(name for name, print_ in PATTERNS.items() if print_))
def test_a_print_has_no_seam(page: Page, name: str) -> None:
    repeat = tile(name, paint_for("#33477a", accent="cream"))
    assert repeat
    assert stain(page, repeat) < STAINED


@pytest.mark.parametrize("weave", list(Weave))
def test_a_weave_has_no_seam(page: Page, weave: Weave) -> None:
    repeat = woven(weave)
    for layer in re.findall("<path[^>]*>", repeat.shapes):
        # One layer after the other: where layers overlap, neighbours laid over one another would mix differently.
        alone = replace(repeat, shapes=f'<g fill="none" stroke-linecap="round">{layer}</g>')
        assert stain(page, alone) < STAINED


def test_a_motif_cut_at_the_edge_would_be_seen(page: Page) -> None:
    size = (30.0, 30.0)
    dot = '<circle r="6" fill="#fff"/>'
    whole = Tile(*size, strewn(dot, Spot(2, 15), reach=6, tile=size))
    cut = Tile(*size, f'<g transform="translate(2 15)">{dot}</g>')
    assert stain(page, whole) < STAINED < stain(page, cut)

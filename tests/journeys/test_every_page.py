"""Every type of page, as a browser meets it: nothing axe finds, nothing that jumps, nothing too wide, nothing heavy."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache
from typing import Any

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, StorageState

from tests.faults.installation import Installation, new_installation
from tests.roles.table import rows
from tests.screens import pictures
from tests.screens.page_list import NO_PAGES, PAGES
from tests.screens.page_types import PageType
from tests.screens.visits import Visitor, Window, open_page, signed_in, visiting

pytestmark = pytest.mark.slow

PHONE, DESKTOP = Window(360, "light", "id"), Window(1440, "dark", "en")
MOST_SHIFT, MOST_BYTES, MOST_SCRIPT_BYTES = 0.02, 100_000, 40_000
ZOOMED = {360: 320, 1440: 720}
"""Widths in CSS pixels: the narrowest that WCAG 1.4.10 asks for, and a desktop at 200 %."""


@pytest.fixture(scope="module")
def full_shop(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Installation]:
    """A running shop with the whole demo in it."""
    made = new_installation(tmp_path_factory.mktemp("every-page"))
    try:
        made.start_full()
        yield made
    finally:
        made.remove()


@pytest.fixture(scope="module")
def cookies_of(browser: Browser, full_shop: Installation) -> Any:
    """The cookies of somebody of the cast, who signs in once: a second factor's code works once."""

    @cache
    def find(name: str) -> StorageState | None:
        return signed_in(browser, full_shop, name)

    return find


def barriers(visitor: Visitor) -> list[str]:
    """What axe finds, of any impact."""
    return [
        f"{found['id']}: {found['help']}: {[node['html'][:160] for node in found['nodes'][:3]]}"
        for found in Axe().run(visitor.page).response["violations"]
    ]


def weights(visitor: Visitor) -> list[str]:
    """What is too heavy: HTML, CSS and scripts of the page, compressed."""
    scripts = sum(size for address, size in visitor.weights.items() if address.endswith(".js"))
    whole = sum(visitor.weights.values())
    return [
        *([f"{whole} bytes in all"] if whole >= MOST_BYTES else []),
        *([f"{scripts} bytes of scripts"] if scripts >= MOST_SCRIPT_BYTES else []),
    ]


def looked_at(visitor: Visitor, page: PageType) -> list[str]:
    """Everything that is wrong with one page in one window."""
    open_page(visitor, page)
    wrong = [*barriers(visitor), *weights(visitor), *visitor.problems]
    if page.deed is None and (shift := visitor.shift()) >= MOST_SHIFT:
        wrong.append(f"the layout shifts by {shift:.3f}")
    if moving := visitor.animations():
        wrong.append(f"{moving} animations although the visitor asked for none")
    if (wide := visitor.overflow()) > 0:
        wrong.append(f"{wide} pixels wider than the window")
    if (wide := visitor.overflow_with_large_letters()) > 0:
        wrong.append(f"{wide} pixels wider than the window when its letters are doubled")
    visitor.page.set_viewport_size({"width": ZOOMED[visitor.window.width], "height": visitor.window.height})
    if (wide := visitor.overflow()) > 0:
        wrong.append(f"{wide} pixels wider than the window when it is magnified")
    return wrong


@pytest.mark.parametrize("window", [PHONE, DESKTOP], ids=["phone", "desktop"])
@pytest.mark.parametrize("page", PAGES, ids=[page.name for page in PAGES])
def test_a_page_is_for_everybody_and_light_and_still(
    browser: Browser, full_shop: Installation, cookies_of: Any, page: PageType, window: Window
) -> None:
    cookies = cookies_of(page.who)
    with visiting(browser, full_shop, window, signed_in=cookies, reduced_motion="reduce") as visitor:
        assert looked_at(visitor, page) == []


def test_every_route_that_shows_a_page_is_looked_at() -> None:
    shown = {row.route for row in rows() if row.method == "GET" and "200" in row.answers.values()}
    looked = {route for page in PAGES for route in page.routes}
    assert shown - looked - set(NO_PAGES) == set()
    assert looked <= shown


def test_the_pictures_in_the_docs_show_the_shop_as_it_is(
    browser: Browser, full_shop: Installation, cookies_of: Any
) -> None:
    taken = pictures.take(browser, full_shop, cookies_of)
    assert {path.stem for path in pictures.FOLDER.glob("*.webp")} == set(taken)
    old = [name for name, picture in taken.items() if pictures.differs(picture, pictures.FOLDER / f"{name}.webp")]
    assert old == [], "`make screens` takes them anew"

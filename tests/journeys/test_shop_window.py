"""Choosing in the shop window: with a script, with the keyboard alone, and without a script."""

from __future__ import annotations

import re
import time

import pytest
from playwright.sync_api import Browser, Page, Route, expect

from tests.faults.installation import Installation
from tests.journeys.walking import DESKTOP, PHONE, Walk, walking

pytestmark = pytest.mark.slow

SHIFTED = """() => new Promise((done) => {
  let sum = 0;
  const add = (each) => { if (!each.hadRecentInput) sum += each.value; };
  new PerformanceObserver((list) => list.getEntries().forEach(add)).observe({ type: "layout-shift", buffered: true });
  setTimeout(() => done(sum), 500);
})"""

BEGUN = """(first) => {
  const place = () => { const { x, width, height } = first.getBoundingClientRect(); return [x, width, height]; };
  const whole = place();
  while (first.nextElementSibling) first.nextElementSibling.remove();
  return [whole, place()];
}"""
"""Where something stands on the whole page, and where it stood when it was the last thing that had arrived."""
WIDE = {"width": 1440, "height": 1024}
SLOWER = 8
"""How many times slower than this computer the visitor's is: a page is then drawn while its end is still read."""


def come_late(route: Route) -> None:
    """Holds a file back until the page was drawn without it."""
    time.sleep(0.6)
    route.continue_()


def a_garment(walk: Walk) -> Page:
    walk.go("/search/?stock=1")
    walk.press("main .garment-card h3 a")
    return walk.page


def test_a_filter_counts_at_once_keeps_the_focus_and_is_gone_back_from(browser: Browser, shop: Installation) -> None:
    with walking(browser, shop, window=DESKTOP, language="en") as walk:
        walk.go("/search/")
        page = walk.page
        all_of_them = page.locator("#found").inner_text()
        page.locator(".facet summary").first.press("Enter")
        choice = page.locator("#facet-size input").first
        choice.focus()
        page.keyboard.press("Space")
        expect(page.locator(".chip-remove")).to_have_count(1)
        expect(choice).to_be_focused()
        assert re.search(r"\?age=", page.url)
        page.keyboard.press("Escape")
        expect(page.locator(".facet summary").first).to_be_focused()
        walk.look_at("a list with a filter on")
        page.locator(".chip-remove").press("Enter")
        expect(page.locator("#found")).to_have_text(all_of_them)
        expect(page.locator("#found")).to_be_focused()
        page.go_back()
        expect(page.locator(".chip-remove")).to_have_count(1)


def test_the_sheet_of_a_phone_keeps_what_lies_below_it_out_of_reach(browser: Browser, shop: Installation) -> None:
    with walking(browser, shop, window=PHONE, language="id") as walk:
        walk.go("/search/")
        page = walk.page
        page.locator(".filters-sheet > summary").click()
        expect(page.locator(".garment-card").first).to_be_hidden()
        page.locator(".facet summary").first.click()
        page.locator("#facet-size .chip").first.click()
        expect(page.locator("#found-too")).to_have_text(re.compile(r"\(\d+\)"))
        walk.look_at("the open sheet of filters")
        page.locator(".filters-end .button:not(.button-quiet)").click()
        expect(page.locator(".filters-sheet")).not_to_have_attribute("open", "")
        expect(page.locator(".chip-remove")).to_be_visible()


def test_colour_and_size_change_the_garment_in_place(browser: Browser, shop: Installation) -> None:
    with walking(browser, shop, window=DESKTOP, language="en") as walk:
        page = a_garment(walk)
        size = page.locator(".size-choice:has(input:enabled)").first
        size.click()
        page.wait_for_url(re.compile("size="))
        expect(page.locator(".size-choice input:checked")).to_be_focused()
        page.locator(".colour-choice:not([aria-current])").first.press("Enter")
        expect(page.locator(".colour-choice[aria-current]")).to_be_focused()
        assert "size=" in page.url
        page.locator("#area-far").press("Enter")
        expect(page.locator("#area-far")).to_have_attribute("aria-current", "true")
        page.locator(".gallery-switch").click()
        expect(page.locator(".gallery-measures")).to_be_visible()
        expect(page.locator(".gallery-front")).to_be_hidden()
        page.locator(".gallery-measures a").click()
        expect(page.locator("#zoom")).to_be_visible()
        page.keyboard.press("Escape")
        walk.look_at("a garment with everything chosen")


def test_several_sizes_slide_into_the_basket(browser: Browser, shop: Installation) -> None:
    with walking(browser, shop, window=PHONE, language="en") as walk:
        page = a_garment(walk)
        page.locator(".several summary").click()
        pieces = page.locator(".several input[type=number]")
        for each in (pieces.nth(0), pieces.nth(1)):
            each.fill("1")
        page.locator(".several .button").click()
        expect(page.locator("#slide-over .basket-line")).to_have_count(2)


def test_the_bar_of_a_phone_covers_nothing_that_has_the_focus(browser: Browser, shop: Installation) -> None:
    with walking(browser, shop, window=PHONE, language="en") as walk:
        page = a_garment(walk)
        top = page.locator(".buy-bar").bounding_box()
        assert top is not None
        for place in ("#area-far", ".which-size summary", ".accordion summary >> nth=-1", ".site-footer a >> nth=-1"):
            page.locator(place).focus()
            box = page.locator(place).bounding_box()
            assert box is not None
            assert box["y"] + box["height"] <= top["y"] + 1, place


@pytest.mark.parametrize("path", ["/", "/c/kaos/", "/search/?q=kaos"])
def test_nothing_jumps_while_a_page_comes_to_a_slow_phone(browser: Browser, shop: Installation, path: str) -> None:
    with walking(browser, shop, window=PHONE, language="id") as walk:
        page = walk.page
        page.context.new_cdp_session(page).send("Emulation.setCPUThrottlingRate", {"rate": SLOWER})
        page.goto(shop.base.rstrip("/") + path)
        assert page.evaluate(SHIFTED) < 0.02
        page.reload()
        assert page.evaluate(SHIFTED) < 0.02


@pytest.mark.parametrize("first", [".site-footer-columns > nav", ".cookie-question"])
def test_what_still_arrives_does_not_rearrange_what_is_there(browser: Browser, shop: Installation, first: str) -> None:
    with walking(browser, shop, window=WIDE, language="id") as walk:
        page = walk.page
        page.goto(shop.base.rstrip("/"))
        whole, begun = page.locator(first).first.evaluate(BEGUN)
        assert begun == whole


@pytest.mark.parametrize("window", [PHONE, WIDE], ids=["phone", "wide"])
def test_letters_that_come_late_move_nothing(browser: Browser, shop: Installation, window: dict[str, int]) -> None:
    with walking(browser, shop, window=window, language="id") as walk:
        page = walk.page
        page.route("**/*.woff2", come_late)
        page.goto(shop.base.rstrip("/"))
        assert page.evaluate(SHIFTED) < 0.005


def test_without_scripts_one_filters_chooses_and_buys(browser: Browser, shop: Installation) -> None:
    with walking(browser, shop, window=PHONE, language="id", scripts=False) as walk:
        page = walk.page
        walk.go("/")
        walk.page.locator("#height").fill("108")
        walk.press(".height-form button")
        assert "height=108" in page.url
        page.locator(".filters-sheet > summary").click()
        page.locator(".facet summary").first.click()
        walk.press(".filters-end .button:not(.button-quiet)")
        assert "size=110" in page.url
        walk.press("main .garment-card h3 a")
        walk.press(".colour-choice >> nth=-1")
        assert "colour=" in page.url
        page.locator(".size-choice:has(input:enabled)").first.click()
        walk.press(".buy-bar .button")
        expect(page.locator(".basket-line").first).to_be_visible()


@pytest.mark.parametrize(("language", "marked"), [("en", "fits now"), ("id", "pas sekarang")])
def test_a_visitor_finds_a_size_in_the_page_of_a_garment_on_a_phone(
    browser: Browser, shop: Installation, language: str, marked: str
) -> None:
    with walking(browser, shop, window=PHONE, language=language) as walk:
        page = a_garment(walk)
        size = int(page.locator(".size-choice:has(input:enabled) strong").nth(1).inner_text())
        page.locator("#chart > summary").click()
        page.locator("#size-tool [name=height]").fill(str(size - 3))
        walk.look_at("the question about the size")
        page.locator("#size-tool form button").click()
        expect(page.locator("#answer-title")).to_be_focused()
        expect(page.locator("#answer-title")).to_contain_text(marked)
        expect(page.locator(f"#mark-{size}")).to_have_text(marked)
        walk.look_at("the size that fits")
        page.locator(f"#take-{size}").click()
        page.wait_for_url(re.compile(f"size={size}"))
        expect(page.locator(f"#size-{size}")).to_be_checked()
        expect(page.locator("#answer-title")).to_be_visible()
        expect(page.locator(f"#mark-{size}")).to_have_text(marked)
        assert str(size - 3) not in page.url

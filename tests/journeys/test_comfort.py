"""What scripts add: the search that opens, dialogs that give the focus back, and words when something fails."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, Route, expect

from tests.faults.installation import Installation
from tests.journeys.walking import DESKTOP, PHONE, Walk, fill_the_basket, walking

pytestmark = pytest.mark.slow

SCRIPTS = Path(__file__).resolve().parents[2] / "src/kindr/web/static/js"
WAITING = (
    "<!doctype html><title>It waits</title><p data-waiting=1>Please wait.</p><a href=/on/>Go on</a>"
    "<script type=module src=/waiting.js></script>"
)
FETCH = "([path, target]) => htmx.ajax('GET', path, {target})"
"""Asks for a part of a page as an `hx-get` does."""


def on_the_gallery(walk: Walk) -> Page:
    walk.page.goto(walk.shop.base.rstrip("/") + "/en/-/components/")
    walk.page.evaluate(
        "document.querySelector('main').insertAdjacentHTML('afterbegin', '<div id=part><button id=b>x</button></div>')"
    )
    return walk.page


def test_the_search_opens_over_the_head_of_a_phone_and_finds(browser: Browser, shop: Installation) -> None:
    with walking(browser, shop, window=PHONE, language="en") as walk:
        walk.go("/privacy/")
        search = walk.page.locator("#site-search")
        small = search.bounding_box()
        search.click()
        wide = search.bounding_box()
        assert small is not None
        assert wide is not None
        assert small["width"] < 60 < 300 < wide["width"]
        walk.page.keyboard.type("kaos")
        walk.press(".site-search button")
        assert "q=kaos" in walk.page.url
        expect(walk.page.locator("#site-search")).to_have_value("kaos")


def test_a_dialog_closes_by_escape_and_gives_the_focus_back(browser: Browser, shop: Installation) -> None:
    with walking(browser, shop, window=DESKTOP, language="en") as walk:
        page = on_the_gallery(walk)
        opener = page.locator("[data-opens=light-dialog]")
        opener.click()
        expect(page.locator("#light-dialog")).to_be_visible()
        page.keyboard.press("Escape")
        expect(page.locator("#light-dialog")).to_be_hidden()
        expect(opener).to_be_focused()
        opener.click()
        page.mouse.click(5, 5)
        expect(page.locator("#light-dialog")).to_be_hidden()


def test_a_part_that_cannot_be_fetched_says_so_and_the_words_leave_again(browser: Browser, shop: Installation) -> None:
    with walking(browser, shop, window=PHONE, language="en") as walk:
        page = on_the_gallery(walk)
        page.clock.install()
        page.evaluate(FETCH, ["/en/nowhere/", "#part"])
        expect(page.locator("#toasts")).to_contain_text("That did not go through.")
        page.clock.run_for(8000)
        expect(page.locator("#toasts .toast")).to_have_count(0)
        # The browser complains of the page that is not there: that is what was asked for.
        walk.problems.clear()


def test_a_page_in_answer_to_a_part_is_shown_as_the_page_that_it_is(browser: Browser, shop: Installation) -> None:
    with walking(browser, shop, window=PHONE, language="en") as walk:
        page = on_the_gallery(walk)
        page.evaluate(FETCH, ["/en/account/", "#part"])
        page.wait_for_url("**/sign-in/**")
        expect(page.locator("h1")).to_be_visible()


def test_the_focus_goes_on_where_a_part_was_swapped(browser: Browser, shop: Installation) -> None:
    with walking(browser, shop, window=DESKTOP, language="en") as walk:
        page = on_the_gallery(walk)
        page.route(
            "**/part/", lambda route: route.fulfill(body="<h2>Three left</h2><p data-announce>Three pieces.</p>")
        )
        page.locator("#b").focus()
        page.evaluate(FETCH, ["/part/", "#part"])
        expect(page.locator("#part h2")).to_be_focused()
        expect(page.locator("#announcer")).to_have_text("Three pieces.")


def test_words_over_the_page_lie_above_an_open_dialog_and_are_spoken(browser: Browser, shop: Installation) -> None:
    with walking(browser, shop, window=PHONE, language="en") as walk:
        page = on_the_gallery(walk)
        page.locator("[data-opens=light-side]").click()
        page.evaluate(
            "document.querySelector('#toasts').insertAdjacentHTML('beforeend', '<p class=toast>In the basket.</p>')"
        )
        toast = page.locator("#toasts .toast")
        expect(toast).to_be_visible()
        assert page.evaluate(
            "() => { const box = document.querySelector('#toasts .toast').getBoundingClientRect();"
            " return document.querySelector('#toasts').matches(':popover-open') && box.height > 20 }"
        )
        expect(page.locator("#announcer")).to_have_text("In the basket.")


def test_a_page_that_waits_does_not_call_back_whoever_has_just_left_it(browser: Browser, shop: Installation) -> None:
    with walking(browser, shop, window=PHONE, language="en") as walk:
        page, base, says, held = walk.page, shop.base.rstrip("/"), [WAITING], list[Route]()
        # However slow the computer is, the rest that the script takes is not over before the next page comes.
        script = (SCRIPTS / "waiting.js").read_text().replace("60000", "9e9")
        page.route("**/waits/", lambda route: route.fulfill(body=says[-1], content_type="text/html"))
        page.route("**/waiting.js", lambda route: route.fulfill(body=script, content_type="text/javascript"))
        page.route("**/on/", lambda route: held.append(route))
        page.goto(f"{base}/waits/")
        page.locator("a").click(no_wait_after=True)
        says.append("<!doctype html><title>It is over</title>")
        # In a tab beside it: this one is waited for as long as it is being led on.
        page.context.new_page().wait_for_timeout(2500)
        held[0].fulfill(body="<!doctype html><title>Led on</title>", content_type="text/html")
        expect(page).to_have_title("Led on")


def test_a_village_that_was_chosen_stays_chosen_whatever_was_still_looked_for(
    browser: Browser, shop: Installation
) -> None:
    with walking(browser, shop, window=PHONE, language="en") as walk:
        page, place = walk.page, walk.page.locator("[name=place]")
        fill_the_basket(walk)
        walk.press("main a[href$='/checkout/']")
        page.clock.install()
        page.clock.pause_at(datetime.now(UTC) + timedelta(hours=1))
        place.press_sequentially("Melawai")
        page.clock.run_for(300)
        choice = page.locator("label.choice", has_text="Melawai").first
        expect(choice).to_be_visible()
        place.press_sequentially(" in nowhere")
        choice.click()
        page.clock.run_for(300)
        page.wait_for_timeout(500)
        expect(page.locator("[name=area]:checked")).to_have_count(1)

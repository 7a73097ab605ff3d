"""With the keyboard alone: everything under My data, to the end of an account, and an order's way over the desk."""

from __future__ import annotations

from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, StorageState, expect

from tests.faults.installation import Installation, code_in, letter_to
from tests.journeys.keyboard import choose, leave_by_enter, tab_to, type_into
from tests.journeys.walking import BUYING, DESKTOP, Walk, fill_the_basket, order, pay, walking

pytestmark = pytest.mark.slow

STREET = "main details.entry[open] a[href*='/my-data/correct/'][href$='/street/']"


def sign_up(walk: Walk, address: str) -> None:
    """A fresh account with an order, which holds an address; these steps have journeys of their own."""
    walk.go("/sign-in/")
    walk.fill(email=address)
    walk.press("main form:has([name=email]) button")
    walk.fill(code=code_in(letter_to(walk.shop, address)))
    walk.press("main form:has([name=code]) button")
    fill_the_basket(walk)
    order(walk, method="qris", **BUYING | {"email": address})


def filter_what_is_held(page: Page) -> None:
    """A choice takes effect at once, and the focus stays where it was made."""
    choose(page, "period")
    page.wait_for_url("**period=month*")
    expect(page.locator("select[name=period]")).to_be_focused()
    expect(page.locator("select[name=period]")).to_have_value("month")
    tab_to(page, "main form.statement-filter button")


def correct_the_street(walk: Walk) -> None:
    """From what is held to its page of correction and back."""
    page, entries = walk.page, "details.entry:has(a[href*='/my-data/correct/'][href$='/street/'])"
    walk.go("/my-data/")
    tab_to(page, f"{entries} > summary")
    expect(page.locator(f"{entries}[open]")).to_have_count(0)
    page.keyboard.press("Enter")
    expect(page.locator(f"{entries}[open]")).to_have_count(1)
    leave_by_enter(walk, STREET)
    tab_to(page, "main form [name=value]")
    page.keyboard.press("Control+A")
    page.keyboard.type("Jalan Contoh 99")
    leave_by_enter(walk, "main form:has([name=value]) button")
    expect(page.locator("main")).to_contain_text("Jalan Contoh 99")


def read_the_openings(walk: Walk) -> None:
    """The record of openings, and all of it."""
    page = walk.page
    leave_by_enter(walk, "main .sided nav a[href$='/my-data/openings/']")
    choose(page, "show")
    page.wait_for_url("**show=all*")
    expect(page.locator("select[name=show]")).to_be_focused()


def take_a_copy(page: Page, folder: Path) -> None:
    """The copy to read."""
    tab_to(page, "main .sided nav a[href$='/download.html']")
    with page.expect_download() as download:
        page.keyboard.press("Enter")
    download.value.save_as(folder / "copy.html")
    assert "Jalan Contoh 99" in (folder / "copy.html").read_text()


def leave(walk: Walk) -> None:
    """A wrong word deletes nothing and is said where the word was typed; the right one deletes."""
    page = walk.page
    leave_by_enter(walk, "main .sided nav a[href$='/my-data/delete/']")
    type_into(page, "word", "perhaps")
    page.keyboard.press("Enter")
    expect(page.locator("main [name=word][aria-invalid=true]")).to_be_visible()
    # The browser notes every answer of this kind as an error; this one is meant.
    walk.problems[:] = [each for each in walk.problems if "422" not in each]
    tab_to(page, "main [name=word]")
    page.keyboard.press("Control+A")
    page.keyboard.type("DELETE")
    leave_by_enter(walk, "main form:has([name=word]) button")
    page.wait_for_url("**/my-data/receipt/**")
    tab_to(page, "main a[href$='.json']")


def test_my_data_is_read_corrected_taken_and_deleted_with_the_keyboard_alone(
    browser: Browser, shop: Installation, tmp_path: Path
) -> None:
    # Without scripts what comes before takes half the time.
    with walking(browser, shop, window=DESKTOP, language="en", scripts=False) as before:
        sign_up(before, "keys.only@families.example")
        cookies = before.page.context.storage_state()
    with walking(browser, shop, window=DESKTOP, language="en", cookies=cookies) as walk:
        walk.page.goto(f"{shop.base.rstrip('/')}/en/account/")
        leave_by_enter(walk, "main a[href$='/my-data/']")
        filter_what_is_held(walk.page)
        correct_the_street(walk)
        read_the_openings(walk)
        take_a_copy(walk.page, tmp_path)
        leave(walk)


def test_an_order_is_found_opened_packed_and_shipped_with_the_keyboard_alone(
    browser: Browser, shop: Installation, of_bima: StorageState
) -> None:
    with walking(browser, shop, window=DESKTOP, language="en", scripts=False) as buyer:
        fill_the_basket(buyer)
        order(buyer, method="qris", **BUYING | {"email": "parcel@elsewhere.example"})
        number = pay(buyer)
    with walking(browser, shop, window=DESKTOP, language="en", cookies=of_bima) as walk:
        page = walk.page
        walk.go("/desk/orders/")
        find(walk, number)
        expect(page.locator("h1")).to_have_text(number)
        with walk.leaving():
            page.keyboard.press("p")
        type_into(page, "tracking_number", "JNE1234567890")
        with walk.leaving():
            page.keyboard.press("Enter")
        expect(page.locator("main")).to_contain_text("On the way")
        with walk.leaving():
            page.keyboard.press("Escape")
        expect(page.locator("main .desk-tabs [aria-current=page]")).to_contain_text("On the way")
        page.keyboard.press("j")
        expect(page.locator("tr[data-line] a[data-open]").first).to_be_focused()
        leave_by_enter(walk, "tr[data-line] a[data-open]")


def find(walk: Walk, number: str) -> None:
    """The slash goes to the quick find, from wherever one is."""
    page = walk.page
    page.keyboard.press("/")
    expect(page.locator("#quick-find")).to_be_focused()
    page.keyboard.type(number)
    with walk.leaving():
        page.keyboard.press("Enter")

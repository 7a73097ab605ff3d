"""A guest finds a garment and buys it: on a phone and on a desk, without scripts, and with the keyboard alone."""

from __future__ import annotations

import pytest
from playwright.sync_api import Browser, expect

from tests.faults.installation import Installation, letter_to
from tests.journeys.keyboard import leave_by_enter, tab_to, type_into
from tests.journeys.walking import BUYING, DESKTOP, PHONE, Walk, fill_the_basket, order, pay, walking

pytestmark = pytest.mark.slow


def is_paid(walk: Walk, number: str, address: str) -> None:
    expect(walk.page.locator("main")).to_contain_text(number)
    expect(walk.page.locator("main")).to_contain_text("Jalan Contoh 12")
    assert number in letter_to(walk.shop, address, about=number).text


@pytest.mark.parametrize(("window", "language"), [(PHONE, "id"), (DESKTOP, "en")], ids=["phone", "desktop"])
def test_a_guest_buys_by_qris(browser: Browser, shop: Installation, window: dict[str, int], language: str) -> None:
    address = f"guest.{language}@elsewhere.example"
    with walking(browser, shop, window=window, language=language) as walk:
        walk.go("/privacy/")
        fill_the_basket(walk)
        order(walk, method="qris", **BUYING | {"email": address})
        expect(walk.page.locator("main svg").first).to_be_visible()
        is_paid(walk, pay(walk), address)


def test_a_guest_buys_without_scripts(browser: Browser, shop: Installation) -> None:
    with walking(browser, shop, window=PHONE, language="id", scripts=False) as walk:
        fill_the_basket(walk)
        order(walk, method="qris", **BUYING | {"email": "plain@elsewhere.example"})
        is_paid(walk, pay(walk), "plain@elsewhere.example")


def test_a_guest_buys_with_the_keyboard_alone(browser: Browser, shop: Installation) -> None:
    address = "keys@elsewhere.example"
    with walking(browser, shop, window=DESKTOP, language="en") as walk:
        page = walk.page
        walk.go("/")
        page.keyboard.press("Tab")
        expect(page.locator("a[href='#main']")).to_be_focused()
        leave_by_enter(walk, "main a[href*='/p/']")
        tab_to(page, ".size-choice input")
        page.keyboard.press("Space")
        # The choice changes what stands around it; whoever reads it needs longer than that takes.
        page.wait_for_url("**size=*")
        tab_to(page, ".buy-box button:not([type=button])")
        page.keyboard.press("Enter")
        expect(page.locator("#slide-over-title")).to_be_focused()
        page.keyboard.press("Escape")
        expect(page.locator(".buy-box button:focus")).to_be_visible()
        page.keyboard.press("Enter")
        expect(page.locator("#slide-over-title")).to_be_focused()
        tab_to(page, "#slide-over a[href$='/checkout/']")
        with walk.leaving():
            page.keyboard.press("Enter")
        walk.look()
        for name in ("email", "recipient", "phone", "street"):
            type_into(page, name, (BUYING | {"email": address})[name])
        type_into(page, "place", "Melawai")
        expect(page.locator("input[name=area]").first).to_be_attached()
        tab_to(page, "input[name=area]")
        page.keyboard.press("Space")
        expect(page.locator("input[name=area]")).to_have_count(1)
        type_into(page, "postcode", BUYING["postcode"])
        leave_by_enter(walk, ".checkout-final button")
        leave_by_enter(walk, "main a[href*='/-/gateway/']")
        leave_by_enter(walk, "button[name=deed][value=pay]")
        is_paid(walk, page.url.rstrip("/").rpartition("/")[2], address)

"""A guest finds a garment and buys it: on a phone and on a desk, without scripts, and with the keyboard alone."""

from __future__ import annotations

import pytest
from playwright.sync_api import Browser, expect

from tests.faults.installation import Installation, letter_to
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

"""A parent adds a child, shops for them and stops; with scripts the size is chosen, without them it is a link."""

from __future__ import annotations

import pytest
from playwright.sync_api import Browser, expect

from kindr.web.demo import people as demo_people
from tests.faults.installation import Installation
from tests.journeys.walking import DESKTOP, PHONE, Walk, walking

pytestmark = pytest.mark.slow


def sign_in(walk: Walk) -> None:
    """Ilse, who in other journeys keeps other children than in this one."""
    ilse = next(each for each in demo_people.PARENTS if each.name == "Ilse")
    walk.go("/sign-in/password/")
    walk.fill(email=ilse.email, password=ilse.password)
    walk.press("main form:has([name=password]) button")


def add_child(walk: Walk, nickname: str, height: str) -> None:
    walk.go("/account/children/new/")
    walk.fill(nickname=nickname, height=height)
    walk.page.locator("main [name=agree]").check()
    walk.press("main form:has([name=agree]) button:not([type=button])")


def forget_child(walk: Walk, nickname: str) -> None:
    walk.go("/account/children/")
    named = walk.page.get_by_role("heading", name=nickname, exact=True)
    walk.press(walk.page.locator(".child", has=named).locator("a[href$='/forget/']"))
    walk.press("main form:has(.button-danger) button")


def test_a_child_is_added_shopped_for_and_forgotten(browser: Browser, shop: Installation) -> None:
    with walking(browser, shop, window=PHONE, language="en") as walk:
        sign_in(walk)
        add_child(walk, "Tito", "110")
        walk.press(walk.page.get_by_role("button", name="Shop for Tito", exact=True))
        bar = walk.page.locator(".shopping-bar[data-size]")
        expect(bar).to_contain_text("Shopping for Tito, size 110")
        assert "size=110" in walk.page.url
        assert "Tito" not in walk.page.url
        garment = walk.page.locator("main a[href*='/p/']").first.get_attribute("href")
        assert garment
        walk.page.goto(shop.base.rstrip("/") + garment)
        expect(walk.page.locator(".shopping-bar[data-size]")).to_be_visible()
        expect(walk.page.locator(".size-choice:has(input:checked) strong").first).to_have_text("110")
        expect(walk.page.locator(".buy-bar-sum")).to_contain_text("110")
        walk.press(walk.page.locator(".shopping-bar").get_by_role("button", name="Stop"))
        expect(walk.page.locator(".shopping-bar")).to_have_count(0)
        forget_child(walk, "Tito")
        told = walk.page.locator("section[aria-labelledby=stopped]")
        expect(told.locator("a[href$='/account/children/new/']")).to_be_visible()
        walk.press(told.locator("a[href*='/my-data/receipt/']"))
        expect(walk.page.locator("h1")).to_have_text("It is deleted")


def test_without_scripts_everything_about_children_works_too(browser: Browser, shop: Installation) -> None:
    with walking(browser, shop, window=DESKTOP, language="id", scripts=False) as walk:
        sign_in(walk)
        add_child(walk, "Ayu", "98")
        walk.press(walk.page.get_by_role("link", name="Belanja ukuran 98"))
        assert "size=98" in walk.page.url
        walk.go("/account/children/")
        walk.press(walk.page.get_by_role("button", name="Belanja untuk Ayu", exact=True))
        walk.press(walk.page.get_by_role("link", name="Anda berbelanja untuk anak"))
        forget_child(walk, "Ayu")

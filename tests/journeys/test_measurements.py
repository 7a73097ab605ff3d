"""A parent keeps what the measuring page answered, corrects and forgets it, on a phone in both languages."""

from __future__ import annotations

import pytest
from playwright.sync_api import Browser, expect

from kindr.web.demo import people as demo_people
from tests.faults.installation import Installation
from tests.journeys.walking import PHONE, Walk, walking

pytestmark = pytest.mark.slow


def sign_in(walk: Walk) -> None:
    ilse = next(each for each in demo_people.PARENTS if each.name == "Ilse")
    walk.go("/sign-in/password/")
    walk.fill(email=ilse.email, password=ilse.password)
    walk.press("main form:has([name=password]) button")


@pytest.mark.parametrize("language", ["id", "en"])
def test_measurements_are_kept_seen_corrected_and_forgotten(
    browser: Browser, shop: Installation, language: str
) -> None:
    with walking(browser, shop, window=PHONE, language=language) as walk:
        main = walk.page.locator("main")
        sign_in(walk)
        walk.go("/measure/")
        walk.fill(height="108,5")
        walk.press("main form.card button")
        expect(main.locator(".measuring-keep")).to_be_visible()
        walk.page.wait_for_load_state("networkidle")
        walk.press(main.locator(".measuring-keep button").last)
        walk.fill(nickname=f"Tito {language}")
        main.locator("[name=agree]").check()
        walk.press("main form:has([name=agree]) .card-actions button")
        expect(main.locator("table")).to_contain_text("108,5" if language == "id" else "108.5")
        assert "108" not in walk.page.url
        walk.press(main.locator(".measuring-deeds a").first)
        walk.fill(height="109,5")
        walk.press("main form.card .card-actions button")
        expect(main.locator("table")).to_contain_text("109,5" if language == "id" else "109.5")
        walk.press("main a[href$='/measurements/forget/']")
        walk.press("main .button-danger")
        expect(main.locator("table")).to_have_count(0)
        expect(main.locator(".empty")).to_be_visible()

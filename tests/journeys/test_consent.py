"""A parent gives a consent and takes it back, each with one press; the proof is downloaded and checked offline."""

from __future__ import annotations

from pathlib import Path

import pytest
from playwright.sync_api import Browser, expect

from kindr.base import statements
from tests.faults.installation import Installation
from tests.journeys.test_children import sign_in
from tests.journeys.walking import DESKTOP, PHONE, walking

pytestmark = pytest.mark.slow
SWITCH = "main [role=switch][aria-describedby$='greet_birthday']"


@pytest.mark.parametrize(
    ("window", "language", "scripts"), [(PHONE, "en", True), (DESKTOP, "id", False)], ids=["phone", "without scripts"]
)
def test_a_parent_withdraws_by_one_click_and_keeps_the_proof(
    browser: Browser, shop: Installation, tmp_path: Path, window: dict[str, int], language: str, scripts: bool
) -> None:
    with walking(browser, shop, window=window, language=language, scripts=scripts) as walk:
        sign_in(walk)
        walk.go("/my-choices/")
        switch = walk.page.locator(SWITCH)
        expect(switch).to_have_attribute("aria-checked", "false")
        switch.click()
        expect(switch).to_have_attribute("aria-checked", "true")
        switch.click()
        expect(switch).to_have_attribute("aria-checked", "false")
        told = walk.page.locator("section[aria-labelledby=stopped]")
        expect(told).to_be_visible()
        walk.look_at("choices right after a stop")
        with walk.page.expect_download() as download:
            told.locator("a[href*='/proof/']").click()
        download.value.save_as(tmp_path / "proof.json")
        told.get_by_role("button").click()
        expect(switch).to_have_attribute("aria-checked", "true")
        switch.click()
        expect(switch).to_have_attribute("aria-checked", "false")
        key = walk.page.request.get(shop.base + ".well-known/kindr-signing-key.json").text()
    proof = statements.read((tmp_path / "proof.json").read_text())
    assert statements.verify(proof, statements.keys_in(key)).content["refused"][0]["purpose"] == "greet_birthday"

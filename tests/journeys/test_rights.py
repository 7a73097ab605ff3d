"""A parent uses her rights: pauses and lets go on, takes her package, is forgotten, and keeps a certificate."""

from __future__ import annotations

import argparse
import zipfile
from pathlib import Path

import pytest
from playwright.sync_api import Browser, expect

from kindr.web.commands import receipt
from tests.faults.installation import Installation
from tests.journeys.test_parent import sign_up
from tests.journeys.walking import DESKTOP, Walk, walking

pytestmark = pytest.mark.slow
PATIENCE = 60


def ask(walk: Walk, kind: str) -> None:
    """Asks for a right, and waits on the request's page until the worker has done it."""
    walk.go("/my-requests/new/")
    walk.page.locator(f"main input[name=kind][value={kind}]").check(force=True)
    walk.press("main form:has([name=kind]) button")
    for _ in range(PATIENCE):
        if walk.page.locator("main .badge-good").count():
            return
        walk.page.wait_for_timeout(1000)
        walk.page.reload()
    expect(walk.page.locator("main .badge-good")).to_be_visible()


def save(walk: Walk, link: str, where: Path) -> Path:
    """Downloads what a link leads to."""
    with walk.page.expect_download() as download:
        walk.page.locator(link).first.click()
    download.value.save_as(where)
    return where


def test_a_parent_pauses_takes_her_data_along_and_is_forgotten(
    browser: Browser, shop: Installation, tmp_path: Path
) -> None:
    with walking(browser, shop, window=DESKTOP, language="en") as walk:
        sign_up(walk, "halted@families.example")
        ask(walk, "restriction")
        walk.go("/my-requests/pausing/")
        expect(walk.page.locator("#paused-title")).to_be_visible()
        walk.press("main form[action$='/lift/'] button")
        expect(walk.page.locator("#paused-title")).to_have_count(0)
        ask(walk, "access")
        package = save(walk, "main a[href$='/package.zip']", tmp_path / "package.zip")
        walk.go("/my-data/delete/")
        walk.fill(word="DELETE")
        walk.press("main form:has([name=word]) button")
        certificate = save(walk, "main a[href*='certificate']", tmp_path / "certificate.json")
        key = tmp_path / "key.json"
        key.write_text(walk.page.request.get(shop.base + ".well-known/kindr-signing-key.json").text())
    assert any(name.endswith(".json") for name in zipfile.ZipFile(package).namelist())
    assert receipt.run(argparse.Namespace(file=certificate, key=key)) == receipt.PROVEN

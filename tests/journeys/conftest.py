"""One shop for all journeys."""

from __future__ import annotations

from collections.abc import Iterator

import pyotp
import pytest
from playwright.sync_api import Browser, StorageState

from kindr.web.demo import people as demo_people
from tests.faults.installation import Installation, new_installation
from tests.journeys.walking import DESKTOP, walking


@pytest.fixture(scope="session")
def shop(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Installation]:
    """A running shop with the demo cast and a few garments."""
    made = new_installation(tmp_path_factory.mktemp("journeys"))
    try:
        made.start()
        made.asked("fill", "12")
        yield made
    finally:
        made.remove()


@pytest.fixture(scope="session")
def of_bima(browser: Browser, shop: Installation) -> StorageState:
    """Bima's browser, signed in once with both factors: a code works once."""
    bima = next(each for each in demo_people.STAFF if each.name == "Bima")
    with walking(browser, shop, window=DESKTOP, language="en") as walk:
        walk.go("/staff/sign-in/")
        walk.fill(email=bima.email, password=bima.password)
        walk.press("main form:has([name=password]) button")
        walk.fill(code=pyotp.TOTP(bima.totp_secret).now())
        walk.press("main form:has([name=code]) button")
        assert "/desk/" in walk.page.url, walk.page.locator("main").inner_text()
        return walk.page.context.storage_state()

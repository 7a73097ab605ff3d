"""One shop for all journeys."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, StorageState

from tests.faults.installation import Installation, new_installation
from tests.journeys.staff import come_in
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
    with walking(browser, shop, window=DESKTOP, language="en") as walk:
        come_in(walk, "Bima")
        assert "/desk/" in walk.page.url, walk.page.locator("main").inner_text()
        return walk.page.context.storage_state()

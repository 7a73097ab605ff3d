"""One shop and one Chromium for all journeys."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, sync_playwright

from tests.browser import ensure
from tests.faults.installation import Installation, new_installation


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """The browser of the tests, fetched when there is none."""
    path = ensure()
    with sync_playwright() as playwright:
        chromium = playwright.chromium.launch(executable_path=path, args=["--no-sandbox", "--disable-gpu"])
        yield chromium
        chromium.close()


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

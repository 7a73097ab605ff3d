"""The one Chromium of a test process: Playwright can be started only once in it."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, sync_playwright

from tests.browser import ensure


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """The browser of the tests, fetched when there is none."""
    path = ensure()
    with sync_playwright() as playwright:
        chromium = playwright.chromium.launch(executable_path=path, args=["--no-sandbox", "--disable-gpu"])
        yield chromium
        chromium.close()

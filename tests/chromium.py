"""The one Chromium of a test process: Playwright can be started only once in it."""

from __future__ import annotations

import os
from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, sync_playwright

from tests.browser import ensure


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """The browser of the tests, fetched when there is none."""
    path = ensure()
    # Playwright leaves its event loop set in this thread, and Django would take every later test for asynchronous code.
    os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "1"
    with sync_playwright() as playwright:
        chromium = playwright.chromium.launch(executable_path=path, args=["--no-sandbox", "--disable-gpu"])
        yield chromium
        chromium.close()

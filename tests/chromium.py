"""The one Chromium of a test process: Playwright can be started only once in it."""

from __future__ import annotations

import asyncio
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


@pytest.fixture(autouse=True)
def _no_loop_beside_the_browser(request: pytest.FixtureRequest) -> Iterator[None]:
    """Playwright leaves its event loop set in this thread; Django would take every later test for asynchronous code."""
    loop = asyncio._get_running_loop()
    if loop is None or "browser" in request.fixturenames:
        yield
        return
    asyncio._set_running_loop(None)
    yield
    asyncio._set_running_loop(loop)

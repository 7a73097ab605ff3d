"""The one Chromium of a test process: Playwright can be started only once in it."""

from __future__ import annotations

import asyncio
from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, expect, sync_playwright

from tests.browser import ensure

PATIENCE = 20_000
"""Milliseconds until what is looked for counts as missing: as long as a page may take on a busy machine."""


def is_about_fading(error: object) -> bool:
    """Whether a page only complains that it could not fade in: it led on at once, or the next one took long to come.

    The browser reports that as an error of a script; no script of ours is wrong.
    """
    return "Transition was" in str(error)


@pytest.fixture(scope="session")
def chromium() -> Iterator[Browser]:
    """The process of the browser, fetched when there is none."""
    path = ensure()
    with sync_playwright() as playwright:
        loop = asyncio._get_running_loop()
        expect.set_options(timeout=PATIENCE)
        started = playwright.chromium.launch(executable_path=path, args=["--no-sandbox", "--disable-gpu"])
        yield started
        asyncio._set_running_loop(loop)
        started.close()


@pytest.fixture(scope="session")
def browser(chromium: Browser) -> Browser:
    """The browser of the tests."""
    return chromium


@pytest.hookimpl(wrapper=True, tryfirst=True)
def pytest_runtest_protocol(item: pytest.Item) -> Iterator[None]:
    """Hide the event loop that Playwright leaves set in this thread from tests that have no browser.

    Django would take them for asynchronous code and refuse them the database. It is hidden before their first
    fixture is made and until their last one is gone: a fixture of ours would come after the databases' own.
    """
    loop = asyncio._get_running_loop()
    if loop is None or "chromium" in getattr(item, "fixturenames", ()):
        return (yield)
    asyncio._set_running_loop(None)
    try:
        return (yield)
    finally:
        if loop.is_running():
            asyncio._set_running_loop(loop)

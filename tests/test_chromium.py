"""Tests with a browser and tests with a database can follow each other in one process."""

from __future__ import annotations

import asyncio

import pytest
from playwright.sync_api import Browser


@pytest.fixture(autouse=True)
def loop_of_the_first_fixture(request: pytest.FixtureRequest) -> asyncio.AbstractEventLoop | None:
    """The event loop that a fixture finds before the test itself begins."""
    return asyncio._get_running_loop()


def test_a_browser_opens_a_page(browser: Browser) -> None:
    """The success case: what comes after it stands beside a browser that is open."""
    page = browser.new_page()
    page.set_content("<p>open</p>")
    assert page.inner_text("p") == "open"
    page.close()


def test_a_test_after_it_finds_no_loop_from_its_first_fixture_on(
    loop_of_the_first_fixture: asyncio.AbstractEventLoop | None,
) -> None:
    """Django refuses its databases wherever a loop runs."""
    assert loop_of_the_first_fixture is None
    assert asyncio.run(asyncio.sleep(0, "own loop")) == "own loop"


def test_the_browser_goes_on_after_that(browser: Browser) -> None:
    """The loop is given back to the one who needs it."""
    assert asyncio._get_running_loop() is not None
    browser.new_page().close()

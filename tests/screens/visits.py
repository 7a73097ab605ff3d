"""Going to a page as somebody of the cast, and what the browser then says about it."""

from __future__ import annotations

import gzip
import re
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from typing import Any

import pyotp
from playwright.sync_api import Browser, BrowserContext, Error, Page, Request, Response, StorageState

from tests.chromium import is_about_fading
from tests.faults.installation import Installation
from tests.screens.page_types import PageType

ADDED_UP = """() => new Promise(done => {
  let shifted = 0;
  const watch = new PerformanceObserver(list => {
    for (const entry of list.getEntries()) if (!entry.hadRecentInput) shifted += entry.value;
  });
  watch.observe({ type: "layout-shift", buffered: true });
  setTimeout(() => { watch.disconnect(); done(shifted); }, 50);
})"""
DRAWN = "() => new Promise(done => requestAnimationFrame(() => requestAnimationFrame(done)))"
QUIET, PATIENCE = 100, 15_000
"""Milliseconds: how long nothing is fetched before a page is taken for whole, and how long that is waited for."""
MOVING = "() => document.getAnimations().filter(one => one.effect.getTiming().duration > 1).length"
TOO_WIDE = "() => document.documentElement.scrollWidth - document.documentElement.clientWidth"
LARGE = "size => { document.documentElement.style.fontSize = size; }"
COUNTED = {"document", "stylesheet", "script"}


@dataclass(frozen=True)
class Window:
    """How somebody looks at a page: pixels, theme and language."""

    width: int
    theme: str
    language: str

    @property
    def height(self) -> int:
        return 780 if self.width < 600 else 1024

    @property
    def prefix(self) -> str:
        return "" if self.language == "id" else "/en"


@dataclass
class Visitor:
    """One tab of somebody's browser. `weights` has the compressed bytes of each file of the newest page.

    `fetched` has every request since the page was opened, and whether its answer is there.
    """

    page: Page
    shop: Installation
    window: Window
    weights: dict[str, int] = field(default_factory=dict)
    problems: list[str] = field(default_factory=list)
    fetched: dict[Request, bool] = field(default_factory=dict)

    def settle(self) -> None:
        """Waits until the page is drawn and nothing more is fetched; the browser's own idleness takes half a second."""
        self.page.wait_for_load_state("load")
        self.page.evaluate(DRAWN)
        for _ in range(PATIENCE // QUIET):
            before = len(self.fetched)
            self.page.wait_for_timeout(QUIET)
            if len(self.fetched) == before and all(self.fetched.values()):
                return
        raise AssertionError(f"{self.page.url} goes on fetching: {[one.url for one in self.fetched][-3:]}")

    def go(self, path: str) -> None:
        """Opens a page and waits until nothing more is fetched."""
        self._open(self.window.prefix + path)

    def follow(self, selector: str) -> None:
        """Opens what the first link of this kind leads to."""
        target = self.page.locator(selector).first.get_attribute("href")
        assert target, f"{selector} leads nowhere on {self.page.url}"
        self._open(target)

    def _open(self, path: str) -> None:
        self.weights.clear()
        self.fetched.clear()
        self.page.goto(self.shop.base.rstrip("/") + path)
        self.settle()

    def see_all(self) -> None:
        """Scrolls to the end and back, so that what is fetched only when seen is there."""
        for step in range(12):
            self.page.evaluate("part => scrollTo(0, document.body.scrollHeight * part)", step / 11)
        self.page.evaluate("scrollTo(0, 0)")
        self.settle()

    def shift(self) -> float:
        """The layout shift of the page so far (Core Web Vitals)."""
        return float(self.page.evaluate(ADDED_UP))

    def animations(self) -> int:
        """How many animations run longer than an instant."""
        return int(self.page.evaluate(MOVING))

    def overflow(self) -> int:
        """By how many pixels the page is wider than its window."""
        return int(self.page.evaluate(TOO_WIDE))

    def overflow_with_large_letters(self) -> int:
        """By how many pixels the page is wider than its window when its reader doubles the letters."""
        self.page.evaluate(LARGE, "200%")
        self.page.wait_for_timeout(120)
        wide = self.overflow()
        self.page.evaluate(LARGE, "")
        return wide

    def note(self, answer: Response) -> None:
        """Notes what one file weighs, and answers that should not be."""
        if answer.status >= 500:
            self.problems.append(f"{answer.status} {answer.url}")
        if answer.request.resource_type in COUNTED and answer.ok:
            # A page that a deed has left already has no body any more, and is not the newest page either.
            with suppress(Error):
                self.weights[answer.url] = len(gzip.compress(answer.body(), 6))


@contextmanager
def visiting(
    browser: Browser, shop: Installation, window: Window, *, signed_in: StorageState | None = None, **more: Any
) -> Iterator[Visitor]:
    """A tab of somebody's browser; complaints of the browser are noted as problems."""
    context = browser.new_context(
        viewport={"width": window.width, "height": window.height},
        color_scheme=window.theme,  # type: ignore[arg-type]  # light or dark
        locale="id-ID" if window.language == "id" else "en-GB",
        has_touch=window.width < 600,
        storage_state=signed_in,
        **more,
    )
    context.set_default_timeout(15_000)
    visitor = Visitor(context.new_page(), shop, window)
    _listen(context, visitor)
    try:
        yield visitor
    finally:
        context.close()


def _listen(context: BrowserContext, visitor: Visitor) -> None:
    def of_request(request: Request) -> None:
        visitor.fetched[request] = False
        if not (url := request.url).startswith((visitor.shop.base, "data:", "blob:")):
            visitor.problems.append(f"the browser was sent to {url}")

    def of_console(kind: str, text: str) -> None:
        if kind == "error" and not re.search(r"status of 4\d\d", text):
            visitor.problems.append(f"console: {text} on {visitor.page.url}")

    def of_script(error: object) -> None:
        if not is_about_fading(error):
            visitor.problems.append(f"script: {error}")

    context.on("console", lambda message: of_console(message.type, message.text))
    context.on("weberror", lambda error: of_script(error.error))
    context.on("request", of_request)
    context.on("requestfinished", lambda request: visitor.fetched.update({request: True}))
    context.on("requestfailed", lambda request: visitor.fetched.update({request: True}))
    context.on("response", visitor.note)


def signed_in(browser: Browser, shop: Installation, name: str) -> StorageState | None:
    """The cookies of somebody of the cast who has just signed in; none for a stranger."""
    player = shop.asked("sign_ins").get(name)
    if player is None:
        return None
    with visiting(browser, shop, Window(1280, "light", "en")) as visitor:
        visitor.go("/staff/sign-in/" if player["totp_secret"] else "/sign-in/password/")
        visitor.page.locator("main [name=email]").fill(player["email"])
        visitor.page.locator("main [name=password]").fill(player["password"])
        visitor.page.locator("main form:has([name=password]) button").first.click()
        if player["totp_secret"]:
            visitor.page.locator("main [name=code]").fill(pyotp.TOTP(player["totp_secret"]).now())
            visitor.page.locator("main form:has([name=code]) button").first.click()
        visitor.page.wait_for_url(re.compile(r"/(desk|account|back-office)/$|/(desk|account|back-office)/[a-z/]+$"))
        return visitor.page.context.storage_state()


def open_page(visitor: Visitor, page: PageType) -> None:
    """Brings somebody to a page in its state."""
    visitor.go(page.path)
    for link in page.follow:
        visitor.follow(link)
    if page.deed is not None:
        page.deed(visitor.page)
        visitor.settle()

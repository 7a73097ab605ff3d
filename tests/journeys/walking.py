"""Walking through the shop in a real browser: what is looked at on every page, and the steps that journeys share."""

from __future__ import annotations

import re
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field

from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, BrowserContext, ConsoleMessage, Error, Locator, Page, StorageState

from tests.chromium import is_about_fading
from tests.faults.families import CARD_NUMBER
from tests.faults.installation import Installation

PHONE, DESKTOP = {"width": 390, "height": 844}, {"width": 1280, "height": 800}
GRAVE = {"serious", "critical"}
ENDED = """async () => {
    const runs = each => each.playState === 'running' && each.effect.getComputedTiming().endTime !== Infinity
    const passing = document.getAnimations().filter(runs)
    const patience = new Promise(ended => setTimeout(ended, 1500))
    await Promise.race([patience, Promise.allSettled(passing.map(each => each.finished))])
}"""
BUYING = {
    "email": "", "recipient": "Sam", "phone": "0812-3456-7890", "street": "Jalan Contoh 12, RT 003/RW 004",
    "postcode": "12160", "notes": "Pagar hijau",
}  # fmt: skip


@dataclass
class Walk:
    """One visitor. `prefix` is `/en` for English pages and empty for Indonesian ones."""

    page: Page
    shop: Installation
    prefix: str
    scripts: bool = True
    problems: list[str] = field(default_factory=list)
    looked_at: set[str] = field(default_factory=set)

    def go(self, path: str) -> None:
        """Opens a page and looks at it."""
        self.page.goto(self.shop.base.rstrip("/") + self.prefix + path)
        self.look()

    def look(self) -> None:
        """Looks at the page, once for each kind: nothing grave for people who see, hear or move in other ways."""
        kind = re.sub(r"[0-9a-f-]{36}|KD-[\w-]+|[0-9A-Z]{20}", "…", self.page.url)
        kind = re.sub(r"/p/[\w-]+|\?.*", "", kind)
        self.look_at(kind)

    def look_at(self, kind: str) -> None:
        """Looks at what the page shows now, once for each kind."""
        if kind in self.looked_at:
            return
        self.looked_at.add(kind)
        try:
            if self.scripts:
                self._look_for_barriers(kind)
                self._look_for_overflow(kind)
        except Error as reason:
            if "because of a navigation" not in str(reason):
                raise
            # It led on by itself, as a page does that waits for a payment.
            self.looked_at.remove(kind)
            self.page.wait_for_load_state()
            self.look()

    def _look_for_overflow(self, kind: str) -> None:
        wide = self.page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth")
        if wide > 0:
            self.problems.append(f"{kind} is {wide} pixels wider than the window")

    def _look_for_barriers(self, kind: str) -> None:
        # What is still fading in has colours that nobody is meant to read.
        self.page.evaluate(ENDED)
        for found in Axe().run(self.page).response["violations"]:
            if found["impact"] in GRAVE:
                nodes = [node["html"][:160] for node in found["nodes"][:3]]
                self.problems.append(f"{kind}: {found['id']}, {found['help']}: {nodes}")

    def press(self, what: str | Locator) -> None:
        """Presses something that leads to another page, and looks at it."""
        where = self.page.locator(what).first if isinstance(what, str) else what
        with self.leaving():
            where.click()
        self.look()

    @contextmanager
    def leaving(self) -> Iterator[None]:
        """What is done inside leads to another page, which is whole afterwards.

        A new address alone is no other page: a part that is swapped meanwhile writes one over this page too.
        """
        with self.page.expect_event("domcontentloaded"):
            yield
        self.page.wait_for_load_state()

    def fill(self, **typed: str) -> None:
        """Types into fields by their names."""
        for name, text in typed.items():
            self.page.locator(f"main [name={name}]:visible").first.fill(text)


@contextmanager
def walking(
    browser: Browser,
    shop: Installation,
    *,
    window: dict[str, int],
    language: str,
    scripts: bool = True,
    cookies: StorageState | None = None,
) -> Iterator[Walk]:
    """A visitor with a window; whatever the browser complains about fails the journey at its end."""
    context = browser.new_context(
        viewport=window,  # type: ignore[arg-type]  # width and height
        locale="id-ID" if language == "id" else "en-GB",
        java_script_enabled=scripts,
        accept_downloads=True,
        storage_state=cookies,
    )
    context.set_default_timeout(20_000)
    walk = Walk(context.new_page(), shop, "" if language == "id" else "/en", scripts)
    _listen(context, walk)
    try:
        yield walk
    finally:
        context.close()
    assert walk.problems == [], "\n".join(walk.problems)


def _listen(context: BrowserContext, walk: Walk) -> None:
    def of_console(message: ConsoleMessage) -> None:
        if message.type == "error":
            walk.problems.append(f"console: {message.text} on {walk.page.url}")

    def of_request(url: str) -> None:
        if not url.startswith((walk.shop.base, "data:", "blob:")):
            walk.problems.append(f"the browser was sent to {url}")

    context.on("console", of_console)

    def of_script(error: object) -> None:
        if not is_about_fading(error):
            walk.problems.append(f"script: {error}")

    context.on("weberror", lambda error: of_script(error.error))
    context.on("request", lambda request: of_request(request.url))
    context.on("response", lambda answer: answer.status < 500 or walk.problems.append(f"{answer.status} {answer.url}"))


def fill_the_basket(walk: Walk) -> None:
    """From the front page to a basket with one garment in it."""
    walk.go("/")
    walk.press("main a[href*='/p/']")
    walk.page.locator(".size-choice:has(input:enabled)").first.click()
    put_in(walk)
    assert walk.page.url.endswith("/basket/")


def put_in(walk: Walk) -> None:
    """From a garment to the basket: by what slides in beside it, or straight there without scripts."""
    button = walk.page.locator(".buy-box button:not([type=button]):visible").first
    if not walk.scripts:
        walk.press(button)
        return
    button.click()
    walk.page.locator("#slide-over[open] .basket-line").first.wait_for()
    walk.look_at("the basket beside a page")
    walk.press("#slide-over a[href$='/basket/']")


def order(walk: Walk, *, method: str, **typed: str) -> None:
    """From the basket to the page on which the order is paid."""
    walk.press("main a[href$='/checkout/']")
    walk.fill(**typed)
    choose_village(walk)
    walk.page.locator(f"label.choice:has(input[value={method}])").click()
    walk.press(".checkout-final button")
    assert "/payments/" in walk.page.url, walk.page.locator("main").inner_text()


def choose_village(walk: Walk) -> None:
    """Types a village and chooses it, by script or by the button beside the field."""
    if walk.page.locator("input[name=area]:checked").count():
        return
    walk.page.locator("[name=place]").press_sequentially("Melawai")
    choice = walk.page.locator("label.choice:has(input[name=area])", has_text="Melawai").first
    if not walk.scripts:
        with walk.leaving():
            walk.page.locator("button[name=find]").click()
    choice.click()


def pay(walk: Walk, *, holder: str = "") -> str:
    """Plays the buyer's bank; the number of the paid order."""
    walk.press("main a[href*='/-/gateway/']")
    if holder:
        walk.fill(number=CARD_NUMBER, expiry="08/29", code="973", holder=holder)
    walk.press("button[name=deed][value=pay]")
    found = re.search(r"KD-[0-9A-Z]{4}-[0-9A-Z]{4}", walk.page.url)
    assert found, walk.page.url
    return found[0]

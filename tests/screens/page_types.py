"""Every type of page: where it is, who looks at it, and in which states."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from playwright.sync_api import Page

Deed = Callable[[Page], None]


def send(form: str = "main form") -> Deed:
    """Sends a form as it stands, without the browser's own checks, to see what the shop says."""

    def sending(page: Page) -> None:
        page.locator(form).first.evaluate("form => { form.noValidate = true; }")
        with page.expect_navigation():
            page.locator(f"{form} button").first.click()

    return sending


def fill_basket(page: Page) -> None:
    """Puts the first garment into the basket and opens the basket's page."""
    page.locator("main a[href*='/p/']").first.evaluate("link => { location.href = link.href; }")
    page.wait_for_url("**/p/**")
    page.locator(".buy-box input[name=variant]:enabled").first.check(force=True)
    page.locator(".buy-box button[type=submit], .buy-box button:not([type])").first.click()
    page.wait_for_load_state("networkidle")


@dataclass(frozen=True)
class PageType:
    """One page in one state.

    `path` is opened, then each link of `follow` in turn; `deed` is done on what is then there. `routes` are the
    names of the routes whose pages look like this.
    """

    name: str
    path: str
    who: str = "Sam"
    follow: tuple[str, ...] = ()
    deed: Deed | None = None
    routes: tuple[str, ...] = ()

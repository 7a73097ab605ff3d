"""What is done on a page before it is looked at: forms sent as they stand, a basket filled, a record opened."""

from __future__ import annotations

import re
from collections.abc import Callable

from bench.foot_pictures import pictures as foot_pictures
from playwright.sync_api import Page

Deed = Callable[[Page], None]
PUT_IN = ".buy-box button[type=submit], .buy-box button:not([type])"
FEW = 4


def send(form: str, button: str = "") -> Deed:
    """Sends a form without the browser's own checks, to see what the shop says: by its first button, or by another."""

    def sending(page: Page) -> None:
        page.locator(form).first.evaluate("form => { form.noValidate = true; }")
        with page.expect_navigation():
            page.locator(button or f"{form} button").first.click()

    return sending


def press(what: str) -> Deed:
    """Presses something that leads to another page."""

    def pressing(page: Page) -> None:
        with page.expect_navigation():
            page.locator(what).first.click()

    return pressing


def fill_and_send(form: str, **typed: str) -> Deed:
    """Types into fields by their names and sends the form."""

    def doing(page: Page) -> None:
        for name, text in typed.items():
            page.locator(f"{form} [name={name}]").first.fill(text)
        with page.expect_navigation():
            page.locator(f"{form} button").first.click()

    return doing


def ask_for_size(page: Page) -> None:
    """Tells a height on the page that finds the size of a garment, and waits for the answer."""
    page.locator("#size-tool [name=height]").fill("115")
    page.locator("#size-tool form button").click()
    page.locator("#answer").wait_for()


def one_after_the_other(*deeds: Deed) -> Deed:
    """Several deeds."""

    def all_of_them(page: Page) -> None:
        for deed in deeds:
            deed(page)

    return all_of_them


def keep_for_a_child(page: Page) -> None:
    """Measures, and asks to keep what was answered."""
    fill_and_send("main form.card", height="115")(page)
    with page.expect_navigation():
        page.locator(".measuring-keep button").last.click()


def send_a_foot(page: Page) -> None:
    """Chooses a rendered picture of a traced foot and sends it."""
    taken = foot_pictures.picture(4001)
    page.locator("#picture [name=paper]").select_option(taken.paper)
    picture = {"name": "foot.jpg", "mimeType": "image/jpeg", "buffer": taken.content}
    page.locator("#picture [name=picture]").set_input_files(files=[picture])
    with page.expect_navigation():
        page.locator("#picture button").click()


def open_fold(fold: str) -> Deed:
    """Opens a fold, if it is not open."""
    return lambda page: page.locator(fold).first.evaluate("fold => { fold.open = true; }")


def open_slide_over(page: Page) -> None:
    """Puts the first garment of a list into the basket; the basket slides in."""
    page.locator("main a[href*='/p/']").first.evaluate("link => { location.href = link.href; }")
    page.wait_for_url("**/p/**")
    page.locator(".size-choice:has(input:enabled)").first.click()
    page.locator(PUT_IN).first.click()
    page.locator("dialog[open]").first.wait_for()


def fill_basket(page: Page) -> None:
    """Puts the first garment of a list into the basket and opens the basket's page."""
    open_slide_over(page)
    with page.expect_navigation():
        page.locator("dialog[open] a[href$='/basket/']").first.click()


def go_to_checkout(page: Page) -> None:
    """Puts a garment into the basket and goes on to the checkout."""
    fill_basket(page)
    press("main a[href$='/checkout/']")(page)


def follow_the_letter(link: str, *, to: str, tries: int = 60) -> Deed:
    """Opens what one of the newest letters to an address leads to, once the worker has written it."""

    def following(page: Page) -> None:
        shop = "/".join(page.url.split("/")[:3])
        for _ in range(tries):
            page.goto(f"{shop}/-/mailbox/")
            letters = page.locator("main li", has_text=to).locator("a[href*='/-/mailbox/']").all()
            for path in [str(letter.get_attribute("href")) for letter in letters[:FEW]]:
                page.goto(shop + path)
                found = re.search(rf"{link}[^\s\"<&]+", page.content())
                if found:
                    page.goto(shop + found[0])
                    return
            page.wait_for_timeout(500)
        raise AssertionError(f"no letter to {to} leads to {link}")

    return following

"""`make screens`: photographs every type of page, and lays the pictures out on contact sheets under build/screens."""

from __future__ import annotations

import argparse
import sys
import tempfile
from collections.abc import Callable, Sequence
from functools import cache
from itertools import groupby, product
from pathlib import Path

from playwright.sync_api import Browser, Error, StorageState, sync_playwright

from tests.browser import ensure
from tests.faults.installation import Installation, new_installation
from tests.screens import pictures
from tests.screens.contact_sheet import write_contact_sheets
from tests.screens.page_list import PAGES
from tests.screens.page_types import PageType
from tests.screens.visits import Window, open_page, signed_in, visiting

WIDTHS, THEMES, LANGUAGES = (360, 768, 1440), ("light", "dark"), ("id", "en")
FOLDER = Path("build/screens")
Cookies = Callable[[str], StorageState | None]


def main(given: Sequence[str] | None = None) -> int:
    """Photographs the pages whose name holds one of the given words, or all of them."""
    reader = argparse.ArgumentParser(prog="python -m tests.screens", description=__doc__)
    reader.add_argument("words", nargs="*", help="only pages whose name holds one of these words")
    reader.add_argument("--quick", action="store_true", help="only two of the windows")
    reader.add_argument("--pictures", action="store_true", help="only the pictures of README and docs")
    asked = reader.parse_args(given)
    pages = (
        []
        if asked.pictures
        else [page for page in PAGES if not asked.words or any(word in page.name for word in asked.words)]
    )
    windows = [Window(*each) for each in product(WIDTHS, THEMES, LANGUAGES)]
    if asked.quick:
        windows = [Window(360, "light", "id"), Window(1440, "light", "en")]
    path = ensure()
    with tempfile.TemporaryDirectory() as folder, sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=path, args=["--no-sandbox", "--disable-gpu"])
        shop = new_installation(Path(folder))
        try:
            shop.start_full()
            cookies_of = cache(lambda name: signed_in(browser, shop, name))
            missed = photograph(browser, shop, cookies_of, pages, windows)
            if not asked.words:
                pictures.write(pictures.take(browser, shop, cookies_of))
        finally:
            shop.remove()
    if pages:
        write_contact_sheets(FOLDER, [page.name for page in PAGES])
    print("\n".join(missed) or f"{len(pages)} pages in {len(windows)} windows: {FOLDER}/index.html", file=sys.stderr)
    return 1 if missed else 0


def photograph(
    browser: Browser, shop: Installation, cookies_of: Cookies, pages: Sequence[PageType], windows: Sequence[Window]
) -> list[str]:
    """Takes the pictures; what could not be reached is said, and the rest goes on."""
    FOLDER.mkdir(parents=True, exist_ok=True)
    missed = []
    for who, theirs in groupby(sorted(pages, key=lambda page: page.who), key=lambda page: page.who):
        mine = list(theirs)
        for window in windows:
            missed += _photograph_as(browser, shop, cookies_of(who), window, mine)
        print(f"{who}: {len(mine)} pages", file=sys.stderr, flush=True)
    return missed


def _photograph_as(
    browser: Browser, shop: Installation, cookies: StorageState | None, window: Window, pages: Sequence[PageType]
) -> list[str]:
    missed = []
    with visiting(browser, shop, window, signed_in=cookies) as visitor:
        for page in pages:
            try:
                open_page(visitor, page)
                visitor.see_all()
                name = f"{page.name}.{window.width}.{window.theme}.{window.language}.png"
                visitor.page.screenshot(path=FOLDER / name, full_page=True, animations="disabled")
            except (Error, AssertionError) as reason:
                missed.append(f"{page.name} in {window}: {str(reason).splitlines()[0]}")
    return missed


if __name__ == "__main__":
    sys.exit(main())

"""The pictures of README and docs: the tops of a few pages of the demo shop, taken by the tests themselves."""

from __future__ import annotations

import io
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from PIL import Image, ImageChops, ImageDraw, ImageStat
from playwright.sync_api import Browser, StorageState

from tests.faults.installation import Installation
from tests.screens.page_list import PAGES
from tests.screens.visits import Visitor, Window, open_page, visiting

FOLDER = Path(__file__).resolve().parents[2] / "docs" / "pictures"
ROUGH = (24, 16)
"""A picture is compared with a small copy of itself: moments and numbers may differ, the page may not."""
MOST_DIFFERENCE = 14.0
"""The mean difference of brightness, of 255, that two pictures of one page may have."""
PAPER, MARGIN, ROUND = (251, 248, 241), 40, 18


@dataclass(frozen=True)
class Picture:
    """The top of one page in one window."""

    name: str
    page: str
    window: Window


PICTURES = (
    Picture("shop", "home", Window(1200, "light", "en")),
    Picture("garment", "product", Window(390, "light", "en")),
    Picture("my-data", "my-data", Window(1200, "light", "en")),
    Picture("policy", "policy", Window(1200, "light", "en")),
    Picture("desk", "desk-queue", Window(1200, "light", "en")),
    Picture("oversight", "desk-oversight", Window(1200, "dark", "en")),
)
FRONT = "kindr"
"""The picture at the head of the README: shop and garment side by side."""


def take(
    browser: Browser, shop: Installation, cookies_of: Callable[[str], StorageState | None]
) -> dict[str, Image.Image]:
    """Every picture, by its name."""
    taken = {}
    for picture in PICTURES:
        page = next(one for one in PAGES if one.name == picture.page)
        with visiting(browser, shop, picture.window, signed_in=cookies_of(page.who)) as visitor:
            open_page(visitor, page)
            if _has_said_no(visitor):
                open_page(visitor, page)
            shot = visitor.page.screenshot(animations="disabled")
        taken[picture.name] = Image.open(io.BytesIO(shot)).convert("RGB")
    taken[FRONT] = _side_by_side(taken["shop"], taken["garment"])
    return taken


def write(taken: dict[str, Image.Image]) -> None:
    """Puts the pictures where the docs look for them; one that has not changed is left alone."""
    FOLDER.mkdir(exist_ok=True)
    for name, picture in taken.items():
        path = FOLDER / f"{name}.webp"
        if not path.exists() or differs(picture, path):
            picture.save(path, quality=80, method=6)


def differs(picture: Image.Image, path: Path) -> bool:
    """Whether a picture shows something else than the one in the docs."""
    with Image.open(path) as known:
        if known.size != picture.size:
            return True
        rough = [each.convert("L").resize(ROUGH, Image.Resampling.BOX) for each in (known, picture)]
    return ImageStat.Stat(ImageChops.difference(*rough)).mean[0] > MOST_DIFFERENCE


def _has_said_no(visitor: Visitor) -> bool:
    """Whether the page asked about cookies, and was answered: the pictures show the shop of somebody who was here."""
    answer = visitor.page.locator(".cookie-question-answers button").first
    if not answer.is_visible():
        return False
    answer.click()
    visitor.settle()
    return True


def _side_by_side(*pictures: Image.Image) -> Image.Image:
    """Pictures of one height with rounded corners, on paper."""
    tall = 760
    scaled = [picture.resize((picture.width * tall // picture.height, tall)) for picture in pictures]
    wide = sum(picture.width for picture in scaled) + MARGIN * (len(scaled) + 1)
    front, left = Image.new("RGB", (wide, tall + 2 * MARGIN), PAPER), MARGIN
    for picture in scaled:
        corners = Image.new("L", picture.size, 0)
        ImageDraw.Draw(corners).rounded_rectangle((0, 0, *picture.size), ROUND, fill=255)
        front.paste(picture, (left, MARGIN), corners)
        left += picture.width + MARGIN
    return front

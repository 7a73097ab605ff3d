"""Contact sheets: all pictures of one window side by side, small enough to be seen at a glance."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from html import escape
from pathlib import Path

from PIL import Image, ImageDraw

WIDE, MOST_TALL, GAP, LABEL = 2400, 1.9, 12, 18
THUMBS = {360: 180, 768: 280, 1440: 380}
INK, PAPER = (60, 60, 70), (236, 234, 230)


def write_contact_sheets(folder: Path, order: Sequence[str]) -> list[Path]:
    """One picture for each width, theme and language, and a page that shows every photograph.

    `order` has the names of the pages as they shall stand; of others the photographs are left out.
    """
    by_window: dict[str, list[Path]] = defaultdict(list)
    there = [path for path in folder.glob("*.*.*.*.png") if path.name.split(".", 1)[0] in order]
    for path in sorted(there, key=lambda path: order.index(path.name.split(".", 1)[0])):
        by_window[path.name.split(".", 1)[1].removesuffix(".png")].append(path)
    sheets = [_sheet(paths, folder / f"contact-{window}.webp") for window, paths in sorted(by_window.items())]
    (folder / "index.html").write_text(_page(by_window), encoding="utf-8")
    return sheets


def _sheet(paths: list[Path], target: Path) -> Path:
    wide = THUMBS[int(paths[0].name.split(".")[1])]
    across = WIDE // (wide + GAP)
    cells = [(path.name.split(".", 1)[0], _thumb(path, wide)) for path in paths]
    rows = [cells[start : start + across] for start in range(0, len(cells), across)]
    heights = [max(thumb.height for _, thumb in row) + LABEL + GAP for row in rows]
    sheet = Image.new("RGB", (across * (wide + GAP) + GAP, sum(heights) + GAP), PAPER)
    pen, top = ImageDraw.Draw(sheet), GAP
    for row, height in zip(rows, heights, strict=True):
        for place, (name, thumb) in enumerate(row):
            left = GAP + place * (wide + GAP)
            pen.text((left, top), name, fill=INK)
            sheet.paste(thumb, (left, top + LABEL))
        top += height
    sheet.save(target, quality=72, method=4)
    return target


def _thumb(path: Path, wide: int) -> Image.Image:
    with Image.open(path) as picture:
        small = picture.convert("RGB").resize((wide, max(1, picture.height * wide // picture.width)))
    return small.crop((0, 0, wide, min(small.height, int(wide * MOST_TALL))))


def _page(by_window: dict[str, list[Path]]) -> str:
    """A page of links; it lies in a folder of the developer's and is served to nobody."""
    parts = ["<!doctype html><meta charset=utf-8><title>Screens</title>"]
    for window, paths in sorted(by_window.items()):
        links = " · ".join(f'<a href="{escape(path.name)}">{escape(path.name.split(".", 1)[0])}</a>' for path in paths)
        parts.append(f'<h2>{escape(window)}</h2><p>{links}</p><img src="contact-{escape(window)}.webp" loading="lazy">')
    return "\n".join(parts)

"""Pictures of the demo that show what went wrong: drawn, never photographed, so that nobody's home is in them."""

from __future__ import annotations

import io
import random

from PIL import Image, ImageDraw

SIZE = (640, 480)
FLOORS = ("#efe9df", "#e4ebe6", "#ece4ee", "#e8e6da")
CLOTHS = ("#7fb0c9", "#c98f7f", "#8fb58a", "#b39ac2", "#d6b56b")
SHIRT = [
    (230, 90), (410, 90), (540, 170), (490, 240), (440, 210), (440, 420), (200, 420), (200, 210), (150, 240), (100, 170)
]  # fmt: skip


def drawn(chance: random.Random) -> io.BytesIO:
    """A shirt with a torn seam, a stain or a button that is gone."""
    floor, cloth = chance.choice(FLOORS), chance.choice(CLOTHS)
    picture = Image.new("RGB", SIZE, floor)
    pen = ImageDraw.Draw(picture)
    pen.polygon(SHIRT, fill=cloth, outline="#33566b")
    pen.ellipse((275, 65, 365, 125), fill=floor)
    chance.choice((_seam, _stain, _button))(pen, chance)
    written = io.BytesIO()
    picture.save(written, "PNG")
    written.seek(0)
    return written


def _seam(pen: ImageDraw.ImageDraw, _chance: random.Random) -> None:
    pen.polygon([(205, 150), (236, 168), (222, 190), (244, 214), (212, 206)], fill="#3a2b25")
    pen.ellipse((150, 120, 300, 250), outline="#c0392b", width=6)


def _stain(pen: ImageDraw.ImageDraw, chance: random.Random) -> None:
    x, y = chance.randint(240, 360), chance.randint(220, 330)
    for _ in range(6):
        left, top, wide = x + chance.randint(-22, 22), y + chance.randint(-18, 18), chance.randint(14, 34)
        pen.ellipse((left, top, left + wide, top + wide * 0.8), fill="#6b4f2a")
    pen.ellipse((x - 60, y - 55, x + 90, y + 80), outline="#c0392b", width=6)


def _button(pen: ImageDraw.ImageDraw, chance: random.Random) -> None:
    missing = chance.randrange(1, 4)
    for number in range(5):
        top = 150 + 52 * number
        if number != missing:
            pen.ellipse((311, top, 329, top + 18), fill="#fbf7ee", outline="#33566b")
    top = 150 + 52 * missing
    pen.ellipse((285, top - 18, 355, top + 38), outline="#c0392b", width=6)

"""Every colour that letters, lines or marks have is far enough from what it stands on, in both themes."""

from __future__ import annotations

import math
import re

import pytest

from kindr.web import stylesheet

LETTERS = 4.5
MARKS = 3.0
"""The ratios that WCAG 2.2 asks of text, and of borders, icons and the focus ring (AA)."""

PAIRS: dict[tuple[str, float], tuple[str, ...]] = {
    ("ink", LETTERS): ("paper", "surface", "well", "main-wash", "coral-wash", "sun-wash", "leaf-wash"),
    ("ink-soft", LETTERS): ("paper", "surface", "well", "main-wash", "coral-wash", "sun-wash", "leaf-wash"),
    ("main", LETTERS): ("paper", "surface", "well", "main-wash"),
    ("main-hover", LETTERS): ("paper", "surface", "well", "main-wash"),
    ("on-main", LETTERS): ("main", "main-hover"),
    ("coral-ink", LETTERS): ("paper", "surface", "well", "coral-wash"),
    ("sun-ink", LETTERS): ("paper", "surface", "well", "sun-wash"),
    ("leaf-ink", LETTERS): ("paper", "surface", "well", "leaf-wash"),
    ("on-sun", LETTERS): ("sun",),
    ("on-night", LETTERS): ("night",),
    ("line-strong", MARKS): ("paper", "surface", "well"),
    ("main", MARKS): ("main-wash", "line", "coral-wash", "sun-wash"),
    ("focus", MARKS): ("paper", "surface", "well", "main-wash", "coral-wash", "sun-wash", "leaf-wash"),
    ("plot-1", MARKS): ("paper", "surface"),
    ("plot-2", MARKS): ("paper", "surface"),
    ("plot-3", MARKS): ("paper", "surface"),
    ("plot-4", MARKS): ("paper", "surface"),
}
"""What stands on what: a token for letters or marks, the ratio it needs, and every token that it is put on."""
CASES = [(front, ratio, back) for (front, ratio), backs in PAIRS.items() for back in backs]

OWN_COLOURS = {"buy_box", "garment_card", "home", "label", "listing", "payment"}
"""Files with cloth, wood, paper and codes to be scanned: these have the same colour in both themes."""

Colour = tuple[float, float, float]
"""Lightness, chroma and hue in OKLCH."""


def colours() -> dict[str, tuple[Colour, Colour]]:
    """Every colour token of `tokens.css`, light and dark."""
    text = (stylesheet.FOLDER / "tokens.css").read_text("utf-8")
    found = re.findall(r"--([\w-]+): light-dark\(oklch\(([^)]+)\), oklch\(([^)]+)\)\);", text)
    return {name: (_parts(light), _parts(dark)) for name, light, dark in found}


def _parts(written: str) -> Colour:
    light, chroma, hue = (float(part) for part in written.split("/")[0].split()[:3])
    return light, chroma, hue


def _luminance(colour: Colour) -> float:
    """Relative luminance after WCAG: OKLCH to linear sRGB, what lies outside the gamut cut off."""
    light, chroma, hue = colour
    a, b = chroma * math.cos(math.radians(hue)), chroma * math.sin(math.radians(hue))
    long = (light + 0.3963377774 * a + 0.2158037573 * b) ** 3
    middle = (light - 0.1055613458 * a - 0.0638541728 * b) ** 3
    short = (light - 0.0894841775 * a - 1.2914855480 * b) ** 3
    red = 4.0767416621 * long - 3.3077115913 * middle + 0.2309699292 * short
    green = -1.2684380046 * long + 2.6097574011 * middle - 0.3413193965 * short
    blue = -0.0041960863 * long - 0.7034186147 * middle + 1.7076147010 * short
    seen = [min(max(value, 0.0), 1.0) for value in (red, green, blue)]
    return 0.2126 * seen[0] + 0.7152 * seen[1] + 0.0722 * seen[2]


def ratio_of(front: Colour, back: Colour) -> float:
    lighter, darker = sorted((_luminance(front), _luminance(back)), reverse=True)
    return (lighter + 0.05) / (darker + 0.05)


def test_the_ratio_is_measured_as_wcag_does() -> None:
    white, black, grey = (1.0, 0.0, 0.0), (0.0, 0.0, 0.0), (0.5999, 0.0, 0.0)
    assert ratio_of(white, black) == pytest.approx(21, abs=0.01)
    assert ratio_of(grey, white) == pytest.approx(3.95, abs=0.05)


@pytest.mark.parametrize("theme", [0, 1], ids=["light", "dark"])
@pytest.mark.parametrize(("front", "needed", "back"), CASES, ids=[f"{case[0]} on {case[2]}" for case in CASES])
def test_letters_and_marks_can_be_told_from_what_they_stand_on(
    *, front: str, needed: float, back: str, theme: int
) -> None:
    known = colours()
    assert ratio_of(known[front][theme], known[back][theme]) >= needed


def test_what_all_pages_share_takes_its_colours_from_the_tokens() -> None:
    named = re.compile(r"(?<![\w-])(#[0-9a-f]{3,8}\b|(?:oklch|rgba?|hsla?)\()", re.IGNORECASE)
    for path in sorted(stylesheet.FOLDER.rglob("*.css")):
        if path.stem not in {"tokens", *OWN_COLOURS}:
            assert not named.search(path.read_text("utf-8")), path.name

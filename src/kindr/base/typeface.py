"""The house's letters: Nunito (SIL Open Font License 1.1), cut down to what our two languages are written with.

The family comes unchanged from the package `fontpkg-nunito`. What a browser gets and what a PDF embeds are cut from it
once, at set-up, and lie beside this module like compiled translations do: made anew when missing, never committed.
"""

from __future__ import annotations

import os
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from fontTools.ttLib import TTFont

FOLDER = Path(__file__).parent / "letters"
FOR_PAGES = FOLDER / "nunito.woff2"
"""All weights from 400 to 800 in one file, for browsers."""
FOR_PAPER = {400: FOLDER / "nunito-400.ttf", 700: FOLDER / "nunito-700.ttf"}
"""One file for each weight, because PDFs know no variable fonts."""

LETTERS = (
    *range(0x20, 0x7F), *range(0xA0, 0x180), *range(0x2010, 0x2028), 0x2030, 0x2032, 0x2033, 0x20AC, 0x2122,
    *range(0x2190, 0x2194), 0x2212, 0x2248, 0x2264, 0x2265,
)  # fmt: skip
"""Unicode code points: the letters of Latin languages, and the marks that prices, sizes and sentences need."""
FEATURES = ("kern", "liga", "locl", "mark", "ccmp", "tnum", "pnum", "lnum")


def cut_letters() -> None:
    """Make the files that are missing; takes about two seconds the first time and nothing later."""
    if all(path.exists() for path in (FOR_PAGES, *FOR_PAPER.values())):
        return
    FOLDER.mkdir(exist_ok=True)
    from fontTools.varLib.instancer import instantiateVariableFont

    family = _ours()
    for weight, path in FOR_PAPER.items():
        _save(instantiateVariableFont(family, {"wght": weight}), path)
    for_pages = instantiateVariableFont(family, {"wght": (400, 400, 800)})
    for_pages.flavor = "woff2"
    _save(for_pages, FOR_PAGES)


def _ours() -> TTFont:
    """The whole family with the letters that we use."""
    import fontpkg
    from fontTools.subset import Options, Subsetter
    from fontTools.ttLib import TTFont

    family = TTFont(fontpkg.path("Nunito"))
    cutter = Subsetter(Options(layout_features=list(FEATURES), hinting=False))
    cutter.populate(unicodes=LETTERS)
    cutter.subset(family)
    return family


def _save(font: TTFont, path: Path) -> None:
    draft = path.with_name(f"{path.name}.{os.getpid()}")
    font.save(draft)
    draft.replace(path)

"""What all sheets share: rulers, the strips to cut out, words beside them, and the check of the scale."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.utils.formats import number_format
from django.utils.translation import gettext as _

from kindr.base.paper import BLACK, GREY

if TYPE_CHECKING:
    from fpdf import FPDF

BAR_MM = 100.0
CARD_MM = (54.0, 85.6)
"""A bank card standing upright (ISO/IEC 7810, ID-1)."""
CARD_CORNER_MM = 3.18
BAR_WIDTH = 0.8
"""The bar's line; nothing else is drawn as thick."""
HAIR, THIN = 0.12, 0.2
TEAL, PALE = (23, 101, 115), (205, 200, 190)
LEFT, TOP, COLUMN, COLUMN_WIDE = 10.0, 14.0, 146.0, 56.0
INCH_MM = 25.4


@dataclass(frozen=True)
class Strip:
    """A strip to cut out: where it lies on the page, how wide and how long it is."""

    x: float
    y: float
    wide: float
    long: float = 250.0


def line(paper: FPDF, start: tuple[float, float], end: tuple[float, float], *, wide: float = THIN) -> None:
    """A line of a width, in mm."""
    paper.set_line_width(wide)
    paper.line(*start, *end)


def label(paper: FPDF, words: str, at: tuple[float, float], *, size: float, bold: bool = False) -> None:
    """A number or a word with its middle left at a point."""
    paper.set_font("Nunito", "B" if bold else "", size)
    paper.set_xy(at[0] + 1, at[1] - size * 0.2)
    paper.cell(0, size * 0.4, words)


def cut_out(paper: FPDF, strip: Strip) -> None:
    """The line to cut along."""
    paper.set_draw_color(*GREY)
    paper.set_dash_pattern(dash=2, gap=1.5)
    paper.set_line_width(THIN)
    paper.rect(strip.x, strip.y, strip.wide, strip.long)
    paper.set_dash_pattern()
    paper.set_draw_color(*BLACK)


def glue(paper: FPDF, x: float, y: float, wide: float, *, tall: float = 11.0) -> None:
    """The tab that the next strip is glued upon."""
    paper.set_draw_color(*PALE)
    paper.set_line_width(THIN)
    paper.rect(x, y, wide, tall)
    for step in range(1, int(wide // 3) + 1):
        line(paper, (x + max(0.0, step * 3 - tall), y + min(tall, step * 3)), (x + step * 3, y))
    paper.set_draw_color(*BLACK)
    paper.set_fill_color(255, 255, 255)
    paper.set_font("Nunito", "", 7)
    words = _("Glue")
    paper.set_xy(x + wide / 2 - 6, y + tall / 2 - 1.7)
    paper.cell(12, 3.4, words, align="C", fill=True)


def column(paper: FPDF, title: str, steps: Iterable[str], *, top: float = TOP) -> None:
    """The words at the right: what this is and what to do, then the card that must fit."""
    paper.set_xy(COLUMN, top)
    _paragraph(paper, title, size=17, bold=True)
    paper.ln(2)
    for number, words in enumerate(steps, start=1):
        _paragraph(paper, f"{number}. {words}", size=9)
        paper.ln(1.4)
    _card(paper)
    label(paper, "Kindr · kindrkids.id", (COLUMN - 1, paper.h - 9), size=8)


def bar(paper: FPDF, y: float) -> None:
    """A bar of exactly ten centimetres, with its length beside it."""
    for x in (LEFT, LEFT + BAR_MM):
        line(paper, (x, y - 2), (x, y + 2))
    line(paper, (LEFT, y), (LEFT + BAR_MM, y), wide=BAR_WIDTH)
    label(paper, _("10 cm on your ruler?"), (LEFT + BAR_MM + 2, y), size=8)


def _card(paper: FPDF) -> None:
    wide, tall = CARD_MM
    top = paper.h - 16 - tall
    paper.set_xy(COLUMN, top - 25)
    _paragraph(paper, _("Is the size right?"), size=9, bold=True)
    _paragraph(
        paper,
        _("Lay a bank card here: it must fit the frame exactly. If it does not, print at 100 %, not “fit to page”."),
        size=8,
    )
    paper.set_draw_color(*TEAL)
    paper.set_line_width(THIN)
    paper.rect(COLUMN, top, wide, tall, round_corners=True, corner_radius=CARD_CORNER_MM)
    paper.set_draw_color(*BLACK)
    label(paper, f"{number_format(tall, 1)} × {wide:g} mm", (COLUMN + 16, top + tall / 2), size=8)


def _paragraph(paper: FPDF, words: str, *, size: float, bold: bool = False) -> None:
    paper.set_x(COLUMN)
    paper.set_font("Nunito", "B" if bold else "", size)
    paper.multi_cell(COLUMN_WIDE, size * 0.46, words, align="L", new_x="LEFT", new_y="NEXT")

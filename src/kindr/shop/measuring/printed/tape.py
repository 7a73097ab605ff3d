"""A paper tape of 150 cm: six strips of 25 cm to glue together, centimetres on one edge, inches on the other."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.utils.translation import gettext as _

from kindr.base.paper import GREY
from kindr.shop.measuring.printed.formats import Sheet
from kindr.shop.measuring.printed.marks import (
    HAIR,
    INCH_MM,
    LEFT,
    THIN,
    TOP,
    Strip,
    bar,
    column,
    cut_out,
    glue,
    label,
    line,
)

if TYPE_CHECKING:
    from fpdf import FPDF

STRIPS, LONG_MM, WIDE_MM, GAP = 6, 250.0, 20.0, 1.6
WHOLE_MM = STRIPS * LONG_MM


def draw(paper: FPDF) -> None:
    """One page."""
    paper.add_page()
    for number in range(STRIPS):
        _strip(paper, number, Strip(LEFT + number * (WIDE_MM + GAP), TOP, WIDE_MM, LONG_MM))
    steps = (
        _("Print at 100 % and check the card below."),
        _("Cut out the six strips; leave the striped tabs on."),
        _("Glue each strip upon the tab of the one before: 25 lies on 25, 50 on 50."),
        _("Cover it with clear sticky tape, so that it does not tear."),
    )
    column(paper, Sheet.TAPE.words, steps)
    bar(paper, paper.h - 12)


def _strip(paper: FPDF, number: int, strip: Strip) -> None:
    cut_out(paper, strip)
    if number < STRIPS - 1:
        glue(paper, strip.x, strip.y + strip.long, strip.wide, tall=8)
    start = number * LONG_MM
    for mm in range(int(LONG_MM) + 1):
        _centimetres(paper, strip, mm, int(start) + mm)
    quarter = INCH_MM / 4
    first, last = -int(-start // quarter), int((start + LONG_MM) // quarter)
    for count in range(first, last + 1):
        _inches(paper, strip, count * quarter - start, count)


def _centimetres(paper: FPDF, strip: Strip, down: int, mm: int) -> None:
    long = 6.0 if mm % 10 == 0 else 4.0 if mm % 5 == 0 else 2.5
    y = strip.y + down
    line(paper, (strip.x, y), (strip.x + long, y), wide=THIN if mm % 10 == 0 else HAIR)
    if mm % 10 == 0 and 0 < down < LONG_MM:
        label(paper, str(mm // 10), (strip.x + 5.8, y), size=10 if mm % 100 == 0 else 8, bold=mm % 100 == 0)
    elif mm % 10 == 0 and mm and down == 0:
        label(paper, str(mm // 10), (strip.x + 5.8, y + 1.8), size=7, bold=True)


def _inches(paper: FPDF, strip: Strip, down: float, count: int) -> None:
    long = 5.0 if count % 4 == 0 else 3.2 if count % 2 == 0 else 2.0
    y, right = strip.y + down, strip.x + strip.wide
    paper.set_draw_color(*GREY)
    line(paper, (right - long, y), (right, y), wide=HAIR)
    paper.set_draw_color(0, 0, 0)
    if count % 4 == 0 and count and 2 < down < LONG_MM - 2:
        paper.set_text_color(*GREY)
        label(paper, f"{count // 4}″" if count == 4 else str(count // 4), (right - 8.6, y), size=7)
        paper.set_text_color(0, 0, 0)

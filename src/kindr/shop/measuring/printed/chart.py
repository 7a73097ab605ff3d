"""The height chart for the wall: 50 to 150 cm on four strips, with the size that each height wears."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.utils.translation import gettext as _

from kindr.base.paper import BLACK
from kindr.shop.catalog.queries import SIZE_CHART
from kindr.shop.measuring.printed.formats import Sheet
from kindr.shop.measuring.printed.marks import (
    HAIR,
    LEFT,
    PALE,
    TEAL,
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

LOWEST_CM, STRIPS, STRIP_CM = 50, 4, 25
WIDE_MM, GAP, TAB_MM = 62.0, 4.0, 9.0


def draw(paper: FPDF) -> None:
    """Two pages with two strips each, the lower one first."""
    steps = (
        _("Print at 100 % and check the card below."),
        _("Cut out the four strips; leave the striped tabs on."),
        _("Glue each strip upon the tab of the one below: 75 lies on 75, 100 on 100."),
        _("Hang it with its lower edge exactly 50 cm above the floor."),
        _("Write name and day beside the mark."),
    )
    for number in range(STRIPS):
        if number % 2 == 0:
            paper.add_page()
            column(paper, Sheet.CHART.words, steps)
            bar(paper, paper.h - 12)
        x = LEFT + number % 2 * (WIDE_MM + GAP)
        _strip(paper, Strip(x, TOP + TAB_MM, WIDE_MM), LOWEST_CM + number * STRIP_CM)


def _strip(paper: FPDF, strip: Strip, lowest: int) -> None:
    cut_out(paper, strip)
    if lowest + STRIP_CM < LOWEST_CM + STRIPS * STRIP_CM:
        glue(paper, strip.x, strip.y - TAB_MM, strip.wide, tall=TAB_MM)
    for mm in range(STRIP_CM * 10 + 1):
        _tick(paper, strip, mm, lowest * 10 + mm)
    for size in SIZE_CHART:
        if lowest < size <= lowest + STRIP_CM:
            _size(paper, strip, size, (size - lowest) * 10)


def _tick(paper: FPDF, strip: Strip, up: int, mm: int) -> None:
    y = strip.y + strip.long - up
    if mm % 50 == 0 and 0 < up < strip.long:
        paper.set_draw_color(*PALE)
        line(paper, (strip.x + 30, y), (strip.x + strip.wide - 14, y), wide=HAIR)
        paper.set_draw_color(*BLACK)
    long = 12.0 if mm % 50 == 0 else 8.0 if mm % 10 == 0 else 5.0 if mm % 5 == 0 else 3.0
    line(paper, (strip.x, y), (strip.x + long, y), wide=THIN if mm % 10 == 0 else HAIR)
    if mm % 10 == 0 and 0 < up < strip.long:
        big = 20 if mm % 100 == 0 else 13 if mm % 50 == 0 else 8
        label(paper, str(mm // 10), (strip.x + long + 0.6, y), size=big, bold=mm % 50 == 0)


def _size(paper: FPDF, strip: Strip, size: int, up: int) -> None:
    """Up to this line a child wears this size."""
    y, right = strip.y + strip.long - up, strip.x + strip.wide
    paper.set_draw_color(*TEAL)
    paper.set_text_color(*TEAL)
    line(paper, (right - 14, y), (right, y))
    label(paper, _("Size %(size)s") % {"size": size}, (right - 14.5, y + 2.4), size=7.5, bold=True)
    paper.set_draw_color(*BLACK)
    paper.set_text_color(*BLACK)

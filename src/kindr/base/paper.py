"""Sheets of paper as PDF: our letters, paragraphs and rules, drawn in memory."""

from __future__ import annotations

import logging
from datetime import datetime
from typing import TYPE_CHECKING

from kindr.base.typeface import FOR_PAPER

if TYPE_CHECKING:
    from fpdf import FPDF
    from fpdf.fonts import FontFace

# Cutting the letters of one paper, these would write into a log which letters somebody's name is made of.
for _talkative in ("fontTools", "fpdf"):
    logging.getLogger(_talkative).setLevel(logging.WARNING)

BLACK, GREY = (0, 0, 0), (110, 110, 118)


def new_paper(size: str | tuple[float, float], title: str, *, at: datetime, is_packed: bool = True) -> FPDF:
    """A paper with our letters; its name and its maker are all that is written about it."""
    # The library takes half a second to load, and most programs of the shop never draw a paper.
    from fpdf import FPDF

    paper = FPDF(unit="mm", format=size)
    paper.set_compression(is_packed)
    paper.add_font("Nunito", "", FOR_PAPER[400])
    paper.add_font("Nunito", "B", FOR_PAPER[700])
    paper.set_title(title)
    paper.set_creator("Kindr")
    paper.set_creation_date(at)
    return paper


def say(paper: FPDF, words: str, *, size: float, bold: bool = False, colour: tuple[int, int, int] = BLACK) -> None:
    """One paragraph over the whole width, broken where it has to be."""
    paper.set_font("Nunito", "B" if bold else "", size)
    paper.set_text_color(*colour)
    paper.multi_cell(0, size * 0.5, words, align="L", new_x="LMARGIN", new_y="NEXT")
    paper.set_text_color(*BLACK)


def rule(paper: FPDF) -> None:
    """A line from margin to margin."""
    paper.line(paper.l_margin, paper.get_y() + 1, paper.w - paper.r_margin, paper.get_y() + 1)
    paper.ln(4)


def heading_face() -> FontFace:
    """How the first row of a table is written."""
    from fpdf.fonts import FontFace

    return FontFace(emphasis="BOLD")

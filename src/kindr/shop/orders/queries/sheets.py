"""Drawing the words of an invoice or a label on paper: Nunito on A4 and A6, in memory."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import datetime
from typing import TYPE_CHECKING

import segno

from kindr.base.paper import GREY, heading_face, new_paper, rule, say

if TYPE_CHECKING:
    from fpdf import FPDF

A6 = (105.0, 148.0)
WIDTHS = (96, 28, 18, 32)


@dataclass(frozen=True)
class InvoiceSheet:
    """What stands on an invoice; `lines` are garment, price, pieces and sum."""

    title: str
    number: str
    day: str
    note: str
    seller: tuple[str, ...]
    buyer: tuple[str, ...] = field(repr=False)
    order: str
    heads: tuple[str, ...]
    lines: tuple[tuple[str, ...], ...]
    totals: tuple[tuple[str, str], ...]
    foot: str


@dataclass(frozen=True)
class LabelSheet:
    """What stands on a label."""

    service: str
    pieces: str
    recipient: str = field(repr=False)
    lines: tuple[str, ...] = field(repr=False)
    postcode: str = field(repr=False)
    phone: str = field(repr=False)
    notes: str = field(repr=False)
    number: str


def draw_invoice(sheet: InvoiceSheet, *, at: datetime, is_packed: bool = True) -> bytes:
    """The invoice as a PDF of one or more A4 pages; `is_packed=False` leaves it readable for tests."""
    paper = new_paper("A4", sheet.number, at=at, is_packed=is_packed)
    paper.set_margin(18)
    paper.add_page()
    _invoice_head(paper, sheet)
    _invoice_lines(paper, sheet)
    _invoice_totals(paper, sheet.totals)
    paper.ln(8)
    say(paper, sheet.foot, size=9, colour=GREY)
    return bytes(paper.output())


def draw_label(sheet: LabelSheet, *, at: datetime, is_packed: bool = True) -> bytes:
    """The label as a PDF of one A6 page."""
    paper = new_paper(A6, sheet.number, at=at, is_packed=is_packed)
    paper.set_margin(7)
    paper.set_auto_page_break(False)
    paper.add_page()
    paper.set_font("Nunito", "B", 20)
    paper.cell(0, 9, sheet.service)
    paper.set_font("Nunito", "", 11)
    paper.cell(0, 9, sheet.pieces, align="R", new_x="LMARGIN", new_y="NEXT")
    rule(paper)
    say(paper, sheet.recipient, size=_fitting(sheet.recipient), bold=True)
    for line in sheet.lines:
        say(paper, line, size=12)
    say(paper, sheet.postcode, size=16, bold=True)
    say(paper, sheet.phone, size=12)
    if sheet.notes:
        say(paper, sheet.notes, size=10, colour=GREY)
    _label_foot(paper, sheet.number)
    return bytes(paper.output())


def _invoice_head(paper: FPDF, sheet: InvoiceSheet) -> None:
    say(paper, sheet.title, size=24, bold=True)
    say(paper, f"{sheet.number} · {sheet.day}", size=11)
    if sheet.note:
        say(paper, sheet.note, size=10, colour=GREY)
    paper.ln(5)
    top = paper.get_y()
    for line in sheet.seller:
        say(paper, line, size=10)
    below = paper.get_y()
    paper.set_y(top)
    _beside(paper, sheet.buyer)
    paper.set_y(max(paper.get_y(), below) + 5)
    say(paper, sheet.order, size=10, colour=GREY)
    paper.ln(3)


def _beside(paper: FPDF, lines: Iterable[str]) -> None:
    """Lines in the right half of the page."""
    paper.set_font("Nunito", "", 10)
    for line in lines:
        paper.set_x(paper.w / 2)
        paper.multi_cell(0, 5, line, align="R", new_x="LMARGIN", new_y="NEXT")


def _invoice_lines(paper: FPDF, sheet: InvoiceSheet) -> None:
    paper.set_font("Nunito", "", 10)
    aligned = ("L", "R", "R", "R")
    heads = heading_face()
    with paper.table(
        col_widths=WIDTHS, text_align=aligned, borders_layout="HORIZONTAL_LINES", line_height=6, headings_style=heads
    ) as table:
        for cells in (sheet.heads, *sheet.lines):
            row = table.row()
            for cell in cells:
                row.cell(cell)
    paper.ln(4)


def _invoice_totals(paper: FPDF, totals: tuple[tuple[str, str], ...]) -> None:
    for words, amount in totals:
        is_last = (words, amount) == totals[-1]
        paper.set_font("Nunito", "B" if is_last else "", 13 if is_last else 10)
        paper.set_x(paper.w / 2)
        paper.cell(45, 7, words)
        paper.cell(0, 7, amount, align="R", new_x="LMARGIN", new_y="NEXT")


def _label_foot(paper: FPDF, number: str) -> None:
    """The order's number, to be read by people and by a scanner."""
    dots = segno.make(number, error="m", micro=False).matrix
    side, left, top = 24 / len(dots), paper.l_margin, paper.h - 7 - 24
    for row, cells in enumerate(dots):
        for column, is_dark in enumerate(cells):
            if is_dark:
                paper.rect(left + column * side, top + row * side, side, side, style="F")
    paper.set_xy(left + 28, top + 6)
    paper.set_font("Nunito", "B", 16)
    paper.cell(0, 7, number, new_x="LMARGIN", new_y="NEXT")
    paper.set_x(left + 28)
    paper.set_font("Nunito", "", 10)
    paper.cell(0, 5, "Kindr · kindrkids.id")


def _fitting(words: str) -> float:
    """The size at which a long name takes no more than three lines."""
    return 18 if len(words) <= 40 else 13

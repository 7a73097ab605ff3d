"""The notice to the institution on paper (A4), and as the text of an e-mail."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING

from django.utils import translation
from django.utils.translation import gettext as _

from kindr.base.paper import GREY, heading_face, new_paper, rule, say
from kindr.privacy.incidents.authority import Notice, Section
from kindr.privacy.terms import Party

if TYPE_CHECKING:
    from fpdf import FPDF

WIDTHS = (76, 24, 24, 28, 22)


def draw(found: Notice, *, at: datetime, is_packed: bool = True) -> bytes:
    """The notice as a PDF of one or more A4 pages; `is_packed=False` leaves it readable for tests."""
    with translation.override(found.language):
        paper = new_paper("A4", found.facts[0][1], at=at, is_packed=is_packed)
        paper.set_margin(18)
        paper.add_page()
        _head(paper, found)
        for section in found.sections:
            _section(paper, section)
        _foot(paper, found)
    return bytes(paper.output())


def as_text(found: Notice) -> str:
    """The notice as plain words, complete without the paper."""
    with translation.override(found.language):
        lines = [found.title, found.law, "", _contact(found.sender), "", f"{_('To:')} {_contact(found.receiver)}", ""]
        lines += [f"{name}: {value}" for name, value in found.facts]
        for section in found.sections:
            lines += ["", section.heading, *(_row(section, row) for row in section.rows), *section.paragraphs]
        return "\n".join([*lines, "", found.day, found.officer.name]) + "\n"


def _contact(party: Party | None) -> str:
    """Name, e-mail and telephone, as far as the policy has them."""
    if party is None:
        return "–"
    return ", ".join(filter(None, (party.name, party.email, party.phone)))


def _row(section: Section, row: tuple[str, ...]) -> str:
    numbers = ", ".join(f"{head} {cell}" for head, cell in zip(section.heads[1:], row[1:], strict=True))
    return f"- {row[0]}: {numbers}"


def _head(paper: FPDF, found: Notice) -> None:
    say(paper, _contact(found.sender), size=10, colour=GREY)
    rule(paper)
    say(paper, found.title, size=18, bold=True)
    say(paper, found.law, size=11)
    paper.ln(3)
    say(paper, f"{_('To:')} {_contact(found.receiver)}", size=11)
    paper.ln(3)
    for name, value in found.facts:
        say(paper, f"{name}: {value}", size=10)


def _section(paper: FPDF, section: Section) -> None:
    paper.ln(5)
    if paper.will_page_break(18):
        paper.add_page()
    say(paper, section.heading, size=13, bold=True)
    paper.ln(1)
    if section.rows:
        _table(paper, section)
    for words in section.paragraphs:
        say(paper, words, size=10.5)
        paper.ln(1)


def _table(paper: FPDF, section: Section) -> None:
    paper.set_font("Nunito", "", 9.5)
    aligned = ("L", *["R"] * (len(section.heads) - 1))
    with paper.table(
        col_widths=WIDTHS, text_align=aligned, borders_layout="HORIZONTAL_LINES", line_height=5.5,
        headings_style=heading_face(),
    ) as table:  # fmt: skip
        for cells in (section.heads, *section.rows):
            row = table.row()
            for cell in cells:
                row.cell(cell)
    paper.ln(2)


def _foot(paper: FPDF, found: Notice) -> None:
    paper.ln(8)
    if paper.will_page_break(40):
        paper.add_page()
    say(paper, found.day, size=10.5)
    paper.ln(16)
    say(paper, found.officer.name, size=10.5, bold=True)
    say(paper, _contact(found.sender), size=9, colour=GREY)

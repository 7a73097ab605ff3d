"""What families print at home: a tape, a foot sheet and a height chart, each with a check of its scale."""

from __future__ import annotations

from datetime import UTC, datetime
from functools import lru_cache

from django.utils.translation import override

from kindr.base.paper import new_paper
from kindr.shop.measuring.printed import chart, foot, tape
from kindr.shop.measuring.printed.formats import Format, Sheet

DRAWN_AT = datetime(2026, 11, 23, tzinfo=UTC)
"""Written into each paper instead of the moment, so that the same sheet is the same file everywhere."""
DRAWERS = {Sheet.TAPE: tape, Sheet.FOOT: foot, Sheet.CHART: chart}


@lru_cache(maxsize=len(Sheet) * len(Format) * 2)
def printed(sheet: Sheet, paper_format: Format, language: str, *, is_packed: bool = True) -> bytes:
    """A sheet as a PDF; `is_packed=False` leaves its numbers readable for tests."""
    with override(language):
        paper = new_paper(paper_format.mm, sheet.words, at=DRAWN_AT, is_packed=is_packed)
        paper.set_margin(0)
        paper.c_margin = 0
        paper.set_auto_page_break(False)
        paper.set_lang(language)
        DRAWERS[sheet].draw(paper)
    return bytes(paper.output())

"""The foot sheet: a fold for the heel, a ruler in millimetres and EU sizes beside it; one page for each foot."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from django.utils.translation import gettext as _

from kindr.base.paper import BLACK, GREY
from kindr.shop.measuring.printed.marks import HAIR, LEFT, PALE, TEAL, THIN, bar, column, label, line
from kindr.shop.measuring.rules.feet import PARIS_POINT_MM, TOE_ROOM_MM

FLAP_MM, RULER_MM, RULER_X = 22.0, 260, 24.0
MIDDLE_X = 93.0
SMALLEST_EU, LARGEST_EU = 16, 40
GUIDES_MM = (120.0, 170.0, 220.0)
OUTLINE = (
    (0.0, 0.0), (-0.115, 0.035), (-0.135, 0.14), (-0.115, 0.32), (-0.13, 0.5), (-0.185, 0.7), (-0.18, 0.85),
    (-0.15, 0.96), (-0.09, 1.0), (-0.02, 0.97), (0.06, 0.94), (0.13, 0.87), (0.175, 0.77), (0.19, 0.66), (0.17, 0.48),
    (0.135, 0.3), (0.14, 0.14), (0.115, 0.035),
)  # fmt: skip

if TYPE_CHECKING:
    from fpdf import FPDF
"""A right foot from above, its heel at the origin and one long; the curve runs through these points."""


def longest_foot_mm(eu: int) -> float:
    """The longest foot that a size is advised for."""
    return eu * PARIS_POINT_MM - TOE_ROOM_MM[1]


def draw(paper: FPDF) -> None:
    """A page for the left foot and one for the right."""
    for words, side in ((_("Left foot"), -1), (_("Right foot"), 1)):
        paper.add_page()
        heel = paper.h - FLAP_MM
        _guides(paper, heel, side)
        _ruler(paper, heel)
        _fold(paper, heel)
        column(paper, words, _steps())
        bar(paper, paper.h - 8)


def _steps() -> tuple[str, ...]:
    return (
        _("Print at 100 % and check the card below."),
        _("Fold along the thick line and push the fold against a wall. The floor is hard, the foot is bare."),
        _("Stand on both feet, the heel touching the wall, the foot within the dashed lines."),
        _("Mark the longest toe with the pencil straight up, and read the millimetres at the left."),
        _("The EU size beside it leaves 12 mm for the toes. The longer foot counts."),
        _("For a photo of the foot take a blank sheet instead of this one."),
    )


def _fold(paper: FPDF, heel: float) -> None:
    line(paper, (LEFT, heel), (140.0, heel), wide=0.5)
    paper.set_font("Nunito", "B", 8)
    paper.set_xy(RULER_X, heel + 1)
    paper.cell(116, 4, _("Fold here: the heel and the wall"), align="C")


def _ruler(paper: FPDF, heel: float) -> None:
    line(paper, (RULER_X, heel), (RULER_X, heel - RULER_MM))
    for mm in range(RULER_MM + 1):
        long = 6.0 if mm % 10 == 0 else 4.0 if mm % 5 == 0 else 2.5
        line(paper, (RULER_X - long, heel - mm), (RULER_X, heel - mm), wide=THIN if mm % 10 == 0 else HAIR)
        if mm % 10 == 0 and mm:
            label(paper, str(mm), (RULER_X - 13, heel - mm), size=8)
    label(paper, "mm", (RULER_X - 13, heel - RULER_MM - 4), size=7)
    _sizes(paper, heel)


def _sizes(paper: FPDF, heel: float) -> None:
    """Each EU size stands between the longest foot of the size before and its own."""
    paper.set_draw_color(*TEAL)
    paper.set_text_color(*TEAL)
    for eu in range(SMALLEST_EU, LARGEST_EU + 1):
        y = heel - longest_foot_mm(eu)
        line(paper, (RULER_X, y), (RULER_X + 9, y))
        label(paper, str(eu), (RULER_X + 2, y + PARIS_POINT_MM / 2), size=9, bold=True)
    first = heel - longest_foot_mm(SMALLEST_EU - 1)
    line(paper, (RULER_X, first), (RULER_X + 9, first))
    label(paper, "EU", (RULER_X + 1.6, heel - RULER_MM - 4), size=7)
    paper.set_draw_color(*BLACK)
    paper.set_text_color(*BLACK)


def _guides(paper: FPDF, heel: float, side: int) -> None:
    paper.set_draw_color(*PALE)
    for cm in range(8, RULER_MM // 10 + 1):
        line(paper, (RULER_X + 10, heel - cm * 10), (140.0, heel - cm * 10), wide=HAIR)
    paper.set_dash_pattern(dash=2.5, gap=2)
    paper.set_draw_color(*GREY)
    paper.set_line_width(THIN)
    for long in GUIDES_MM:
        paper.polygon([(MIDDLE_X + side * x * long, heel - y * long) for x, y in _smooth()])
    line(paper, (MIDDLE_X, heel), (MIDDLE_X, heel - RULER_MM), wide=HAIR)
    paper.set_dash_pattern()
    paper.set_draw_color(*BLACK)


def _smooth(parts: int = 8) -> Iterator[tuple[float, float]]:
    """The outline as a closed curve through its points (Catmull-Rom)."""
    count = len(OUTLINE)
    for index in range(count):
        a, b, c, d = (OUTLINE[(index + step) % count] for step in (-1, 0, 1, 2))
        for step in range(parts):
            t = step / parts
            x, y = (
                0.5 * (2 * q + (r - p) * t + (2 * p - 5 * q + 4 * r - s) * t**2 + (3 * q - p - 3 * r + s) * t**3)
                for p, q, r, s in zip(a, b, c, d, strict=True)
            )
            yield x, max(0.0, y)

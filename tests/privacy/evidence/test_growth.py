"""How the tree grew, as a line."""

from __future__ import annotations

from datetime import date

from kindr.privacy.evidence.growth import HEIGHT, TOP, growth_of


def test_the_line_ends_at_the_top_on_the_newest_day() -> None:
    drawn = growth_of([(date(2026, 3, 1), 5), (date(2026, 3, 2), 10)])
    assert drawn.path == f"M0.0 {HEIGHT - (HEIGHT - TOP) / 2:.1f}L480.0 {TOP:.1f}"


def test_one_day_alone_has_no_line() -> None:
    assert growth_of([(date(2026, 3, 1), 5)]).path == growth_of([]).path == ""

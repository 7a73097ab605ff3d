"""A child's history as its pages show it: a table with the measures there are, and a plot of height and foot."""

from __future__ import annotations

import uuid
from dataclasses import dataclass
from datetime import date

from kindr.shop.measuring.forms.reading import LABELS
from kindr.shop.measuring.queries import Kept, MeasuredChild
from kindr.shop.measuring.rules import growth_plot, units
from kindr.shop.measuring.rules.errors import Method
from kindr.shop.measuring.rules.growth_plot import GrowthPlot
from kindr.shop.measuring.rules.measures import Measure
from kindr.shop.measuring.rules.units import Units
from kindr.shop.measuring.wording import in_units

PLOTTED = (Measure.HEIGHT, Measure.FOOT_LENGTH)


@dataclass(frozen=True)
class Row:
    """One day, its values in words; empty where nothing was measured."""

    id: uuid.UUID
    measured_on: date
    method: Method
    foot_method: Method
    height: str
    foot: str
    others: tuple[tuple[str, str], ...]
    """The name and the value in words of whatever else was measured."""


@dataclass(frozen=True)
class Plotted:
    """The plot of one measure, its name and its unit."""

    name: str
    measure: Measure
    unit: str
    plot: GrowthPlot


@dataclass(frozen=True)
class History:
    """Everything that was kept of a child, the newest first."""

    rows: tuple[Row, ...]
    plots: tuple[Plotted, ...]


def history(child: MeasuredChild, chosen: Units) -> History:
    """The history in the units that were chosen."""
    plots = (_plotted(child, measure, chosen) for measure in PLOTTED)
    return History(tuple(_row(kept, chosen) for kept in child.kept), tuple(each for each in plots if each))


def _row(kept: Kept, chosen: Units) -> Row:
    found = ((each, kept.occasion.shown(each)) for each in Measure)
    said = {each: in_units(value, each, chosen) for each, value in found if value is not None}
    others = tuple((str(LABELS[each]), words) for each, words in said.items() if each not in PLOTTED)
    height, foot = (said.get(each, "") for each in PLOTTED)
    return Row(
        kept.id, kept.occasion.measured_on, kept.occasion.method, kept.occasion.foot_method, height, foot, others
    )


def _plotted(child: MeasuredChild, measure: Measure, chosen: Units) -> Plotted | None:
    points = [
        (kept.occasion.measured_on, units.shown_length(value, chosen)[0])
        for kept in child.kept
        if (value := kept.occasion.shown(measure)) is not None
    ]
    plot = growth_plot.plot(points)
    return Plotted(str(LABELS[measure]), measure, units.shown_length(0, chosen)[1], plot) if plot else None

"""What stands at the head of a statement: how much is held, who opened it this month, how consents stand."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from kindr.privacy import registry
from kindr.privacy.rights import filters, plots, words
from kindr.privacy.rights.filters import Looking, Month, Wanted
from kindr.privacy.rights.labels import in_words
from kindr.privacy.rights.plots import Plot
from kindr.privacy.rights.statements import Agreement, MyData, Opening, Section

RECENT = 12


@dataclass(frozen=True)
class Standing:
    """How one consent stands, with what happened before."""

    now: Agreement
    before: Sequence[Agreement]
    """Newest first."""


@dataclass(frozen=True)
class Overview:
    """A statement as the page shows it: the whole in numbers, and the sections that were asked for."""

    looking: Looking
    sections: Sequence[Section]
    entries_count: int
    sections_count: int
    opened_this_month: int
    by_whom: Sequence[tuple[str, int]]
    refused_count: int
    categories: Sequence[tuple[str, str]]
    plot: Plot
    movements: Sequence[Month]
    standings: Sequence[Standing]

    @property
    def shown_count(self) -> int:
        """How many entries are shown."""
        return sum(len(section.entries) for section in self.sections)

    @property
    def given_count(self) -> int:
        """How many consents stand."""
        return sum(standing.now.is_given for standing in self.standings)


@dataclass(frozen=True)
class Filter:
    """One choice on the page of openings, each option with how many lines it has."""

    name: str
    options: Sequence[tuple[str, str, int]]
    """Key, words, count."""
    chosen: str


def overview_of(statement: MyData, given: Mapping[str, str]) -> Overview:
    """What a page says of a statement."""
    looking = filters.looking_from(given, statement)
    month = filters.month_of(statement.made_at)
    others = plots.opened_by_others(statement.openings)
    this_month = [one for one in others if filters.month_of(one.at) == month]
    return Overview(
        looking=looking,
        sections=filters.sections_of(statement, looking),
        entries_count=len(statement.entries),
        sections_count=len(statement.sections),
        opened_this_month=len(this_month),
        by_whom=Counter(one.who for one in this_month).most_common(),
        refused_count=sum(bool(one.refused_by) for one in statement.openings),
        categories=_named("category", filters.categories_in(statement)),
        plot=plots.plot_of(statement.openings, at=statement.made_at),
        movements=filters.by_month(filters.matching(statement.openings, Wanted())[:RECENT]),
        standings=standings_of(statement.agreements),
    )


def standings_of(agreements: Sequence[Agreement]) -> list[Standing]:
    """How each consent stands, in the order of the policy; agreements come oldest first."""
    grouped: dict[tuple[str, str], list[Agreement]] = {}
    for one in agreements:
        grouped.setdefault((one.purpose_key, str(one.person)), []).insert(0, one)
    order = list(registry.policy().purposes)
    found = sorted(grouped.items(), key=lambda item: order.index(item[0][0]) if item[0][0] in order else len(order))
    return [Standing(events[0], events[1:]) for _key, events in found]


def filters_of(openings: Sequence[Opening], wanted: Wanted) -> list[Filter]:
    """The choices on the page of openings: what some line of the record has, and nothing else."""
    found = [_filter(name, openings, getattr(wanted, name)) for name in ("category", "who", "why", "month")]
    whose = {str(one.person): one.whose or str(words.YOU) for one in openings}
    if len(whose) < 2:
        return found
    counted = filters.words_in(openings, "whose")
    return [Filter("whose", [(key, name, counted[key]) for key, name in whose.items()], wanted.whose), *found]


def _filter(name: str, openings: Sequence[Opening], chosen: str) -> Filter:
    counted = filters.words_in(openings, name)
    if name == "month":
        return Filter(name, [(month, f"{month}-01", counted[month]) for month in sorted(counted, reverse=True)], chosen)
    return Filter(name, [(key, says, counted[key]) for key, says in _named(name, counted)], chosen)


def _named(name: str, keys: Mapping[str, int] | set[str]) -> list[tuple[str, str]]:
    """Keys of the policy with their words, in the order of the policy."""
    policy = registry.policy()
    things = {"category": policy.categories, "who": policy.recipients, "why": policy.purposes}[name]
    return [(key, in_words(thing.says)) for key, thing in things.items() if key in keys]  # type: ignore[attr-defined]

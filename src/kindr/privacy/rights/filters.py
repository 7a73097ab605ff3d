"""What somebody wants to see of a statement and of the record of openings; pure functions."""

from __future__ import annotations

import uuid
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, fields, replace
from datetime import date, datetime, timedelta

from kindr.base.clock import JAKARTA
from kindr.privacy.rights.statements import Entry, MyData, Opening, Section

PERIODS: Mapping[str, timedelta] = {"month": timedelta(days=31), "year": timedelta(days=365)}
SHOWS = ("others", "all", "refused")


@dataclass(frozen=True)
class Looking:
    """Which entries of a statement are wanted; an empty word asks for everything."""

    whose: str = ""
    category: str = ""
    period: str = ""

    @property
    def is_narrow(self) -> bool:
        """True when something was asked for."""
        return bool(self.whose or self.category or self.period)


@dataclass(frozen=True)
class Wanted:
    """Which lines of the record are wanted; an empty word asks for everything, but `show` begins with the others."""

    show: str = "others"
    clause: str = ""
    category: str = ""
    who: str = ""
    why: str = ""
    month: str = ""
    whose: str = ""


@dataclass(frozen=True)
class Month:
    """The openings of one month, newest first."""

    first_day: date
    openings: Sequence[Opening]


def looking_from(given: Mapping[str, str], statement: MyData) -> Looking:
    """What an address asks of a statement; a word that the statement does not know asks for nothing."""
    known = {
        "whose": {str(holder.person) for holder in statement.holders},
        "category": categories_in(statement),
        "period": set(PERIODS),
    }
    return Looking(**{name: given[name] for name, words in known.items() if given.get(name) in words})


def sections_of(statement: MyData, looking: Looking) -> list[Section]:
    """The sections with the entries that are wanted; sections without any are left out."""
    kept = [
        replace(section, entries=[entry for entry in section.entries if _is_wanted(entry, looking, statement.made_at)])
        for section in statement.sections
    ]
    return [section for section in kept if section.entries]


def categories_in(statement: MyData) -> set[str]:
    """The categories that some entry has a value of."""
    return {key for entry in statement.entries for key in entry.categories}


def _is_wanted(entry: Entry, looking: Looking, at: datetime) -> bool:
    if looking.whose and str(entry.person) != looking.whose:
        return False
    if looking.category and looking.category not in entry.categories:
        return False
    if not looking.period:
        return True
    return entry.collected_at is not None and entry.collected_at > at - PERIODS[looking.period]


def month_of(at: datetime) -> str:
    """The month of a moment in Jakarta, such as 2026-11."""
    return f"{at.astimezone(JAKARTA):%Y-%m}"


_WORDS: Mapping[str, Callable[[Opening], Iterable[str]]] = {
    "clause": lambda opening: opening.clauses,
    "category": lambda opening: opening.categories,
    "who": lambda opening: (opening.role, opening.to_key),
    "why": lambda opening: (opening.purpose,),
    "month": lambda opening: (month_of(opening.at),),
    "whose": lambda opening: (str(opening.person or uuid.UUID(int=0)),),
}
"""The words under which a line is found, by the names of `Wanted`."""


def wanted_from(given: Mapping[str, str]) -> Wanted:
    """What an address asks of the record."""
    words = {field.name: given.get(field.name, "") for field in fields(Wanted)}
    return Wanted(**{**words, "show": words["show"] if words["show"] in SHOWS else "others"})


def matching(openings: Iterable[Opening], wanted: Wanted) -> list[Opening]:
    """The lines that have every word that was asked for."""
    return [opening for opening in openings if _is_shown(opening, wanted.show) and _has_words(opening, wanted)]


def words_in(openings: Iterable[Opening], name: str) -> dict[str, int]:
    """The words of one name that some lines have, each with how many lines have it."""
    counted: dict[str, int] = {}
    for opening in openings:
        for word in dict.fromkeys(_WORDS[name](opening)):
            if word:
                counted[word] = counted.get(word, 0) + 1
    return counted


def by_month(openings: Iterable[Opening]) -> list[Month]:
    """The lines in groups of one month, as they come."""
    grouped: dict[str, list[Opening]] = {}
    for opening in openings:
        grouped.setdefault(month_of(opening.at), []).append(opening)
    return [Month(date.fromisoformat(f"{month}-01"), lines) for month, lines in grouped.items()]


def _is_shown(opening: Opening, show: str) -> bool:
    return show == "all" or (bool(opening.refused_by) if show == "refused" else not opening.is_own)


def _has_words(opening: Opening, wanted: Wanted) -> bool:
    return all(not getattr(wanted, name) or getattr(wanted, name) in words(opening) for name, words in _WORDS.items())

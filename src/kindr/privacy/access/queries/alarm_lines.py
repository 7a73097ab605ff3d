"""What an alarm was raised with: keys, ids and counts, line by line in the officer's words (policy 8.2)."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime
from functools import partial

from django.urls import reverse
from django.utils.dateparse import parse_date, parse_datetime
from django.utils.formats import date_format
from django.utils.functional import Promise
from django.utils.timezone import is_naive, localtime, make_aware
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from kindr.privacy import registry
from kindr.privacy.access.queries.hours import hours_of
from kindr.privacy.evidence import words as evidence
from kindr.privacy.incidents import words as incidents
from kindr.privacy.rights import words as rights
from kindr.privacy.rights.labels import in_words
from kindr.privacy.rights.requests import words as requests
from kindr.privacy.rights.requests.rules import NEEDS_VERIFICATION

Words = str | Promise
About = Mapping[str, str | int]


@dataclass(frozen=True)
class Line:
    """One thing that an alarm says; with an address where there is a page about it."""

    name: str
    says: str
    address: str = ""


def lines(about: About) -> tuple[Line, ...]:
    """Everything an alarm was raised with, but the role and the purpose, in an order of reading."""
    known = [key for key in LINES if key in about and not (key == "drill" and not about[key])]
    others = [key for key in about if key not in LINES and key not in TOLD_ELSEWHERE]
    named = [LINES[key](about[key], about) for key in known]
    return (*named, *(Line(_finding(key), str(about[key])) for key in others))


TOLD_ELSEWHERE = frozenset({"role", "purpose", "clock", "emergency"})
"""Told elsewhere on the card: by who, by what for, and by the time that is left."""
Teller = Callable[[str | int, About], Line]


def _plain(name: Words, value: str | int, _about: About) -> Line:
    return Line(str(name), str(value))


def _one_of(name: Words, words: Mapping[str, Words], value: str | int, _about: About) -> Line:
    return Line(str(name), str(words.get(str(value), value)))


def _page(name: Words, view: str, value: str | int, _about: About) -> Line:
    return Line(str(name), str(value), reverse(view, args=[value]))


def _clause(value: str | int, _about: About) -> Line:
    clause = registry.policy().clauses.get(str(value))
    return Line(_("What"), f"{clause.number} {in_words(clause.says)}" if clause else str(value))


def _hour(value: str | int, about: About) -> Line:
    role = registry.access_rules().roles.get(str(about.get("role")))
    said = {"hour": f"{int(value):02d}:00–{int(value):02d}:59", "hours": hours_of(role) if role else ""}
    return Line(_("Hour of the day"), _("%(hour)s; this role works %(hours)s") % said if role else said["hour"])


def _left(value: str | int, _about: About) -> Line:
    known = {"hours": abs(int(value)) // 60, "minutes": abs(int(value)) % 60}
    left, late = _("%(hours)s h %(minutes)s min left"), _("late by %(hours)s h %(minutes)s min")
    return Line(_("When it was raised"), (left if int(value) > 0 else late) % known)


def _right(value: str | int, _about: About) -> Line:
    return Line(_("Right"), str(requests.KINDS.get(str(value), value)))


def _moment(value: str | int, _about: About) -> Line:
    found = parse_datetime(str(value)) if len(str(value)) > 10 else None
    return Line(_("Since"), date_format(localtime(_aware(found)), "j M Y, H:i") if found else str(value))


def _day(value: str | int, _about: About) -> Line:
    found = parse_date(str(value))
    return Line(_("The night of"), date_format(found, "j F Y") if found else str(value))


def _aware(moment: datetime) -> datetime:
    return make_aware(moment) if is_naive(moment) else moment


def _finding(key: str) -> str:
    """What the check of the log found, as the evidence desk counts it; any other key as it is."""
    return str(evidence.FINDINGS.get(key, key.replace("_", " ")))


STATES: Mapping[str, Words] = {
    **{state.value: words for state, words in requests.STATES.items()},
    **{denial.value: words for denial, words in requests.DENIALS.items()},
    NEEDS_VERIFICATION: requests.WAITS_FOR_YOU,
}
SPANS: Mapping[str, Words] = {"hour": gettext_lazy("in one hour"), "day": gettext_lazy("in one day")}
BROKEN: Mapping[str, Words] = {
    "LogBroken": gettext_lazy("The tree is not what was signed before"),
    "RolledBack": evidence.FINDINGS["ROLLED_BACK"],
    "Rewritten": gettext_lazy("The beginning of the tree is not the one that was signed"),
}
UNCOPIED: Mapping[str, Words] = {
    "JournalTampered": gettext_lazy("A line of the journal is not the one that was signed"),
    "SignerUnknown": gettext_lazy("A line of the journal bears a key that is not known here"),
    "CopyIsAhead": gettext_lazy("The second place has more than this one"),
}
STOPPED: Mapping[str, Words] = {
    "refused": gettext_lazy("The mail provider refuses it"),
    "broken": gettext_lazy("The program fails at it; its log says where"),
}
LINES: Mapping[str, Teller] = {
    "incident": partial(_page, gettext_lazy("Incident"), "incidents:incident"),
    "request": partial(_page, gettext_lazy("Request"), "requests_desk:request"),
    "drill": partial(_one_of, gettext_lazy("Drill"), {"1": gettext_lazy("yes: nobody is written to")}),
    "kind": partial(_one_of, gettext_lazy("What failed"), incidents.KINDS),
    "cause": partial(_one_of, gettext_lazy("How it came about"), incidents.CAUSES),
    "right": _right,
    "state": partial(_one_of, gettext_lazy("How it stands"), STATES),
    "guests": partial(_plain, gettext_lazy("Guests left out")),
    "minutes_left": _left,
    "clause": _clause,
    "verb": partial(_one_of, gettext_lazy("What they did"), rights.VERBS),
    "people": partial(_plain, gettext_lazy("People")),
    "span": partial(_one_of, gettext_lazy("Counted"), SPANS),
    "refusals": partial(_plain, gettext_lazy("Refusals in one hour")),
    "hour": _hour,
    "proof": partial(_plain, gettext_lazy("What failed")),
    "case": partial(_plain, gettext_lazy("Case")),
    "table": partial(_plain, gettext_lazy("Undeclared tables")),
    "column": partial(_plain, gettext_lazy("Undeclared columns")),
    "large_objects": partial(_plain, gettext_lazy("Servers with large objects")),
    "place": partial(_plain, gettext_lazy("Undeclared places")),
    "folder": partial(_plain, gettext_lazy("Undeclared folders")),
    "store": partial(_plain, gettext_lazy("Places that were not visited")),
    "left_over": partial(_plain, gettext_lazy("Left over")),
    "since": _moment,
    "missing_sweep_of": _day,
    "sweep_left_out": partial(_one_of, gettext_lazy("Why"), {"clocks_disagree": gettext_lazy("The clocks disagree")}),
    "hours": partial(_plain, gettext_lazy("Hours apart")),
    "journal_not_copied": partial(_one_of, gettext_lazy("Why"), UNCOPIED),
    "notice_stopped": partial(_one_of, gettext_lazy("Why"), STOPPED),
    "letters_stopped": partial(_one_of, gettext_lazy("Why"), STOPPED),
    "radius_stopped": partial(_one_of, gettext_lazy("Why"), STOPPED),
    "what": partial(_one_of, gettext_lazy("What was found"), BROKEN),
    "checkpoint": partial(_plain, gettext_lazy("Checkpoint")),
    "leaves": partial(_plain, gettext_lazy("Lines looked at")),
    "past": partial(_plain, evidence.FINDINGS["PAST"]),
    "found": partial(_plain, evidence.FINDINGS["FOUND"]),
}
"""Every key that an alarm can be raised with, in the order of reading."""

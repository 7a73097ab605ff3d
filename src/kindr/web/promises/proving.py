"""Puts the last run of the tests and a new run of the probes together, and tells the officer of what broke."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from datetime import datetime

from kindr.privacy import registry
from kindr.privacy.access.alarms import AlarmKind, raise_alarm
from kindr.web.policy_check.map import marks_of
from kindr.web.policy_pages.texts import published
from kindr.web.promises import probes, release, results
from kindr.web.promises.code import mark_of_code
from kindr.web.promises.results import Result, ResultRefused, Run


def prove(*, at: datetime, tests: Run | None = None) -> Result:
    """Looks at the running installation; `tests` are those that ran just now, else the newest that speak of this code.

    What was found before is carried on only from a result that this installation signed itself.
    """
    before = _before()
    known = tests or _newest(release.read_release(), before.tests if before else None)
    found = Result(known, probes.run(at=at), {})
    held = {**(before.last_held if before else {}), **dict(_held_now(found))}
    return Result(found.tests, found.probes, held)


def newly_broken(result: Result) -> list[str]:
    """The names of what did not hold and was not known to be broken; a changed result is something broken as well."""
    try:
        before = results.read()
    except ResultRefused:
        return [results.NAME, *(outcome.name for outcome in result.broken)]
    known = {outcome.name for outcome in before.broken} if before else set()
    return [outcome.name for outcome in result.broken if outcome.name not in known]


def is_due() -> bool:
    """Whether nobody has looked yet, or only at another program than the one that runs."""
    before = _before()
    return before is None or before.probes is None or before.probes.code != mark_of_code()


def raise_alarms(result: Result, *, at: datetime) -> list[str]:
    """Tells the data protection officer of every promise that broke since the last look; the names told of."""
    names = newly_broken(result)
    for name in names:
        alarm(name, at=at)
    return names


def alarm(name: str, *, at: datetime) -> None:
    """One promise does not hold; the name of its test or probe is all that is told."""
    raise_alarm(AlarmKind.PROMISE_FAILED, at=at, about={"proof": re.sub(r"[^A-Za-z0-9_.:/-]", "-", name)[-80:]})


def _before() -> Result | None:
    try:
        return results.read()
    except ResultRefused:
        return None


def _newest(*runs: Run | None) -> Run | None:
    """The newest run of tests on exactly this program; what other text passed says nothing about this one."""
    fitting = [run for run in runs if run is not None and run.code == mark_of_code()]
    return max(fitting, key=lambda run: run.at, default=None)


def _held_now(result: Result) -> Iterator[tuple[str, datetime]]:
    for number, sentence in published(registry.policy().languages[0]).sentences().items():
        found = [(run.at, outcome) for run in result.runs for outcome in run.about(marks_of(sentence))]
        if found and all(outcome.has_held for _, outcome in found):
            yield number, max(at for at, _ in found)


def as_counts(result: Result) -> Mapping[str, tuple[int, int]]:
    """How many held and how many there were, of tests and of probes."""
    return {
        kind: (sum(one.has_held for one in run.outcomes), len(run.outcomes))
        for kind, run in (("tests", result.tests), ("probes", result.probes))
        if run is not None
    }

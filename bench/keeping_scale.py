"""Retention, rotation and blast radius from ten thousand people to a million: what a person costs, and how it grows.

It stops by itself: a size that would not be loaded within the time is left out and said to be.
"""

from __future__ import annotations

import os
import time
from collections.abc import Callable, Iterator
from datetime import datetime, timedelta

from bench.measuring import Claim
from bench.serving import cpu_of, postmasters
from bench.sizes import SIZES
from kindr.base import clock
from kindr.base.ids import new_id
from kindr.privacy.access.declare import system_access
from kindr.privacy.incidents import actions as incidents
from kindr.privacy.incidents.actions.reporting import Reported
from kindr.privacy.incidents.rules import Cause, Kind
from kindr.privacy.moving_in import Arrival, Rows, collect_many
from kindr.privacy.people import Person, PersonKind
from kindr.privacy.retention import actions, due
from kindr.privacy.vault import keyrings, rotation
from kindr.shop.accounts.personal import AttemptKind, Profile, SignInAttempt

scale = True
CHUNK = 2_000
DUE_OF_A_HUNDRED = 1
"""So many of a hundred people have something that is due tonight."""
MOST_SECONDS = float(os.environ.get("KINDR_BENCH_SECONDS", "3600"))
GROWTH = 1.5
"""A person may cost so much more in a shop a hundred times as large."""


def claims() -> Iterator[Claim]:
    """For each size the cost of a person, beside the cost of a person in the smallest shop."""
    began, people, first = time.monotonic(), 0, dict[str, float]()
    for size in SIZES:
        loading = time.monotonic()
        while people < size and time.monotonic() - began < MOST_SECONDS:
            _load(CHUNK)
            people += CHUNK
        if people < size:
            print(f"{size} people: left out, {people} were loaded in {MOST_SECONDS:.0f} seconds", flush=True)
            return
        print(f"{size} people were there after {time.monotonic() - loading:.0f} seconds", flush=True)
        for what, cost in _costs(people):
            yield _claim(what, size, cost, first.setdefault(what, cost))


def _costs(people: int) -> Iterator[tuple[str, float]]:
    """What is done, and the microseconds of processor time a person that it took; each as soon as it is known."""
    at, now = clock.now() + timedelta(days=2), clock.now()
    access = system_access("keep_systems_running")
    _load(max(1, people * DUE_OF_A_HUNDRED // 100), is_due=True)
    deeds: dict[str, Callable[[], object]] = {
        "what is due, counted for the desk": lambda: due.due_within(90, at=at),
        "the nightly sweep, one person in a hundred due": lambda: actions.sweep(access=access, at=at),
        "the blast radius of a stolen backup, everybody written down": lambda: _radius(
            Cause.BACKUP, now, now + timedelta(microseconds=1)
        ),
        "the blast radius of an hour, every line of its log opened": lambda: _radius(
            Cause.WINDOW, now - timedelta(hours=1), now
        ),
        "every data key wrapped under a new root": lambda: rotation.rewrap(keyrings.roots().start_epoch()),
    }
    for what, deed in deeds.items():
        yield what, _worked(deed) / people * 1e6


def _radius(cause: Cause, since: datetime, until: datetime) -> None:
    """Reports an incident and computes whom it reaches."""
    access = system_access("prove_compliance")
    terms = {"copy": "both", "has_root": True} if cause is Cause.BACKUP else {}
    reported = Reported(Kind.CONFIDENTIALITY, cause, until, since, until, terms, is_drill=True)
    incident = incidents.report(reported, access=access, at=until)
    incidents.compute_radius(incident.pk, access=access, at=until)


def _load(number: int, *, is_due: bool = False) -> None:
    """People with a profile, or with an attempt to sign in that is due the day after tomorrow."""
    at, access = clock.now(), system_access("keep_account")
    for first in range(0, number, CHUNK):
        ids = [new_id() for _ in range(min(CHUNK, number - first))]
        people = Rows(Person, ["id", "kind", "guardian_id"], [[each, _kind(is_due), None] for each in ids])
        collect_many([_arrival(each, access, at, is_due=is_due) for each in ids], beside=[people], at=at)


def _kind(is_due: bool) -> str:  # one word for two kinds
    return str(PersonKind.NEWCOMER if is_due else PersonKind.PARENT)


def _arrival(person: object, access: object, at: datetime, *, is_due: bool) -> Arrival:
    if is_due:
        plain = {"kind": AttemptKind.SIGN_IN.value, "language": "id", "tries": 0, "expires_at": at, "used_at": None}
        values: dict[str, object] = {"address": "somebody@families.example"}
        return Arrival(SignInAttempt, person, access, at, "account", values, plain)  # type: ignore[arg-type]
    return Arrival(Profile, person, access, at, "account", {"name": "Mara", "phone": None})  # type: ignore[arg-type]


def _claim(what: str, size: int, cost: float, smallest: float) -> Claim:
    said = f"{what}, a person of {size:,} beside one of {SIZES[0]:,}"
    return Claim(said, cost, "µs", smallest, cost / smallest, GROWTH)


def _worked(deed: Callable[[], object]) -> float:
    """Seconds of processor time, here and in both servers: what else the computer does is left out."""
    programs = [os.getpid(), *postmasters()]
    before = cpu_of(programs)
    deed()
    return cpu_of(programs) - before

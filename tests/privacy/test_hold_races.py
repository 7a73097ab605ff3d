"""A hold that is placed while something is forgotten comes before it or after it: never a hold on nothing."""

from __future__ import annotations

import threading
import uuid
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime, timedelta

import pytest
from django.db import connections

from kindr.base import clock
from kindr.privacy import gates
from kindr.privacy.access import connection as log_connection
from kindr.privacy.access.declare import system_access
from kindr.privacy.access.terms import Restricted
from kindr.privacy.people import Person, PersonKind
from kindr.privacy.retention import actions, held, holds
from kindr.privacy.retention.holds import HoldRefused, Terms
from kindr.privacy.retention.models import Ground, LegalHold, today
from kindr.privacy.rights import actions as rights
from kindr.privacy.rights.models import ErasureState
from kindr.privacy.vault import keyrings, leaving
from kindr.shop.accounts.personal import AttemptKind, Profile, SignInAttempt
from tests.cast import Player

pytestmark = pytest.mark.django_db(transaction=True)
PATIENCE = 60.0


@dataclass
class Racer:
    """Work on a thread of its own, with connections of its own, and what came of it."""

    work: Callable[[], object]
    came: list[object] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.thread = threading.Thread(target=self._run)
        self.thread.start()

    def _run(self) -> None:
        try:
            self.came.append(self.work())
        except Exception as error:  # the test looks at it
            self.came.append(error)
        finally:
            connections.close_all()
            log_connection.close()

    def outcome(self) -> object:
        self.thread.join(PATIENCE)
        assert not self.thread.is_alive(), "it waits for ever"
        return self.came[0]


def attempt(at: datetime) -> SignInAttempt:
    return gates.collect(
        SignInAttempt, person=Person.objects.create(kind=PersonKind.NEWCOMER).pk, source="account", at=at,
        access=system_access("keep_account"), values={"address": "somebody@families.example"},
        plain={"kind": AttemptKind.SIGN_IN, "language": "id", "expires_at": at},
    )  # fmt: skip


def place(odile: Player, person: uuid.UUID, clause: str, at: datetime) -> LegalHold:
    return holds.place(
        person=person, clause=clause, at=at, reason="A claim", access=odile.access("prove_compliance"),
        terms=Terms(Ground.LITIGATION, "UU 27/2022 44(1)c", until=today(at) + timedelta(days=30)),
    )  # fmt: skip


def expire(record: SignInAttempt, at: datetime) -> object:
    return gates.expire(record, access=system_access("keep_systems_running"), at=at)


def expire_many(record: SignInAttempt, at: datetime) -> object:
    return gates.expire_many([record], access=system_access("keep_systems_running"), at=at)


def erase(record: SignInAttempt, at: datetime) -> object:
    return gates.erase([record.slot], access=system_access("erase_my_data"), at=at)


def sweep(_record: SignInAttempt, at: datetime) -> object:
    return actions.sweep(access=system_access("keep_systems_running"), at=at)


WAYS = [expire, expire_many, erase, sweep]


def is_lawful(record: SignInAttempt, placed: object, forgotten: object) -> bool:
    """Held and there and readable for the hold, or gone and no hold: nothing between."""
    lives = bool(keyrings.fetch(slots=[record.slot]).by_slot)
    found = LegalHold.objects.filter(person_id=record.person_id).count()
    if isinstance(placed, LegalHold):
        is_row_there = SignInAttempt.objects.filter(pk=record.pk).exists()
        return lives and is_row_there and found == 1 and not _is_fault(forgotten)
    assert isinstance(placed, HoldRefused), placed
    return str(placed) == "nothing" and not lives and not found and not _is_fault(forgotten)


def _is_fault(came: object) -> bool:
    return isinstance(came, Exception) and not isinstance(came, Restricted)


@pytest.mark.clause("6.3.9")
@pytest.mark.parametrize("way", WAYS)
def test_a_hold_that_comes_while_something_goes_waits_and_is_refused(
    way: Callable[..., object], odile: Player, monkeypatch: pytest.MonkeyPatch
) -> None:
    at = clock.now() + timedelta(days=2)
    record, asked, go_on = attempt(at - timedelta(days=2)), threading.Event(), threading.Event()
    check = held.check

    def slowly(*slots: object, **terms: object) -> None:
        check(*slots, **terms)  # type: ignore[arg-type]  # passed through as it came
        asked.set()
        go_on.wait(PATIENCE)

    monkeypatch.setattr(held, "check", slowly)
    forgetter = Racer(lambda: way(record, at))
    assert asked.wait(PATIENCE)
    placer = Racer(lambda: place(odile, record.person_id, record.clause, at))
    placer.thread.join(0.3)
    assert placer.thread.is_alive()
    go_on.set()
    assert is_lawful(record, placer.outcome(), forgetter.outcome())
    assert not LegalHold.objects.exists()


@pytest.mark.clause("6.3.9")
@pytest.mark.parametrize("way", WAYS)
def test_whatever_would_go_while_a_hold_is_placed_waits_and_stays(
    way: Callable[..., object], odile: Player, monkeypatch: pytest.MonkeyPatch
) -> None:
    at = clock.now() + timedelta(days=2)
    record, looked, go_on = attempt(at - timedelta(days=2)), threading.Event(), threading.Event()
    collect = holds._collect

    def slowly(*given: object, **terms: object) -> None:
        looked.set()
        go_on.wait(PATIENCE)
        collect(*given, **terms)  # type: ignore[arg-type]  # passed through as it came

    monkeypatch.setattr(holds, "_collect", slowly)
    placer = Racer(lambda: place(odile, record.person_id, record.clause, at))
    assert looked.wait(PATIENCE)
    forgetter = Racer(lambda: way(record, at))
    forgetter.thread.join(0.3)
    assert forgetter.thread.is_alive()
    go_on.set()
    assert isinstance(placer.outcome(), LegalHold)
    assert is_lawful(record, placer.outcome(), forgetter.outcome())


def race(way: Callable[..., object], odile: Player, at: datetime) -> str:
    """Both at the same moment; which of the two lawful ends it took."""
    record, start = attempt(at - timedelta(days=2)), threading.Barrier(2)

    def at_once(work: Callable[[], object]) -> object:
        start.wait(PATIENCE)
        return work()

    placer = Racer(lambda: at_once(lambda: place(odile, record.person_id, record.clause, at)))
    forgetter = Racer(lambda: at_once(lambda: way(record, at)))
    assert is_lawful(record, placer.outcome(), forgetter.outcome())
    return type(placer.outcome()).__name__


@pytest.mark.slow
def test_of_many_races_each_ends_in_one_of_the_two_lawful_ways(odile: Player) -> None:
    at = clock.now() + timedelta(days=2)
    assert {race(WAYS[number % 3], odile, at) for number in range(15)} <= {"LegalHold", "HoldRefused"}


@pytest.mark.clause("6.3.9")
def test_an_erasure_under_way_leaves_what_was_held_after_it_had_made_its_plan(
    mara: Player, odile: Player, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert mara.id is not None
    at, planned, go_on = clock.now(), threading.Event(), threading.Event()
    what_is_left = leaving.what_is_left

    def slowly(wanted: leaving.Leaving) -> leaving.Steps:
        planned.set()
        go_on.wait(PATIENCE)
        return what_is_left(wanted)

    monkeypatch.setattr(leaving, "what_is_left", slowly)
    person = mara.id
    eraser = Racer(lambda: rights.delete_account(person, language="en", access=mara.access("erase_my_data"), at=at))
    assert planned.wait(PATIENCE)
    place(odile, person, "profile", at)
    go_on.set()
    erasure = eraser.outcome()
    assert isinstance(erasure, rights.Erasure), erasure
    assert erasure.state == ErasureState.CLEARED
    waits = [entry["key"] for entry in (erasure.receipt or {})["entries"] if entry["fate"] == "waits"]
    assert waits == ["profile"]
    slot = Profile.objects.get(person_id=person).slot
    assert keyrings.fetch(slots=[slot]).by_slot[slot].hold == "locked"

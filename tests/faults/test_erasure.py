"""An erasure that stops anywhere is finished later; nothing comes back and nothing kept is lost."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from collections.abc import Callable
from typing import Any

import pytest
from django.db import connections

from kindr.base import clock
from kindr.privacy import registry
from kindr.privacy.access.connection import LogUnavailable
from kindr.privacy.access.declare import system_access
from kindr.privacy.rights import actions, stores
from kindr.privacy.rights.models import Erasure, ErasureState
from kindr.privacy.rights.tasks import resume_erasures
from kindr.privacy.terms import AtErasure
from kindr.privacy.vault import forgetting, keyrings
from kindr.privacy.vault.ports import Forgetting, JournalUnavailable
from kindr.shop.accounts.models import Account
from tests.cast import Player

pytestmark = pytest.mark.django_db(transaction=True)


class Stopped(Exception):
    """The program was stopped here."""


def _stop_before(store: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    def stop(*_: object, **__: object) -> None:
        raise Stopped

    monkeypatch.setattr(store, "erase", stop)


def _stop_after(store: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    real = store.erase

    def stop(*arguments: Any, **options: Any) -> None:
        real(*arguments, **options)
        raise Stopped

    monkeypatch.setattr(store, "erase", stop)


STORES = ["keys", "lookups", "records", "files", "sessions", "tasks", "accounts"]


@pytest.mark.parametrize("stop", [_stop_before, _stop_after], ids=["before", "after"])
@pytest.mark.parametrize("name", STORES)
def test_an_erasure_that_stops_at_a_step_is_finished_by_the_worker(
    mara: Player, monkeypatch: pytest.MonkeyPatch, name: str, stop: Callable[[Any, pytest.MonkeyPatch], None]
) -> None:
    assert mara.id is not None
    store = next(store for store in stores.registered() if store.name == name)
    with monkeypatch.context() as patch:
        stop(store, patch)
        with pytest.raises(Stopped):
            actions.delete_account(mara.id, language="id", access=mara.access("erase_my_data"), at=clock.now())
    assert Erasure.objects.get().state != ErasureState.DONE
    resume_erasures(timestamp=0)
    _is_gone(mara)


def _is_gone(player: Player) -> None:
    assert player.id is not None
    erasure = Erasure.objects.get()
    assert erasure.state == ErasureState.DONE
    assert erasure.receipt is not None
    kept = {key for key, clause in registry.policy().clauses.items() if clause.at_erasure is AtErasure.KEPT_LOCKED}
    assert {slot.clause for slot in keyrings.living_slots(player.id)} <= kept
    assert keyrings.is_closed(player.id)
    assert not Account.objects.filter(pk=player.id).exists()


class _FullDisk:
    """A journal whose disk is full."""

    def append(self, entries: list[Forgetting]) -> None:
        if entries:
            raise JournalUnavailable


def test_without_the_journal_no_key_goes_and_the_worker_finishes_it(
    mara: Player, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert mara.id is not None
    before = set(keyrings.living_slots(mara.id))
    with monkeypatch.context() as patch:
        patch.setattr(forgetting, "_journals", [_FullDisk()])
        erasure = actions.delete_account(mara.id, language="id", access=mara.access("erase_my_data"), at=clock.now())
    assert erasure.state == ErasureState.INTENT
    assert before <= set(keyrings.living_slots(mara.id))
    resume_erasures(timestamp=0)
    _is_gone(mara)


def test_without_the_access_log_no_key_goes(mara: Player, monkeypatch: pytest.MonkeyPatch) -> None:
    assert mara.id is not None

    def refuse(*_: object, **__: object) -> None:
        raise LogUnavailable

    with monkeypatch.context() as patch:
        patch.setattr("kindr.privacy.access.connection.write", refuse)
        erasure = actions.delete_account(mara.id, language="id", access=mara.access("erase_my_data"), at=clock.now())
        assert erasure.state == ErasureState.INTENT
    actions.take_up_again(erasure.pk, access=system_access("erase_my_data"), at=clock.now())
    _is_gone(mara)


DIES = """
import os, signal, sys, uuid
import django
django.setup()
from kindr.base import clock
from kindr.privacy.access import actors
from kindr.privacy.access.terms import Access
from kindr.privacy.people import Person
from kindr.privacy.rights import actions, notices, planning, stores
from kindr.privacy.vault import leaving

person, place, when = uuid.UUID(sys.argv[1]), sys.argv[2], sys.argv[3]

def die(*_, **__):
    os.kill(os.getpid(), signal.SIGKILL)

places = {store.name: (store, "erase") for store in stores.registered()}
places["asked"] = (actions, "carry_out")
places["journal of the keys"] = (leaving, "_carry_out")
places["counting"] = (planning, "holdings")
places["letter"] = (notices, "send")
places["receipt"] = (actions, "_finish")
owner, name = places[place]
real = getattr(owner, name)
setattr(owner, name, die if when == "before" else lambda *a, **k: (real(*a, **k), die()))
access = Access(actors.actor_for(Person.objects.get(pk=person)), "erase_my_data")
actions.delete_account(person, language="id", access=access, at=clock.now())
"""


@pytest.mark.slow
@pytest.mark.parametrize(
    ("place", "when"),
    [
        ("asked", "before"),
        ("keys", "before"),
        ("journal of the keys", "before"),
        ("journal of the keys", "after"),
        ("counting", "after"),
        ("letter", "before"),
        ("letter", "after"),
        ("records", "before"),
        ("records", "after"),
        ("accounts", "after"),
        ("receipt", "before"),
        ("receipt", "after"),
    ],
)
def test_an_erasure_that_was_killed_is_finished_by_the_worker(mara: Player, place: str, when: str) -> None:
    connections.close_all()
    environment = {**os.environ, "DJANGO_SETTINGS_MODULE": "kindr.web.settings"}
    command = [sys.executable, "-c", DIES, str(mara.id), place, when]
    killed = subprocess.run(command, env=environment, timeout=300, check=False)
    assert killed.returncode == -signal.SIGKILL
    resume_erasures(timestamp=0)
    _is_gone(mara)

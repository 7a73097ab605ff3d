"""Keys and retention, killed at every step and done by two at once: nothing is lost, nothing comes back."""

from __future__ import annotations

import threading
import uuid
from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from django.db import connections

from kindr.adapters.keys.key_file import KeyFile
from kindr.privacy import gates
from kindr.privacy.access import connection as log_connection
from kindr.privacy.access.declare import system_access
from kindr.privacy.people import Person, PersonKind
from kindr.privacy.retention import actions, due
from kindr.privacy.vault import keyrings, resealing, rotation, sealing, wrapping
from kindr.privacy.vault.models import DataKey
from kindr.shop.accounts.personal import AttemptKind, Profile, SignInAttempt
from tests.faults.killing import Work, killed_at_every_step

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.slow]
AT = datetime(2026, 11, 22, 3, 0, tzinfo=UTC)
Prepared = tuple[Work, Callable[[], None]]


@pytest.fixture
def roots(tmp_path: Path) -> Iterator[KeyFile]:
    before, mine = keyrings.roots(), KeyFile(tmp_path / "keys" / "roots.json")
    keyrings.adopt_roots(mine)
    yield mine
    keyrings.adopt_roots(before)
    sealing.write_version(1)


def profiles(number: int) -> list[Profile]:
    access = system_access("keep_account")
    return [
        gates.collect(
            Profile, person=Person.objects.create(kind=PersonKind.PARENT).pk, access=access, at=AT, source="account",
            values={"name": f"Name {each}", "phone": None},
        )
        for each in range(number)
    ]  # fmt: skip


def all_open(kept: list[Profile]) -> None:
    found = [Profile.objects.get(pk=one.pk) for one in kept]
    opened = gates.read_many(found, access=system_access("keep_account"), at=AT)
    assert [one.name for one in opened] == [f"Name {each}" for each in range(len(kept))]


def test_a_rotation_killed_at_any_step_is_finished_by_the_next(roots: KeyFile, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(rotation, "BATCH", 2)
    kept = profiles(3)

    def prepare() -> Prepared:
        def go_on() -> None:
            all_open(kept)
            rotation.rewrap(roots.current_epoch())
            rotation.retire_earlier(at=AT)
            all_open(kept)
            assert [epoch.number for epoch in rotation.epochs() if not epoch.is_destroyed] == [roots.current_epoch()]

        return lambda: rotation.turn(at=AT), go_on

    assert killed_at_every_step(prepare) >= 3


def test_two_rotations_at_once_lose_no_key(roots: KeyFile, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(rotation, "BATCH", 3)
    kept, wrong = profiles(12), list[Exception]()

    def turn() -> None:
        try:
            for _ in range(4):
                rotation.turn(at=AT)
        except rotation.KeysLeftBehind:
            pass  # its root was kept, and the other one goes on
        except Exception as error:  # whatever else goes wrong fails the test
            wrong.append(error)
        finally:
            connections.close_all()

    both = [threading.Thread(target=turn) for _ in range(2)]
    for one in both:
        one.start()
    for one in both:
        one.join()
    assert wrong == []
    rotation.rewrap(roots.current_epoch())
    rotation.retire_earlier(at=AT)
    all_open(kept)


def test_sealing_again_killed_at_any_step_is_finished_by_the_next(roots: KeyFile) -> None:
    kept, versions = profiles(3), iter([2, 1] * 50)

    def prepare() -> Prepared:
        sealing.write_version(next(versions))

        def go_on() -> None:
            all_open(kept)
            resealing.reseal()
            assert resealing.left().rows == 0
            all_open(kept)

        return resealing.reseal, go_on

    assert killed_at_every_step(prepare) >= 3


def test_a_sweep_killed_at_any_step_is_finished_by_the_next_and_takes_nothing_else(roots: KeyFile) -> None:
    kept = profiles(2)
    over = AT + timedelta(days=2)

    def prepare() -> Prepared:
        for _ in range(2):
            gates.collect(
                SignInAttempt, person=Person.objects.create(kind=PersonKind.NEWCOMER).pk, source="account", at=AT,
                access=system_access("keep_account"), values={"address": "somebody@families.example"},
                plain={"kind": AttemptKind.SIGN_IN, "language": "id", "expires_at": AT},
            )  # fmt: skip

        def go_on() -> None:
            actions.sweep(access=system_access("keep_systems_running"), at=over)
            assert [each.left_over for each in due.due_within(0, at=over)] == []
            assert not SignInAttempt.objects.exists()
            all_open(kept)

        return lambda: actions.sweep(access=system_access("keep_systems_running"), at=over), go_on

    assert killed_at_every_step(prepare) >= 3


@pytest.mark.parametrize("moved", [timedelta(hours=-1), timedelta(hours=1)])
def test_a_clock_that_jumps_by_an_hour_takes_nothing_early_and_leaves_nothing(roots: KeyFile, moved: timedelta) -> None:
    person = Person.objects.create(kind=PersonKind.NEWCOMER).pk
    gates.collect(
        SignInAttempt, person=person, source="account", at=AT, access=system_access("keep_account"),
        values={"address": "somebody@families.example"},
        plain={"kind": AttemptKind.SIGN_IN, "language": "id", "expires_at": AT},
    )  # fmt: skip
    end, access = AT + timedelta(days=1), system_access("keep_systems_running")
    for at in (end - timedelta(minutes=30), end - timedelta(minutes=30) + moved):
        actions.sweep(access=access, at=at)
        assert SignInAttempt.objects.exists() == (at < end)
    assert actions.sweep(access=access, at=end + timedelta(days=1)).left == {}
    assert not SignInAttempt.objects.exists()


def test_an_older_key_backup_opens_with_nothing_that_is_left(roots: KeyFile) -> None:
    kept = profiles(4)
    backup = [bytes(key.wrapped) for key in DataKey.objects.all()]
    old_rows = list(DataKey.objects.values())
    rotation.turn(at=AT)
    left = [roots.root(roots.current_epoch()), roots.index_root(), roots.signing_seed()]
    for secret in left:
        for cipher in (AESGCM(secret), AESGCM(sealing.derive(secret, "kindr/wrap/v1"))):
            for row, wrapped in zip(old_rows, backup, strict=True):
                slot = wrapping.Slot(row["person_id"], row["clause"], row["period"])
                place = wrapping.place_of(row["id"], slot, row["generation"])
                with pytest.raises(InvalidTag):
                    cipher.decrypt(wrapped[:12], wrapped[12:], place)
    all_open(kept)
    DataKey.objects.all().delete()
    DataKey.objects.bulk_create(DataKey(**row) for row in old_rows)
    assert keyrings.fetch(slots=[one.slot for one in kept]).by_id == {}


def test_reading_and_writing_go_on_without_a_fault_while_everything_turns(roots: KeyFile) -> None:
    kept, wrong, stop, served = profiles(8), list[object](), threading.Event(), list[uuid.UUID]()

    def serve() -> None:
        try:
            while not stop.is_set():
                all_open(kept)
                served.append(profiles(1)[0].pk)
        except Exception as error:  # whatever goes wrong fails the test
            wrong.append(error)
        finally:
            connections.close_all()
            log_connection.close()

    server = threading.Thread(target=serve)
    server.start()
    for version in (2, 1):
        rotation.turn(at=AT)
        sealing.write_version(version)
        resealing.reseal()
    stop.set()
    server.join()
    assert wrong == []
    assert served

"""A full disk at a checkpoint, at the journal's copy and in the middle of a rotation: told, whole, and gone on with."""

from __future__ import annotations

import dataclasses
import errno
import os
import uuid
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path
from typing import BinaryIO

import psycopg
import pytest
from django.db import DatabaseError

from kindr.adapters.keys.key_file import KeyFile
from kindr.base.signing import Signer
from kindr.privacy import gates
from kindr.privacy.access.declare import system_access
from kindr.privacy.access.models.alarms import Alarm
from kindr.privacy.evidence import actions, checking, comparing, ports, witness
from kindr.privacy.evidence.models import LogCheckpoint
from kindr.privacy.evidence.witness import WitnessFile
from kindr.privacy.people import Person, PersonKind
from kindr.privacy.rights import journal_copies
from kindr.privacy.rights.journal import Journal
from kindr.privacy.rights.tasks import copy_the_journal
from kindr.privacy.vault import keyrings, rotation
from kindr.privacy.vault.ports import Forgetting
from kindr.shop.accounts.personal import Profile
from kindr.web.servers.logins import connect_as_superuser
from kindr.web.servers.places import PrivateServer
from tests import databases
from tests.privacy.evidence.books import agreed, opened

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.slow]
AT = datetime(2026, 11, 22, 3, 0, tzinfo=UTC)


def no_space(*_: object) -> None:
    raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))


@contextmanager
def full(server: PrivateServer, table: str, *, after: int = 0) -> Iterator[None]:
    """The server's disk is full once so many rows of a table were written (SQLSTATE 53100)."""
    with connect_as_superuser(server, databases.OUR_NAME) as owner:
        owner.execute("CREATE SEQUENCE so_many MINVALUE 0 START 0; GRANT USAGE ON SEQUENCE so_many TO PUBLIC")
        owner.execute(
            "CREATE FUNCTION full_disk() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN"
            f" IF nextval('so_many') >= {after} THEN"
            " RAISE EXCEPTION 'could not extend file' USING ERRCODE = '53100'; END IF; RETURN NEW; END $$"
        )
        owner.execute(f"CREATE TRIGGER f BEFORE INSERT OR UPDATE ON {table} FOR EACH ROW EXECUTE FUNCTION full_disk()")
        try:
            yield
        finally:
            owner.execute(f"DROP TRIGGER f ON {table}; DROP FUNCTION full_disk(); DROP SEQUENCE so_many")


@pytest.fixture
def seen(transactional_db: None, tmp_path: Path) -> Iterator[Path]:
    """An empty log with a witness file of its own."""
    before = ports.this_log()
    ports.bind(dataclasses.replace(before, witness=tmp_path / "log.witness"))
    yield tmp_path / "log.witness"
    ports.bind(before)


def the_log_is_whole(seen: Path) -> None:
    assert checking.check().findings == []
    compared = comparing.compare(WitnessFile(seen).notes())
    assert (compared.findings, compared.checkpoints) == ([], LogCheckpoint.objects.count())


@pytest.mark.parametrize("table", ["privacy_logleaf", "privacy_logcheckpoint"])
def test_a_checkpoint_on_a_full_server_is_not_half_signed_and_the_next_one_has_everything(
    table: str, seen: Path
) -> None:
    opened(5)
    actions.take_turn(at=AT)
    opened(3)
    agreed()
    with full(databases.servers().data, table), pytest.raises((DatabaseError, psycopg.DatabaseError)):
        actions.take_turn(at=AT)
    assert LogCheckpoint.objects.count() == 1
    the_log_is_whole(seen)
    made = actions.take_turn(at=AT)
    assert made is not None
    assert (made.number, made.size) == (2, 9)
    the_log_is_whole(seen)


@pytest.mark.parametrize("half", [True, False])
def test_a_witness_on_a_full_disk_is_told_the_next_time(
    half: bool, seen: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    opened(2)
    actions.take_turn(at=AT)
    before = seen.read_bytes()
    opened(2)
    with monkeypatch.context() as patch:
        patch.setattr(witness.os, "fsync", no_space)
        assert actions.take_turn(at=AT) is not None
    if half:
        seen.write_bytes(before + seen.read_bytes()[len(before) :][:40])
    actions.take_turn(at=AT)
    assert LogCheckpoint.objects.count() == 3
    the_log_is_whole(seen)


def test_a_copy_of_the_journal_on_a_full_disk_is_told_and_finished_later(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    journal, there = Journal(tmp_path / "shreds.journal", Signer(bytes(range(32)))), tmp_path / "elsewhere"
    monkeypatch.setattr(journal_copies, "_adopted", [(journal, there)])
    for number in range(6):
        journal.append([Forgetting("shred", uuid.UUID(int=number + 1), "profile", "life", 1, AT)])
        if number == 2:
            journal_copies.copy_now()
    copy = journal.elsewhere(there / journal_copies.NAME)

    def half_of_it(source: BinaryIO, target: BinaryIO, start: int, stop: int) -> None:
        source.seek(start)
        target.seek(start)
        target.write(source.read((stop - start) // 2))
        target.flush()
        no_space()

    with monkeypatch.context() as patch:
        patch.setattr(journal_copies, "_add", half_of_it)
        copy_the_journal.func(timestamp=0)
    assert Alarm.objects.exists()
    assert 3 <= copy.head().lines < 6
    copy_the_journal.func(timestamp=0)
    assert copy.head() == journal.head()
    assert copy.path.read_bytes() == journal.path.read_bytes()


def test_a_rotation_on_a_full_key_server_loses_no_key_and_destroys_no_root(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    before, mine = keyrings.roots(), KeyFile(tmp_path / "keys" / "roots.json")
    keyrings.adopt_roots(mine)
    monkeypatch.setattr(rotation, "BATCH", 2)
    access = system_access("keep_account")
    kept = [
        gates.collect(
            Profile, person=Person.objects.create(kind=PersonKind.PARENT).pk, access=access, at=AT, source="account",
            values={"name": f"Name {each}", "phone": None},
        )
        for each in range(4)
    ]  # fmt: skip

    def all_open() -> None:
        found = [Profile.objects.get(pk=one.pk) for one in kept]
        assert [one.name for one in gates.read_many(found, access=access, at=AT)] == [f"Name {n}" for n in range(4)]

    try:
        with full(databases.servers().keys, "vault_datakey", after=3), pytest.raises(DatabaseError):
            rotation.turn(at=AT)
        assert [epoch.is_destroyed for epoch in rotation.epochs()] == [False, False]
        all_open()
        with full(databases.servers().keys, "vault_retiredepoch"), pytest.raises(DatabaseError):
            rotation.turn(at=AT)
        assert not any(epoch.is_destroyed for epoch in rotation.epochs())
        all_open()
        rotation.turn(at=AT)
        assert [epoch.is_destroyed for epoch in rotation.epochs()] == [True, True, True, False]
        all_open()
    finally:
        keyrings.adopt_roots(before)

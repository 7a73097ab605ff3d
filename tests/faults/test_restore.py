"""A restore brings back what was lost and nothing that was forgotten, however often it is stopped on the way."""

from __future__ import annotations

import base64
import dataclasses
import json
import signal
import subprocess
import sys
import uuid
from collections.abc import Iterator
from io import BytesIO
from pathlib import Path

import pytest
from django.apps import apps
from django.db import connections
from django.test import Client

from kindr.base import clock
from kindr.privacy import gates
from kindr.privacy.access.declare import system_access
from kindr.privacy.evidence import actions as evidence
from kindr.privacy.evidence import checking, comparing
from kindr.privacy.evidence import ports as evidence_ports
from kindr.privacy.evidence.witness import WitnessFile
from kindr.privacy.vault import keyrings, rotation
from kindr.web.commands.backup import source_here
from kindr.web.commands.restore import restore
from kindr.web.configuration import configuration
from kindr.web.servers import dumps
from kindr.web.servers.backups import PARTS, FolderInUse, NoBackup
from kindr.web.servers.binaries import ProgramFailed
from kindr.web.servers.closed_keys import FLAG, KeysClosed, OtherRoots
from kindr.web.servers.restore_mark import Restore, mark_of
from tests.cast import Player
from tests.faults.restoring import (
    backed_up,
    environment,
    erased,
    kindr_says,
    let_go,
    name_of,
    nothing_has_come_back,
    put_back,
)

pytestmark = [
    pytest.mark.django_db(transaction=True, databases=["default", "keys", "owner", "keys_owner"]),
    pytest.mark.slow,
]


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return tmp_path / "backup"


@pytest.fixture(autouse=True)
def _no_mark_is_left() -> Iterator[None]:
    yield
    mark_of(configuration().data_folder).unlink(missing_ok=True)
    let_go()


def test_a_restore_brings_back_the_living_and_not_the_forgotten(mara: Player, ilse: Player, folder: Path) -> None:
    name = name_of(ilse)
    kindr_says("backup", folder)
    erased(mara)
    apps.get_model("accounts.Profile")._default_manager.filter(person_id=ilse.id).delete()
    told = kindr_says("restore", folder)
    assert "1 erased accounts forgotten again" in told
    nothing_has_come_back(mara)
    assert name_of(ilse) == name


def test_nobody_is_signed_in_after_a_restore(ilse: Player, folder: Path) -> None:
    browser = ilse.client()
    assert browser.get("/my-data/").status_code == 200
    backed_up(folder)
    put_back(folder)
    assert browser.get("/my-data/").status_code == 302


def test_one_address_that_was_deleted_stays_deleted_and_the_others_stay_readable(mara: Player, folder: Path) -> None:
    model = apps.get_model("accounts.SavedAddress")
    first = model._default_manager.filter(person_id=mara.id).first()
    values = gates.read(first, access=system_access("show_my_data"), at=clock.now()).values()
    second = gates.collect(
        model,
        person=mara.person.id,
        access=mara.access("keep_account"),
        at=clock.now(),
        source="account",
        values=values,
    )
    backed_up(folder)
    gates.expire(first, access=mara.access("keep_account"), at=clock.now())
    put_back(folder)
    left = list(model._default_manager.filter(person_id=mara.id))
    assert first not in left
    assert second in left
    assert not any(
        one.is_forgotten for one in gates.read_many(left, access=system_access("show_my_data"), at=clock.now())
    )


@pytest.mark.parametrize("part", PARTS)
def test_one_part_alone_brings_nothing_back_either(mara: Player, folder: Path, part: str) -> None:
    backed_up(folder, part)
    erased(mara)
    put_back(folder, part)
    nothing_has_come_back(mara)


def test_a_restored_shop_goes_on(mara: Player, folder: Path, client: Client) -> None:
    backed_up(folder)
    put_back(folder)
    assert client.get("/readyz").status_code == 200
    assert mara.client().get("/my-data/").status_code == 200


def test_while_a_restore_is_unfinished_nothing_is_served(client: Client) -> None:
    mark_of(configuration().data_folder).write_text('{"folder": "/nowhere", "parts": ["data"]}')
    assert client.get("/readyz").status_code == 503
    assert "run `kindr restore` again" in kindr_says("worker", "--once", expect=1)


def test_a_changed_or_incomplete_backup_is_refused_before_anything_is_touched(mara: Player, folder: Path) -> None:
    backed_up(folder)
    dump = folder / "data" / "data.dump"
    dump.write_bytes(dump.read_bytes()[:-1] + b"!")
    with pytest.raises(NoBackup, match="was changed after it was made"):
        put_back(folder)
    (folder / "data" / "manifest.json").unlink()
    assert "holds no complete backup" in kindr_says("restore", "--data", folder, expect=1)
    assert name_of(mara)
    assert not mark_of(configuration().data_folder).exists()


def test_a_backup_whose_keys_all_lie_under_a_destroyed_root_is_refused(ilse: Player, folder: Path) -> None:
    name = name_of(ilse)
    backed_up(folder)
    rotation.turn(at=clock.now())
    said = kindr_says("restore", FLAG, folder, expect=1)
    assert "they open nothing, and would replace keys that do" in said
    assert "Traceback" not in said
    assert not mark_of(configuration().data_folder).exists()
    assert name_of(ilse) == name
    put_back(folder, "data")
    assert name_of(ilse) == name


def test_a_backup_with_some_dead_keys_says_how_many_and_waits_for_a_word(
    mara: Player, ilse: Player, folder: Path
) -> None:
    name = name_of(ilse)
    rotation.roots().start_epoch()
    old = len(keyrings.living_slots(mara.person.pk))
    with connections["keys"].cursor() as cursor:
        cursor.execute("SELECT id FROM vault_datakey WHERE person_id = %s", [mara.id])
        _wrap_all_but({row[0] for row in cursor.fetchall()})
    backed_up(folder)
    rotation.rewrap(rotation.roots().current_epoch())
    rotation.retire_earlier(at=clock.now())
    with pytest.raises(KeysClosed, match=rf"^{old} of the \d+ keys"):
        put_back(folder)
    assert not mark_of(configuration().data_folder).exists()
    assert name_of(mara)
    wanted = Restore(folder, tuple(PARTS))
    restore(wanted, source_here(), access=system_access("erase_my_data"), accepts_closed_keys=True)
    assert name_of(ilse) == name
    with pytest.raises(gates.Forgotten):
        name_of(mara)


def test_keys_of_other_roots_are_refused(ilse: Player, folder: Path) -> None:
    with connections["keys"].cursor() as cursor:
        cursor.execute("UPDATE vault_datakey SET epoch = 900")
        backed_up(folder, "keys")
        cursor.execute("UPDATE vault_datakey SET epoch = %s", [rotation.roots().current_epoch()])
    with pytest.raises(OtherRoots, match="other root keys"):
        put_back(folder, "keys")
    assert name_of(ilse)


def _wrap_all_but(left: set[uuid.UUID]) -> None:
    """Wraps every key under the current root, as a rotation does, and stops before some."""
    rows = rotation._batch(rotation._living_epochs(before=rotation.roots().current_epoch()), after=rotation.FIRST)
    rotation._wrap_again([row for row in rows if uuid.UUID(bytes=row[0]) not in left], rotation.roots().current_epoch())


def test_a_journal_that_lost_lines_stops_the_restore(mara: Player, folder: Path) -> None:
    erased(mara)
    backed_up(folder)
    journal = configuration().data_folder / "shreds.journal"
    whole = journal.read_bytes()
    journal.write_bytes(b"".join(whole.splitlines(keepends=True)[:-1]))
    (folder / "data" / "shreds.journal").unlink()
    try:
        with pytest.raises(NoBackup, match="lacks lines"):
            put_back(folder)
    finally:
        journal.write_bytes(whole)


def test_a_journal_that_lost_lines_is_healed_by_the_newest_copy(mara: Player, folder: Path) -> None:
    erased(mara)
    backed_up(folder)
    journal = configuration().data_folder / "shreds.journal"
    whole = journal.read_bytes()
    journal.write_bytes(b"".join(whole.splitlines(keepends=True)[:-1]))
    try:
        put_back(folder)
        assert journal.read_bytes() == whole
    finally:
        journal.write_bytes(whole)


def test_a_changed_journal_stops_the_restore_with_a_sentence(mara: Player, folder: Path) -> None:
    erased(mara)
    backed_up(folder)
    journal = configuration().data_folder / "shreds.journal"
    whole = journal.read_bytes()
    first, *others = whole.splitlines(keepends=True)
    journal.write_bytes(b"".join([first.swapcase(), *others]))
    try:
        said = kindr_says("restore", folder, expect=1)
    finally:
        journal.write_bytes(whole)
    assert "put back keys/roots.json and shreds.journal of the shop first" in said
    assert "Traceback" not in said


def test_a_lost_journal_is_taken_from_the_backup(mara: Player, folder: Path) -> None:
    erased(mara)
    backed_up(folder)
    journal = configuration().data_folder / "shreds.journal"
    whole = journal.read_bytes()
    journal.unlink()
    put_back(folder)
    assert journal.read_bytes().startswith(whole)
    nothing_has_come_back(mara)


HALF_A_READER = """#!/bin/sh
for one in "$@"; do
    case $one in
        --file=-) echo "CREATE TABLE half_of_it ();"; exit 1 ;;
        --file=*) : > "${one#--file=}" ;;
    esac
done
"""


def test_a_dump_that_cannot_be_read_to_its_end_puts_nothing_back(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    reader, real = tmp_path / "pg_restore", dumps._program
    reader.write_text(HALF_A_READER)
    reader.chmod(0o755)
    monkeypatch.setattr(dumps, "_program", lambda name: str(reader) if name == "pg_restore" else real(name))
    with pytest.raises(ProgramFailed):
        dumps.pour_back(source_here().addresses["owner"], tmp_path / "data.dump")
    with connections["owner"].cursor() as cursor:
        cursor.execute("SELECT to_regclass('half_of_it') IS NULL")
        assert cursor.fetchone() == (True,)


def test_a_setting_that_older_servers_do_not_know_is_left_out_of_the_heading_alone() -> None:
    unknown = dumps.UNKNOWN_TO_OLDER + b"\n"
    written = BytesIO()
    dumps._copy([b"SET lock_timeout = 0;\n", unknown, b"COPY words FROM stdin;\n", unknown], written)
    assert written.getvalue() == b"BEGIN;\nSET lock_timeout = 0;\nCOPY words FROM stdin;\n" + unknown


def test_a_backup_does_not_overwrite_another(mara: Player, folder: Path) -> None:
    backed_up(folder)
    with pytest.raises(FolderInUse):
        backed_up(folder)


def test_the_root_keys_are_in_no_backup(mara: Player, folder: Path) -> None:
    """Neither as they stand in their file, nor as bytes, nor as digits; not the file that signs either."""
    backed_up(folder)
    written = json.loads((configuration().data_folder / "keys" / "roots.json").read_text())
    roots = [base64.b64decode(root) for root in (*written["epochs"].values(), written["index"], written["signing"])]
    assert all(len(root) == 32 for root in roots)
    wanted = [form for root in roots for form in (root, base64.b64encode(root), root.hex().encode())]
    for path in folder.rglob("*"):
        assert path.name != "roots.json"
        assert path.is_dir() or not any(form in path.read_bytes() for form in wanted), path


STOPS = """
import os, signal, sys
stop_at = sys.argv[1]
import django
django.setup()
from kindr.privacy.rights import restoring
from kindr.web.commands import restore
from kindr.web.servers import backups

def die(*_, **__):
    os.kill(os.getpid(), signal.SIGKILL)

places = {
    "marked": (restore, "put_back"), "emptied": (backups, "pour_back"), "put back": (restore, "migrate_both"),
    "no files": (backups, "_copy_files"), "migrated": (restoring, "replay"), "replayed": (restore, "lift_mark"),
}
module, name = places[stop_at]
setattr(module, name, die)
from kindr.web.cli import main
main(["restore", sys.argv[2]])
"""


@pytest.mark.parametrize("stop_at", ["marked", "emptied", "no files", "put back", "migrated", "replayed"])
def test_a_restore_that_was_killed_serves_nothing_and_is_finished_by_the_next(
    mara: Player, ilse: Player, folder: Path, client: Client, stop_at: str
) -> None:
    backed_up(folder)
    erased(mara)
    let_go()
    command = [sys.executable, "-c", STOPS, stop_at, str(folder)]
    killed = subprocess.run(command, timeout=300, check=False, env=environment())
    assert killed.returncode == -signal.SIGKILL
    assert mark_of(configuration().data_folder).exists()
    assert client.get("/readyz").status_code == 503
    if stop_at == "emptied":
        kindr_says("restore")  # as an operator goes on, without naming the folder again
    else:
        put_back(folder)
    assert client.get("/readyz").status_code == 200
    nothing_has_come_back(mara)
    assert name_of(ilse)


def test_the_log_of_openings_goes_on_and_says_what_was_restored(
    mara: Player, folder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    own = dataclasses.replace(evidence_ports.this_log(), witness=tmp_path / "log.witness")
    monkeypatch.setattr(evidence_ports, "_logs", [own])
    evidence.take_turn(at=clock.now())
    backed_up(folder, "data")
    gates.open_books([mara.person.pk], clauses=["access_log"], access=mara.access("show_my_data"), at=clock.now())
    lost = evidence.take_turn(at=clock.now())
    assert lost is not None
    put_back(folder, "data")
    newest = evidence.newest()
    assert newest is not None
    assert (newest.number, newest.says["restored"]) == (3, "1")
    assert newest.says["lost"].startswith(f"2 {lost.size} ")
    assert checking.check().findings == []
    compared = comparing.compare(WitnessFile(own.witness).notes())
    assert (compared.findings, compared.lost) == ([], 1)

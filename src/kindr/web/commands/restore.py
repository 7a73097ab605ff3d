"""`kindr restore`: puts a backup back, and forgets again what was forgotten since, before anything is served."""

from __future__ import annotations

import argparse
from collections.abc import Mapping
from datetime import datetime
from pathlib import Path
from typing import Any

from django.db import connections

from kindr.base import clock
from kindr.privacy.access import connection as log_connection
from kindr.privacy.access.declare import command_for_purpose
from kindr.privacy.access.terms import Access
from kindr.privacy.evidence.actions import LogBroken, go_on_after_restore
from kindr.privacy.rights import restoring
from kindr.privacy.rights.journal import JournalTampered
from kindr.privacy.rights.restoring import Replayed
from kindr.web.commands.backup import chosen_parts, source_here
from kindr.web.configuration import configuration
from kindr.web.servers import CannotRun
from kindr.web.servers.backups import JOURNAL, MANIFEST, PARTS, Source, check_journal, manifest_of, put_back
from kindr.web.servers.closed_keys import FLAG, refuse_closed, refuse_older
from kindr.web.servers.connections import server_settings
from kindr.web.servers.locks import StillLocked, locked
from kindr.web.servers.migrating import migrate_both
from kindr.web.servers.postgres import borrowed
from kindr.web.servers.restore_mark import Restore, lift_mark, read_mark, set_mark


class NothingToRestore(CannotRun):
    """No folder was named, and no restore is under way."""


class ShopIsOpen(CannotRun):
    """The shop is being served from this data folder."""


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Which backup, and which parts of it."""
    parser.add_argument("folder", type=Path, nargs="?", help="the folder of the backup; none to finish a restore")
    chosen = parser.add_mutually_exclusive_group()
    chosen.add_argument("--data", action="store_true", help="put back the data and the sealed files only")
    chosen.add_argument("--keys", action="store_true", help="put back the keys only")
    parser.add_argument(
        FLAG,
        action="store_true",
        help="put keys back although some lie under a destroyed root, or are older than the data",
    )
    parser.epilog = "What is there now is replaced. Stop `kindr serve` first; it starts again when this is done."


class NotThisShop(CannotRun):
    """The journal was changed, or another shop's root keys lie here."""


@command_for_purpose("erase_my_data")
def run(options: argparse.Namespace, *, access: Access) -> int:
    """Put back, migrate, replay; after a crash the same command goes on."""
    data_folder = configuration().data_folder
    try:
        with (
            locked(data_folder / "serve.lock", seconds=0),
            borrowed(configuration().servers, server_settings(configuration())),
        ):
            wanted, may_close = _wanted(options), options.accept_closed_keys
            replayed = restore(wanted, source_here(), access=access, accepts_closed_keys=may_close)
    except StillLocked:
        raise ShopIsOpen("stop `kindr serve` first; a restore replaces everything that it serves") from None
    except JournalTampered as refused:
        raise NotThisShop(f"{refused}; put back keys/roots.json and shreds.journal of the shop first") from None
    print(
        f"restored; {replayed.lines} lines of the journal replayed:"
        f" {replayed.keys} keys and {replayed.people} erased accounts forgotten again"
    )
    if replayed.closed:
        print(f"{replayed.closed} records open nothing: their keys are neither in this backup nor here")
    return 0


def restore(wanted: Restore, source: Source, *, access: Access, accepts_closed_keys: bool = False) -> Replayed:
    """Checks the backup, marks the restore, replaces the parts, and forgets again.

    Raises NoBackup, KeysClosed, OtherRoots, JournalTampered, and then nothing was replaced.
    """
    data_folder = configuration().data_folder
    manifests = {part: manifest_of(part, wanted.folder) for part in wanted.parts}
    if "keys" in wanted.parts:
        # A restore that goes on was allowed when it began.
        is_accepted = accepts_closed_keys or read_mark(data_folder) == wanted
        _refuse_what_stays_closed(wanted.folder, manifests, source, is_accepted=is_accepted)
    check_journal(source, list(manifests.values()), wanted.folder / "data" / JOURNAL)
    set_mark(data_folder, wanted.folder, wanted.parts)
    connections.close_all()
    log_connection.close()
    for part in wanted.parts:
        put_back(part, wanted.folder, source)
    migrate_both(verbosity=0)
    connections.close_all()
    replayed = restoring.replay(source.journal.entries(), access=access, at=clock.now())
    if "data" in wanted.parts:
        _go_on_with_the_log()
    lift_mark(data_folder)
    connections.close_all()
    return replayed


def _refuse_what_stays_closed(
    folder: Path, manifests: Mapping[str, Mapping[str, Any]], source: Source, *, is_accepted: bool
) -> None:
    refuse_closed(folder / "keys" / "keys.dump", is_accepted=is_accepted)
    moments = {part: datetime.fromisoformat(manifest["made_at"]) for part, manifest in manifests.items()}
    server = source.addresses[PARTS["keys"]]
    refuse_older(moments["keys"], data_made_at=moments.get("data"), keys=server, is_accepted=is_accepted)


def _go_on_with_the_log() -> None:
    """Signs a checkpoint that names the restore; what cannot go on is said here, and by an alarm each day."""
    try:
        made = go_on_after_restore(at=clock.now())
    except LogBroken as broken:
        print(f"the log of openings cannot go on, and nothing more is signed: {broken}")
    else:
        print(f"the log of openings goes on: checkpoint {made.number} says what was restored")


def _wanted(options: argparse.Namespace) -> Restore:
    begun = read_mark(configuration().data_folder)
    if options.folder is None:
        if begun is None:
            raise NothingToRestore("name the folder of a backup")
        return begun
    folder = options.folder.absolute()
    is_named = options.data or options.keys
    there = [part for part in chosen_parts(options) if is_named or (folder / part / MANIFEST).exists()]
    if not there:
        raise NothingToRestore(f"{folder} holds no backup")
    return Restore(folder, tuple(there))

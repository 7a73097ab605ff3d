"""`kindr backup`: copies of the data and of the keys, each in a folder of its own."""

from __future__ import annotations

import argparse
from importlib import import_module
from pathlib import Path

from django.conf import settings
from django.db import connections

from kindr.base import clock
from kindr.privacy import ports
from kindr.privacy.access.declare import no_personal_data
from kindr.privacy.rights import journal_copies
from kindr.privacy.rights.journal import Journal
from kindr.web.configuration import configuration
from kindr.web.servers.backups import PARTS, Source, back_up
from kindr.web.servers.connections import server_settings
from kindr.web.servers.migrating import NoOwnerLogin
from kindr.web.servers.postgres import borrowed


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """What is copied, and where to."""
    parser.add_argument("folder", type=Path, help="a new or empty folder for the parts, `data` and `keys`")
    chosen = parser.add_mutually_exclusive_group()
    chosen.add_argument("--data", action="store_true", help="copy the data and the sealed files only")
    chosen.add_argument("--keys", action="store_true", help="copy the keys only")
    parser.epilog = (
        "Keep the two parts apart and let copies of the keys expire first: what was forgotten since can be opened with"
        " an old copy of the keys and the root key file. The root key file is not copied; keep it elsewhere."
    )


@no_personal_data("copies ciphertext and wrapped keys; opens nothing")
def run(options: argparse.Namespace) -> int:
    """Copy what was asked for."""
    with borrowed(configuration().servers, server_settings(configuration())):
        source = source_here()
        for part in chosen_parts(options):
            print(f"{part}: {back_up(part, options.folder.absolute(), source, at=clock.now())}")
        connections.close_all()
    return 0


def chosen_parts(options: argparse.Namespace) -> list[str]:
    """The parts that the arguments ask for, data before keys."""
    return [part for part in PARTS if getattr(options, part) or not (options.data or options.keys)]


def source_here() -> Source:
    """This installation as backups see it; raises NoOwnerLogin."""
    found = configuration()
    if missing := [login for login in PARTS.values() if login not in found.addresses]:
        raise NoOwnerLogin(f"set the URL of {', '.join(missing)} for this command")
    sessions = import_module(settings.SESSION_ENGINE).SessionStore.get_model_class()._meta.db_table
    journal = Journal(found.data_folder / "shreds.journal", ports.signer(), signed_before=ports.older_public_keys)
    second = found.keys.journal_copy / journal_copies.NAME if found.keys.journal_copy else None
    return Source(found.addresses, found.data_folder / "files", journal, [sessions], second)

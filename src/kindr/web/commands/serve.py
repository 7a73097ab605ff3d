"""`kindr serve`: everything that the shop needs, under one supervisor."""

from __future__ import annotations

import argparse
import sys
from io import StringIO

from django.core.management import CommandError, call_command
from django.db import connections

from kindr.base import clock
from kindr.privacy.access.declare import no_personal_data
from kindr.web import demo
from kindr.web.configuration import configuration
from kindr.web.places import PersonalDataUndeclared, refuse_to_start_undeclared
from kindr.web.servers import CannotRun
from kindr.web.servers.migrating import OWNERS, migrate_both, unapplied
from kindr.web.servers.restore_mark import refuse_while_restoring
from kindr.web.servers.set_up import make_what_is_missing
from kindr.web.servers.supervisor import Supervisor, say

THE_REST = (sys.executable, "-m", "kindr.web.cli", "demo", "--lines")
"""The year of orders that the shop need not wait for."""


class NotMigrated(CannotRun):
    """The databases lack migrations, and this program has no owner's login to apply them with."""


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Everything else is set by the environment."""
    parser.add_argument("--demo", action="store_true", help="load the demo families first")
    parser.epilog = "Address, port and databases are set by HOST, PORT, DATABASE_URL and KEYS_DATABASE_URL."


@no_personal_data("starts other programs; opens no record")
def run(options: argparse.Namespace) -> int:
    """Serve until SIGTERM or SIGINT."""

    def prepare() -> None:
        _prepare()
        if options.demo:
            demo.load(at=clock.now())
        connections.close_all()

    return Supervisor(configuration(), prepare=prepare, is_up=_announce, chore=THE_REST if options.demo else ()).run()


def _prepare() -> None:
    """Bring databases, translations and static files up to date, and check every setting and every place."""
    _refuse_undeclared_places()
    refuse_while_restoring(configuration().data_folder)
    make_what_is_missing()
    if set(OWNERS) <= set(connections.databases):
        if migrate_both(verbosity=0):
            say("the databases are up to date")
    elif any(unapplied(alias) for alias in OWNERS.values()):
        raise NotMigrated("run `kindr db migrate` with OWNER_DATABASE_URL and KEYS_OWNER_DATABASE_URL first")
    demo.refuse_cast()
    configuration().folder("static")
    if not configuration().is_development:
        call_command("collectstatic", interactive=False, verbosity=0)
    try:
        call_command("check", databases=["default", "keys"], stdout=StringIO())
    except CommandError as error:
        raise CannotRun(str(error)) from None


def _refuse_undeclared_places() -> None:
    try:
        refuse_to_start_undeclared()
    except PersonalDataUndeclared as error:
        raise CannotRun(f"a place that may hold personal data is undeclared:\n{error}") from None


def _announce() -> None:
    """Say where the shop is, and who can sign in when the demo families are there."""
    say(f"the shop is open at {configuration().base_url}")
    if configuration().is_development:
        for line in demo.sign_ins():
            say(line)
        connections.close_all()

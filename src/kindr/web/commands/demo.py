"""`kindr demo`: load the demo families; a shop that has them already is left as it is."""

from __future__ import annotations

import argparse

from django.db import connections

from kindr.base import clock
from kindr.privacy.access.declare import no_personal_data
from kindr.web import demo
from kindr.web.configuration import configuration
from kindr.web.servers.connections import server_settings
from kindr.web.servers.migrating import migrate_both
from kindr.web.servers.postgres import borrowed


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """There is nothing to choose."""
    parser.epilog = "The demo families can sign in as `kindr serve` prints it."


@no_personal_data("invented families only; each is kept through the same gates as a real one")
def run(options: argparse.Namespace) -> int:
    """Start the private servers if need be, migrate, and load."""
    del options
    with borrowed(configuration().servers, server_settings(configuration())):
        migrate_both(verbosity=0)
        demo.load(at=clock.now())
        connections.close_all()
    return 0

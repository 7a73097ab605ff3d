"""`kindr demo`: load the demo families and a year of their orders; a shop that has them already is left as it is."""

from __future__ import annotations

import argparse
import time

from django.db import connections

from kindr.base import clock
from kindr.privacy.access.declare import no_personal_data
from kindr.web import demo
from kindr.web.configuration import configuration
from kindr.web.progress import progress
from kindr.web.servers.connections import server_settings
from kindr.web.servers.migrating import migrate_both
from kindr.web.servers.postgres import borrowed
from kindr.web.servers.supervisor import say


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Which demo, and how it says how far it is."""
    parser.add_argument("--seed", type=int, default=demo.SEED, help="another number is another demo")
    parser.add_argument("--scale", type=int, default=1, metavar="N", help="a demo so many times as large")
    parser.add_argument("--lines", action="store_true", help="plain lines instead of a bar, on a terminal too")
    parser.epilog = "The demo families can sign in as `kindr serve` prints it."


@no_personal_data("invented families only; each is kept through the same gates as a real one")
def run(options: argparse.Namespace) -> int:
    """Start the private servers if need be, migrate, and load."""
    with borrowed(configuration().servers, server_settings(configuration())):
        migrate_both(verbosity=0)
        at = clock.now()
        demo.load(at=at, seed=options.seed)
        told = progress("orders of the demo are there", has_bar=not options.lines)
        demo.load_year(at=at, seed=options.seed, told=told)
        if options.scale > 1:
            _load_times(options)
        connections.close_all()
    return 0


def _load_times(options: argparse.Namespace) -> None:
    """The rest of a larger demo, with how fast it came."""
    began, at = time.monotonic(), clock.now()
    told = progress("chunks of 300 orders are there", has_bar=not options.lines)
    rows = demo.load_times(options.scale, at=at, seed=options.seed, told=told)
    passed = time.monotonic() - began
    say(f"{rows} rows in {passed:.1f} s, {rows / max(passed, 0.001):.0f} a second")

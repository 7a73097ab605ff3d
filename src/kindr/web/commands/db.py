"""`kindr db`: the two private PostgreSQL servers, and migrations on whichever servers are configured."""

from __future__ import annotations

import argparse

from kindr.privacy.access.declare import no_personal_data
from kindr.web.configuration import configuration
from kindr.web.servers import CannotRun
from kindr.web.servers.connections import server_settings
from kindr.web.servers.migrating import migrate_both
from kindr.web.servers.places import PrivateServers
from kindr.web.servers.postgres import Answer, answer_of, start_both, stop_both
from kindr.web.servers.processes import postmaster_of


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """What to do with the databases."""
    parser.add_argument("action", choices=("start", "stop", "status", "migrate"), help="what to do with the databases")


@no_personal_data("starts, stops and migrates servers; opens no record")
def run(options: argparse.Namespace) -> int:
    """Do the one thing that was asked for."""
    if options.action == "migrate":
        return _migrate()
    servers = configuration().servers
    if servers is None:
        raise CannotRun("DATABASE_URL names servers of your own; Kindr starts and stops only its private ones")
    return {"start": _start, "stop": _stop, "status": _status}[options.action](servers)


def _start(servers: PrivateServers) -> int:
    started = start_both(servers, server_settings(configuration()))
    for server in servers.both:
        print(f"{server.name}: {'started' if server in started else 'was running already'}")
    return 0


def _stop(servers: PrivateServers) -> int:
    stopped = stop_both(servers)
    for server in servers.both:
        print(f"{server.name}: {'stopped' if server in stopped else 'was not running'}")
    return 0


def _status(servers: PrivateServers) -> int:
    answers = [answer_of(server) for server in servers.both]
    for server, answer in zip(servers.both, answers, strict=True):
        postmaster = postmaster_of(server)
        words = {Answer.READY: "runs", Answer.NOT_YET: "is starting or stopping"}.get(answer, "does not run")
        number = f", process {postmaster.pid}" if postmaster else ""
        print(f"{server.name}: {words}{number}, files in {server.folder}, socket in {server.sockets}")
    return 0 if all(answer is Answer.READY for answer in answers) else 3


def _migrate() -> int:
    servers = configuration().servers
    if servers is not None:
        start_both(servers, server_settings(configuration()))
    print("migrations applied" if migrate_both() else "nothing to migrate; rights checked")
    return 0

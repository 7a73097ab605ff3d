"""Starting and stopping one private PostgreSQL server; what `pg_isready` says is the only truth."""

from __future__ import annotations

import signal
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from enum import IntEnum
from pathlib import Path

import psutil

from kindr.web.servers import CannotRun
from kindr.web.servers.binaries import ProgramFailed, run_program
from kindr.web.servers.children import is_alive
from kindr.web.servers.cluster import log_of, prepare
from kindr.web.servers.locks import locked
from kindr.web.servers.logins import make_logins
from kindr.web.servers.places import PORT_IN_SOCKET_NAME, PrivateServer, PrivateServers
from kindr.web.servers.processes import end_leftovers, noted_postmaster, postmaster_of, wait_until_gone

PATIENCE = 60.0


class ServerDoesNotAnswer(CannotRun):
    """The server's process lives, but it accepts no connection, or it will not end."""


class Answer(IntEnum):
    """What pg_isready says (its exit codes)."""

    READY = 0
    NOT_YET = 1
    SILENT = 2
    UNKNOWN = 3


def start_both(servers: PrivateServers, settings: Mapping[str, str | int] | None = None) -> list[PrivateServer]:
    """Start what does not run yet; returns the servers that this call started."""
    return [server for server in servers.both if start(server, servers, settings or {})]


def stop_both(servers: PrivateServers) -> list[PrivateServer]:
    """Stop what runs, data before keys; returns the servers that this call stopped."""
    return [server for server in reversed(servers.both) if stop(server, servers)]


@contextmanager
def borrowed(servers: PrivateServers | None, settings: Mapping[str, str | int]) -> Iterator[None]:
    """Have both servers run for a while; those that did not run before are stopped again. None: nothing to start."""
    started = start_both(servers, settings) if servers else []
    try:
        yield
    finally:
        for server in reversed(started):
            if servers:
                stop(server, servers)


def start(server: PrivateServer, servers: PrivateServers, settings: Mapping[str, str | int]) -> bool:
    """Start the server unless it runs, and make its logins; says whether this call started it."""
    with locked(servers.data_folder / f"{server.name}.lock"):
        has_started = not _is_sound(server)
        if has_started:
            _clear_the_way(server)
            prepare(server, settings)
            _launch(server)
        ready = server.folder / "logins-are-made"
        if not ready.exists():
            make_logins(server)
            ready.touch(mode=0o600)
        return has_started


def stop(server: PrivateServer, servers: PrivateServers) -> bool:
    """Stop the server, letting open transactions roll back; says whether it ran."""
    with locked(servers.data_folder / f"{server.name}.lock"):
        return _stop(server)


def answer_of(server: PrivateServer) -> Answer:
    """What pg_isready says about the server now."""
    if not server.cluster.exists():
        return Answer.SILENT
    ended = run_program(
        server.folder.parent, ["pg_isready", "-q", "-t", "3", "-h", server.sockets, "-p", str(PORT_IN_SOCKET_NAME)]
    )
    return Answer(ended) if ended in set(Answer) else Answer.UNKNOWN


def _is_sound(server: PrivateServer) -> bool:
    """Whether the server answers and will go on: one whose pid file was damaged ends itself within a minute."""
    if answer_of(server) is not Answer.READY:
        return False
    postmaster = postmaster_of(server)
    return postmaster is not None and postmaster.pid == noted_postmaster(server)


def _clear_the_way(server: PrivateServer) -> None:
    """End what is left of an earlier life, and remove a pid file that PostgreSQL could not judge by itself."""
    postmaster = postmaster_of(server)
    if postmaster is not None and postmaster.pid == noted_postmaster(server):
        _await(server, postmaster)
        return
    _stop(server)
    end_leftovers(server)
    for stale in (server.cluster / "postmaster.pid", *server.sockets.glob(".s.PGSQL.*")):
        stale.unlink(missing_ok=True)


def _launch(server: PrivateServer) -> None:
    if postmaster_of(server) is None:
        arguments: list[str | Path] = [
            "pg_ctl",
            "start",
            "-w",
            "-t",
            str(int(PATIENCE)),
            "-s",
            "-D",
            server.cluster,
            "-l",
            log_of(server),
        ]
        if run_program(server.folder.parent, arguments, log=log_of(server)) != 0:
            raise ProgramFailed(f"pg_ctl could not start the {server.name} server; {log_of(server)} says why")
    _await(server, postmaster_of(server))


def _await(server: PrivateServer, postmaster: psutil.Process | None) -> None:
    """Wait until the server answers; stop waiting as soon as its process has ended."""
    deadline = time.monotonic() + PATIENCE
    while answer_of(server) is not Answer.READY:
        if postmaster is None or not is_alive(postmaster):
            raise ProgramFailed(f"the {server.name} server ended at once; {log_of(server)} says why")
        if time.monotonic() > deadline:
            raise ServerDoesNotAnswer(f"the {server.name} server does not answer; {log_of(server)} may say why")
        time.sleep(0.02)


def _stop(server: PrivateServer) -> bool:
    postmaster = postmaster_of(server)
    if postmaster is None:
        return False
    # First as pg_ctl's "fast", then as its "immediate"; by process id, since the pid file may be damaged.
    for sign, seconds in ((signal.SIGINT, PATIENCE), (signal.SIGQUIT, 10.0)):
        try:
            postmaster.send_signal(sign)
        except psutil.NoSuchProcess:
            break
        if wait_until_gone(server, seconds=seconds):
            return True
    end_leftovers(server)
    if answer_of(server) is not Answer.SILENT:
        raise ServerDoesNotAnswer(f"the {server.name} server does not stop; {log_of(server)} may say why")
    return True

"""The processes of one private server, told apart by its own name and folder and never by the program's name alone."""

from __future__ import annotations

import signal
import time
from pathlib import Path

import psutil

from kindr.web.servers.cluster import cluster_name
from kindr.web.servers.places import PrivateServer


def processes_of(server: PrivateServer) -> list[psutil.Process]:
    """All living processes of the server, the postmaster first when it lives."""
    title, folder = f"postgres: {cluster_name(server)}:", str(server.cluster)
    found: list[psutil.Process] = []
    for candidate in psutil.process_iter():
        try:
            words = candidate.cmdline()
            if candidate.status() == psutil.STATUS_ZOMBIE or not words:
                continue
        except psutil.Error:
            continue
        if Path(words[0]).name == "postgres" and folder in words[1:]:
            found.insert(0, candidate)
        elif words[0].startswith(title):
            found.append(candidate)
    return found


def postmaster_of(server: PrivateServer) -> psutil.Process | None:
    """The server's first process, or None when it is dead (its children may outlive it for a moment)."""
    for candidate in processes_of(server):
        try:
            if str(server.cluster) in candidate.cmdline()[1:]:
                return candidate
        except psutil.Error:
            continue
    return None


def noted_postmaster(server: PrivateServer) -> int | None:
    """The process id in the server's own pid file; None when there is no file or it was only half written."""
    try:
        lines = (server.cluster / "postmaster.pid").read_text(encoding="utf-8").splitlines()
        return int(lines[0]) if len(lines) >= 5 else None
    except (FileNotFoundError, ValueError, IndexError):
        return None


def wait_until_gone(server: PrivateServer, *, seconds: float) -> bool:
    """Wait for every process of the server to end; says whether they did."""
    deadline = time.monotonic() + seconds
    while processes_of(server):
        if time.monotonic() > deadline:
            return False
        time.sleep(0.02)
    return True


def end_leftovers(server: PrivateServer) -> None:
    """Wait for the children of a dead postmaster, then end those that stay; two postmasters would ruin the data."""
    if wait_until_gone(server, seconds=10):
        return
    for sign in (signal.SIGQUIT, signal.SIGKILL):
        for leftover in processes_of(server):
            try:
                leftover.send_signal(sign)
            except psutil.NoSuchProcess:
                continue
        if wait_until_gone(server, seconds=5):
            return

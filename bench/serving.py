"""Web servers of a measurement: started as the supervisor starts the shop's, asked over loopback, their CPU counted."""

from __future__ import annotations

import http.client
import os
import socket
import subprocess
import time
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import closing, contextmanager
from dataclasses import replace

import psutil

from kindr.web.configuration import configuration
from kindr.web.servers.children import end_session
from kindr.web.servers.processes import postmaster_of
from kindr.web.servers.supervisor import web_command

PATIENCE = 60.0


class Site:
    """One web server on loopback, asked by one connection that is kept."""

    def __init__(self, port: int, pid: int) -> None:
        self.pid = pid
        self.connection = http.client.HTTPConnection("127.0.0.1", port, timeout=30)

    def get(self, path: str, headers: Mapping[str, str] | None = None) -> bytes:
        """The body of a page; anything but 200 is an error."""
        self.connection.request("GET", path, headers=dict(headers or {}))
        response = self.connection.getresponse()
        body = response.read()
        if response.status != 200:
            raise RuntimeError(f"{path} answered {response.status}")
        return body

    def getter(self, path: str, headers: Mapping[str, str] | None = None) -> Callable[[], bytes]:
        """Asking for one page, as something that can be measured."""
        return lambda: self.get(path, headers)


@contextmanager
def site(application: str, first: str, **environment: str) -> Iterator[Site]:
    """A web server with the shop's program and number of threads, until the block ends; `first` is asked at once."""
    with closing(socket.create_server(("127.0.0.1", 0))) as spare:
        port: int = spare.getsockname()[1]
    *command, _ = web_command(replace(configuration(), host="127.0.0.1", port=port, web_processes=1))
    # The settings of the tests would give the server databases of its own.
    around = {**os.environ, "DJANGO_SETTINGS_MODULE": "kindr.web.settings", **environment}
    process = subprocess.Popen([*command, application], env=around, start_new_session=True)
    try:
        served = Site(port, process.pid)
        _wait_for(served, first, process)
        yield served
    finally:
        end_session(process.pid)
        process.wait()


def cpu_of(pids: Iterable[int]) -> float:
    """CPU seconds that these processes and all that they started have used until now."""
    return sum(_cpu(member) for pid in pids for member in _family(psutil.Process(pid)))


def postmasters() -> list[int]:
    """The process numbers of both PostgreSQL servers of this run."""
    from tests.databases import servers

    found = [postmaster_of(server) for server in servers().both]
    return [process.pid for process in found if process]


def _family(first: psutil.Process) -> list[psutil.Process]:
    return [first, *first.children(recursive=True)]


def _cpu(process: psutil.Process) -> float:
    try:
        times = process.cpu_times()
    except psutil.NoSuchProcess:
        return 0.0
    return float(times.user + times.system)


def _wait_for(served: Site, path: str, process: subprocess.Popen[bytes]) -> None:
    deadline = time.monotonic() + PATIENCE
    while True:
        try:
            served.get(path)
            return
        except (OSError, http.client.HTTPException):
            served.connection.close()
            if process.poll() is not None or time.monotonic() > deadline:
                raise
            time.sleep(0.05)

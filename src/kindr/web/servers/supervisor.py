"""Keeps web, worker and the private servers running until it is told to stop, and then stops all of them."""

from __future__ import annotations

import errno
import signal
import socket
import sys
import time
import urllib.request
from collections.abc import Callable, Sequence
from contextlib import closing

import psutil

from kindr.web.configuration import Configuration
from kindr.web.servers import CannotRun
from kindr.web.servers.children import Child, Note, is_alive
from kindr.web.servers.connections import server_settings
from kindr.web.servers.locks import StillLocked, locked
from kindr.web.servers.postgres import start_both, stop
from kindr.web.servers.processes import postmaster_of

PULSE = 0.1


class AlreadyServed(CannotRun):
    """Another supervisor serves the same data folder, or another program the same port."""


class Supervisor:
    """One run of `kindr serve`."""

    def __init__(
        self,
        configuration: Configuration,
        *,
        prepare: Callable[[], None],
        is_up: Callable[[], None],
        chore: Sequence[str] = (),
    ) -> None:
        """`chore` is a command that runs once beside the open shop, and ends with it at the latest."""
        self.configuration = configuration
        self.prepare = prepare
        self.is_up = is_up
        self.note = Note(configuration.data_folder / "serving.json")
        self.children = [
            Child("web", web_command(configuration)),
            Child("worker", [sys.executable, "-m", "kindr.web.cli", "worker"]),
        ]
        self.chore = Child("chore", chore) if chore else None
        self.started: set[str] = set()
        self.postmasters: list[psutil.Process] = []
        self.should_stop = False

    def run(self) -> int:
        """Serve until SIGTERM or SIGINT; 0 after a clean stop. Raises AlreadyServed."""
        for sign in (signal.SIGTERM, signal.SIGINT):
            signal.signal(sign, self._ask_to_stop)
        try:
            with locked(self.configuration.data_folder / "serve.lock", seconds=0):
                self._run_alone()
        except StillLocked:
            raise AlreadyServed(f"another kindr serve runs on {self.configuration.data_folder}") from None
        return 0

    def _ask_to_stop(self, *_: object) -> None:
        self.should_stop = True

    def _run_alone(self) -> None:
        self.started.update(self.note.clean_up())
        check_port(self.configuration.host, self.configuration.port)
        try:
            self._start_servers()
            self.prepare()
            self._watch()
        finally:
            for child in self._programs():
                child.end()
            self._stop_servers()
            self.note.remove()

    def _start_servers(self) -> None:
        servers = self.configuration.servers
        if servers is None:
            return
        self.started.update(server.name for server in start_both(servers, server_settings(self.configuration)))
        self.note.write(self._programs(), self.started)
        found = [postmaster_of(server) for server in servers.both]
        self.postmasters = [postmaster for postmaster in found if postmaster]

    def _stop_servers(self) -> None:
        servers = self.configuration.servers
        for server in reversed(servers.both) if servers else ():
            if servers and server.name in self.started:
                stop(server, servers)

    def _watch(self) -> None:
        is_announced = False
        while not self.should_stop:
            if any(not is_alive(postmaster) for postmaster in self.postmasters):
                self._start_servers()
            self._tend()
            if not is_announced and self._answers():
                is_announced = True
                self.is_up()
                self._begin_chore()
            time.sleep(PULSE)

    def _begin_chore(self) -> None:
        if self.chore:
            self.chore.start()
            self.note.write(self._programs(), self.started)

    def _programs(self) -> list[Child]:
        """All that it may have started: what is kept running, and the chore."""
        return [*self.children, self.chore] if self.chore else self.children

    def _tend(self) -> None:
        """Start what is due; a child that has died is started again after its pause."""
        for child in self.children:
            if child.has_ended():
                say(f"{child.name} has ended; starting it again")
                child.note_end()
            if child.running is None and time.monotonic() >= child.due_at:
                child.start()
                self.note.write(self._programs(), self.started)

    def _answers(self) -> bool:
        try:
            address = f"http://{self.configuration.host}:{self.configuration.port}/healthz"
            request = urllib.request.Request(address, headers={"Host": self.configuration.allowed_hosts[0]})
            with urllib.request.urlopen(request, timeout=2) as response:  # noqa: S310 -- our own loopback address
                return bool(response.status == 200)
        except OSError:
            return False


def web_command(configuration: Configuration) -> list[str]:
    """The web server: granian with its blocking threads, without an access log (it would hold addresses)."""
    return [
        *(sys.executable, "-m", "granian", "--interface", "wsgi", "--no-ws", "--http", "1", "--no-access-log"),
        *("--host", configuration.host, "--port", str(configuration.port), "--log-level", "error"),
        *("--workers", str(configuration.web_processes), "--blocking-threads", str(configuration.web_threads)),
        *("--blocking-threads-idle-timeout", "600", "--workers-kill-timeout", "10", "--respawn-failed-workers"),
        "kindr.web.wsgi:application",
    ]


def check_port(host: str, port: int) -> None:
    """Raises AlreadyServed when another program listens there, or when this account may not."""
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    # Connections of an earlier run that still linger would refuse the probe's bind but not the web server's.
    with closing(socket.socket(family)) as caller, closing(socket.socket(family)) as listener:
        if caller.connect_ex((host, port)) == 0:
            raise AlreadyServed(f"another program listens on {host}:{port}; set PORT to another number")
        try:
            listener.bind((host, port))
        except OSError as error:
            if error.errno != errno.EADDRINUSE:
                raise AlreadyServed(f"{host}:{port} cannot be used ({error.strerror}); set HOST and PORT") from None


def say(text: str) -> None:
    """A line for whoever started the supervisor."""
    sys.stderr.write(f"kindr: {text}\n")
    sys.stderr.flush()

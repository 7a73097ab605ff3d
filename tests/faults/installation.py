"""A whole shop of its own, as `make run` starts it: two servers, web and worker under `kindr serve`."""

from __future__ import annotations

import json
import os
import re
import shutil
import subprocess
import sys
import time
from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from kindr.web.servers.places import PrivateServers, private_servers
from kindr.web.servers.postgres import stop_both
from tests.browsing import Browser, NeverHappened, Page, awaited
from tests.ports import free_port

PATIENCE = 180.0
"""Seconds; a computer with nothing else to do needs five, one that stands still now and then must not fail."""
OF_THE_TESTS = (
    "DATABASE_URL", "KEYS_DATABASE_URL", "OWNER_DATABASE_URL", "KEYS_OWNER_DATABASE_URL", "KINDR_DEVELOPMENT",
    "DJANGO_SETTINGS_MODULE", "KINDR_DEBUG",
)  # fmt: skip


@dataclass
class Installation:
    """One data folder, one temporary folder, one log of everything that its programs print."""

    folder: Path
    port: int
    settings: dict[str, str] = field(default_factory=dict)
    program: subprocess.Popen[bytes] | None = None
    colleagues: dict[str, Browser] = field(default_factory=dict)
    """Browsers in which staff are signed in: a code of theirs works once, and the next takes half a minute."""

    @property
    def data(self) -> Path:
        """KINDR_DATA."""
        return self.folder / "data"

    @property
    def temporary(self) -> Path:
        """TMPDIR."""
        return self.folder / "tmp"

    @property
    def log(self) -> Path:
        """What web, worker and servers print."""
        return self.folder / "log"

    @property
    def servers(self) -> PrivateServers:
        return private_servers(self.data)

    @property
    def base(self) -> str:
        return f"http://localhost:{self.port}/"

    @property
    def environ(self) -> dict[str, str]:
        own = {name: value for name, value in os.environ.items() if name not in OF_THE_TESTS}
        given = {"KINDR_DATA": str(self.data), "TMPDIR": str(self.temporary), "PORT": str(self.port)}
        return {**own, **given, **self.settings}

    def start(self, *options: str, seconds: float = PATIENCE) -> None:
        """Starts `kindr serve` and waits until it answers."""
        with self.log.open("ab") as log:
            command = [sys.executable, "-m", "kindr.web.cli", "serve", *options]
            self.program = subprocess.Popen(command, env=self.environ, stdout=log, stderr=log, cwd=self.folder)
        try:
            awaited(self._is_open, what="the shop does not open", seconds=seconds)
        except NeverHappened as reason:
            reason.add_note(self.log.read_text())
            raise

    def start_full(self) -> None:
        """Starts with the whole demo, and waits until the last of its orders is there."""
        self.start("--demo")
        awaited(self._has_its_year, what="the demo's year is not there yet", seconds=5 * PATIENCE)

    def stop(self) -> None:
        """Stops everything."""
        if self.program is not None:
            self.program.terminate()
            self.program.wait(PATIENCE)
            self.program = None

    def remove(self) -> None:
        """Stops everything and removes what the servers wrote outside the test's own folder."""
        self.stop()
        stop_both(self.servers)
        for folder in (self.servers.state, *(server.sockets for server in self.servers.both)):
            shutil.rmtree(folder, ignore_errors=True)

    def run(self, *command: str) -> str:
        """Runs a kindr command to its end; what it printed goes to the log too."""
        return self._run([sys.executable, "-m", "kindr.web.cli", *command])

    def asked(self, question: str, *arguments: str) -> Any:
        """The answer of one function of `tests.faults.questions`, run inside this shop."""
        return json.loads(self._run([sys.executable, "-m", "tests.faults.questions", question, *arguments]))

    def browser(self) -> Browser:
        """Somebody's browser."""
        return Browser(self.base)

    def _run(self, command: Sequence[str]) -> str:
        root = str(Path(__file__).resolve().parents[2])
        path = os.pathsep.join([root, f"{root}/src"])
        environ = {**self.environ, "PYTHONPATH": path, "DJANGO_SETTINGS_MODULE": "kindr.web.settings"}
        done = subprocess.run(command, env=environ, capture_output=True, cwd=root, timeout=5 * PATIENCE)
        with self.log.open("ab") as log:
            log.write(done.stderr)
        if done.returncode:
            raise AssertionError(
                f"{' '.join(command[2:])} ended with {done.returncode}: {done.stderr.decode()[-3000:]}"
            )
        return done.stdout.decode()

    def _has_its_year(self) -> bool:
        told = re.findall(r"(\d+) of (\d+) orders of the demo are there", self.log.read_text())
        return bool(told) and told[-1][0] == told[-1][1]

    def _is_open(self) -> bool:
        assert self.program is not None
        assert self.program.poll() is None, self.log.read_text()
        try:
            return self.browser().get("/readyz").status == 200
        except OSError:
            time.sleep(0.1)
            return False


def new_installation(folder: Path, **settings: str) -> Installation:
    """A shop that is not started yet, on a free port."""
    made = Installation(folder, free_port(), settings)
    made.temporary.mkdir(parents=True)
    return made


def letters_to(shop: Installation, address: str, *, about: str = "") -> list[str]:
    """The pages of the letters to an address whose subject holds `about`, newest first."""
    inbox = shop.browser().get("/en/-/mailbox/").body.decode()
    found = re.findall(r'href="(/en/-/mailbox/[0-9a-f-]{36}/)"(.*?)</li>', inbox, re.S)
    return [link for link, rest in found if address in rest and about in rest]


def letter_to(shop: Installation, address: str, *, about: str = "", but: Sequence[str] = ()) -> Page:
    """The newest letter to an address, as soon as the worker has written it; `but` are those that were there before."""

    def new_ones() -> list[str]:
        return [link for link in letters_to(shop, address, about=about) if link not in but]

    return shop.browser().get(awaited(new_ones, what=f"no letter to {address} about {about!r}")[0])


def code_in(letter: Page) -> str:
    """The six digits of a sign-in letter."""
    found = re.search(r"\b(\d{3}) (\d{3})\b", letter.text)
    assert found, letter.text
    return "".join(found.groups())

"""`kindr serve` keeps the shop open while its parts are killed, and takes everything with it when it stops."""

from __future__ import annotations

import json
import os
import shutil
import signal
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Callable, Iterator
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

import psutil
import pytest

from kindr.web.servers.children import is_alive, session_of
from kindr.web.servers.places import PrivateServers, private_servers
from kindr.web.servers.postgres import stop_both
from kindr.web.servers.processes import postmaster_of, processes_of
from tests.ports import free_port

PATIENCE = 180.0


@dataclass
class Shop:
    """One `kindr serve` with a data folder and private servers of its own."""

    folder: Path
    port: int
    program: subprocess.Popen[bytes]

    @property
    def servers(self) -> PrivateServers:
        return private_servers(self.folder)

    def asks(self, path: str) -> tuple[int, str]:
        try:
            with urllib.request.urlopen(f"http://127.0.0.1:{self.port}{path}", timeout=30) as response:
                return response.status, response.read().decode()
        except urllib.error.HTTPError as error:
            return error.code, error.read().decode()
        except OSError:
            return 0, ""

    def part(self, words: str) -> list[psutil.Process]:
        """The living processes of this shop whose command line holds `words`."""
        try:
            noted = json.loads((self.folder / "serving.json").read_text())["processes"]
        except FileNotFoundError:
            return []
        found = []
        for process in (member for pid, _ in noted for member in session_of(pid)):
            with suppress(psutil.Error):
                found += [process] if words in " ".join(process.cmdline()) else []
        return found


def until(is_true: Callable[[], object], *, seconds: float = PATIENCE) -> None:
    deadline = time.monotonic() + seconds
    while not is_true():
        assert time.monotonic() < deadline, "waited for too long"
        time.sleep(0.1)


def serve(folder: Path, port: int) -> subprocess.Popen[bytes]:
    others = ("DATABASE_URL", "KEYS_DATABASE_URL", "OWNER_DATABASE_URL", "KEYS_OWNER_DATABASE_URL")
    environ = {name: value for name, value in os.environ.items() if name not in others}
    environ |= {"KINDR_DATA": str(folder), "PORT": str(port), "DJANGO_SETTINGS_MODULE": "kindr.web.settings"}
    with (folder.parent / "log").open("ab") as log:
        return subprocess.Popen([sys.executable, "-m", "kindr.web.cli", "serve"], env=environ, stdout=log, stderr=log)


def opened(folder: Path) -> Shop:
    port = free_port()
    shop = Shop(folder, port, serve(folder, port))
    is_open(shop)
    return shop


def is_open(shop: Shop) -> None:
    def answers() -> bool:
        assert shop.program.poll() is None, (shop.folder.parent / "log").read_text()
        return shop.asks("/readyz")[0] == 200 and bool(shop.part("cli worker")) and bool(shop.part("granian"))

    until(answers)


@pytest.fixture(scope="module")
def shop(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Shop]:
    found = opened(tmp_path_factory.mktemp("shop") / "folder")
    yield found
    found.program.terminate()
    found.program.wait(PATIENCE)
    stop_both(found.servers)
    shutil.rmtree(found.servers.state, ignore_errors=True)


@pytest.mark.parametrize("part", ["granian", "cli worker"])
def test_a_part_that_is_killed_is_started_again(shop: Shop, part: str) -> None:
    killed = shop.part(part)
    killed[0].kill()
    until(lambda: not any(is_alive(process) for process in killed))
    until(lambda: shop.part(part))
    is_open(shop)


def test_a_killed_database_is_started_again(shop: Shop) -> None:
    killed = postmaster_of(shop.servers.data)
    assert killed
    killed.kill()
    until(lambda: postmaster_of(shop.servers.data) not in (None, killed))
    is_open(shop)


def test_a_second_supervisor_on_the_same_folder_is_refused(shop: Shop) -> None:
    second = serve(shop.folder, shop.port)
    assert second.wait(PATIENCE) == 1
    assert "another kindr serve runs" in (shop.folder.parent / "log").read_text()


def test_a_killed_supervisor_leaves_nothing_that_the_next_one_does_not_clean_up_and_a_stop_leaves_nothing(
    shop: Shop,
) -> None:
    left = [*shop.part("granian"), *shop.part("cli worker")]
    shop.program.kill()
    shop.program.wait()
    shop.program = serve(shop.folder, shop.port)
    until(lambda: not any(is_alive(process) for process in left))
    is_open(shop)
    parts = [*shop.part("granian"), *shop.part("cli worker")]
    shop.program.send_signal(signal.SIGTERM)
    assert shop.program.wait(PATIENCE) == 0
    assert not any(is_alive(process) for process in parts)
    assert [processes_of(server) for server in shop.servers.both] == [[], []]

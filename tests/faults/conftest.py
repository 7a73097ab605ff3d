"""Servers of their own for the tests that break servers."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest

from kindr.web.servers.places import PrivateServers, private_servers
from kindr.web.servers.postgres import start_both, stop_both

# What was committed must outlive a kill -9, though it need not outlive a power cut.
SETTINGS = {"fsync": "off"}


def remove(servers: PrivateServers) -> None:
    """Stop a pair and remove its files, wherever they lie."""
    stop_both(servers)
    for folder in (servers.state, *(server.sockets for server in servers.both)):
        shutil.rmtree(folder, ignore_errors=True)


@pytest.fixture(scope="module")
def pair(tmp_path_factory: pytest.TempPathFactory) -> Iterator[PrivateServers]:
    """A running pair that a whole module may break."""
    servers = private_servers(tmp_path_factory.mktemp("pair") / "folder")
    start_both(servers, SETTINGS)
    yield servers
    remove(servers)


@pytest.fixture
def running(pair: PrivateServers) -> PrivateServers:
    """The pair, running."""
    start_both(pair, SETTINGS)
    return pair


@pytest.fixture
def not_started(tmp_path: Path) -> Iterator[PrivateServers]:
    """A pair that was never started, below a path that is too long for a socket."""
    servers = private_servers(tmp_path / ("a-rather-long-name" * 6) / "folder")
    yield servers
    remove(servers)

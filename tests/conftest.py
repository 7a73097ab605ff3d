"""What every test stands on: its own clone of both databases, and no way to the network."""

from __future__ import annotations

import math
import socket
from collections import Counter
from collections.abc import Iterator
from typing import Any

import pytest
from django.test import TransactionTestCase
from hypothesis import settings
from pytest_django.plugin import DjangoDbBlocker

from tests import databases

pytest_plugins = ["tests.cast", "tests.chromium"]

# How long an example takes says nothing on a busy machine.
settings.register_profile("kindr", deadline=None)
settings.load_profile("kindr")

DATABASE_FIXTURES = {"db", "transactional_db", "live_server"}
LOOPBACK = ("127.", "::1", "localhost")


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Let `django_db` and the `db` fixture mean both servers everywhere, so that nobody has to name the aliases.

    The owners' aliases are there for a test that says `databases="__all__"`. Files with slow tests come first: one that
    began at the end would leave the other workers idle.
    """
    slow = Counter(item.path for item in items if item.get_closest_marker("slow"))
    items.sort(key=lambda item: -slow[item.path])
    for item in items:
        marker = item.get_closest_marker("django_db")
        asked = DATABASE_FIXTURES & set(getattr(item, "fixturenames", ()))
        if (marker is None and not asked) or (marker and marker.kwargs.get("databases")):
            continue
        given = dict(marker.kwargs) if marker else {"transaction": asked != {"db"}}
        item.add_marker(pytest.mark.django_db(**{**given, "databases": ["default", "keys"]}), append=False)


@pytest.fixture(scope="session")
def django_db_setup(django_test_environment: None, django_db_blocker: DjangoDbBlocker) -> Iterator[None]:
    """Clone the migrated template for this process; the program's logins are used, not the owners'."""
    from django.db import connections

    with django_db_blocker.unblock():
        databases.make_own_databases()
    yield
    with django_db_blocker.unblock():
        connections.close_all()
        databases.drop_own_databases()


@pytest.fixture(scope="session", autouse=True)
def _tables_are_emptied_by_their_owner() -> Iterator[None]:
    """Tests that commit leave empty tables behind; the program's login has no right to TRUNCATE."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(TransactionTestCase, "_fixture_teardown", lambda self: databases.empty_the_databases())
        yield


@pytest.fixture(scope="session", autouse=True)
def _the_log_waits_for_its_own_database_only(django_test_environment: None) -> Iterator[None]:
    """Parallel workers share a server: what another one has open is no reason for a row to wait for its place."""
    from kindr.privacy.evidence import sequencing

    of_the_server = sequencing.horizon
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(sequencing, "horizon", lambda: max(of_the_server(), databases.horizon()))
        yield


@pytest.fixture(autouse=True)
def _no_decoy_is_known(monkeypatch: pytest.MonkeyPatch, django_test_environment: None) -> None:
    """No test knows the decoys of another, nor has the question for their marks among its own after half a minute."""
    from kindr.privacy.access import honeytokens

    monkeypatch.setattr(honeytokens, "_known", {"marks": frozenset(), "until": math.inf})


@pytest.fixture(scope="session", autouse=True)
def _no_network() -> Iterator[None]:
    """Refuse every connection that would leave this computer."""
    connect = socket.socket.connect

    def guarded(self: socket.socket, address: Any) -> None:
        if self.family != socket.AF_UNIX and not str(address[0]).startswith(LOOPBACK):
            raise ConnectionRefusedError(f"tests may not connect to {address[0]}")
        connect(self, address)

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(socket.socket, "connect", guarded)
        yield

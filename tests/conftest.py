"""What every test stands on: its own clone of both databases, and no way to the network."""

from __future__ import annotations

import math
import socket
import time
from collections import Counter
from collections.abc import Iterator
from typing import Any

import pytest
from django.test import TestCase, TransactionTestCase
from hypothesis import HealthCheck, settings
from pytest_django.plugin import DjangoDbBlocker

from tests import databases

pytest_plugins = ["tests.cast", "tests.chromium"]

# How long an example takes, or takes to be thought of, says nothing on a busy machine.
settings.register_profile("kindr", deadline=None, suppress_health_check=[HealthCheck.too_slow])
settings.load_profile("kindr")

DATABASE_FIXTURES = {"db", "transactional_db", "live_server"}
LOOPBACK = ("127.", "::1", "localhost")
AN_HOUR, ITS_END = 3600, 20


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


@pytest.hookimpl(tryfirst=True)
def pytest_runtest_setup(item: pytest.Item) -> None:
    """No test begins in the last seconds of an hour, with which days, months and years end as well.

    A test that speaks of such an end sets the moments itself; any other would meet it by chance, between two lines.
    """
    left = AN_HOUR - time.time() % AN_HOUR
    time.sleep(left if left <= ITS_END else 0)


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
def _who_commits_finds_and_leaves_empty_tables() -> Iterator[None]:
    """Tests that commit find and leave empty tables; the program's login has no right to TRUNCATE.

    What is rolled back leaves rows too: lines, tallies and alarms are written on the access log's own connection.
    """
    roll_back, is_empty = TestCase._fixture_teardown, [False]

    def found(cls: type[TransactionTestCase]) -> None:
        if not is_empty[0]:
            databases.empty_the_databases()

    def left(self: TransactionTestCase) -> None:
        databases.empty_the_databases()
        is_empty[0] = True

    def rolled_back(self: TestCase) -> None:
        roll_back(self)
        is_empty[0] = False

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(TransactionTestCase, "_fixture_setup", classmethod(found))
        patch.setattr(TransactionTestCase, "_fixture_teardown", left)
        patch.setattr(TestCase, "_fixture_teardown", rolled_back)
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
def _style_sheets_are_listed_once(django_test_environment: None) -> Iterator[None]:
    """Every browser of a test builds the middleware anew; what lies among the static files does not change between."""
    from django.conf import settings
    from whitenoise.middleware import WhiteNoiseMiddleware

    listed: dict[str, dict[str, Any]] = {}
    list_them = WhiteNoiseMiddleware.add_files_from_finders

    def remembered(self: WhiteNoiseMiddleware) -> None:
        of_settings = repr((self.static_prefix, self.max_age, settings.STATICFILES_DIRS, settings.STORAGES))
        if of_settings not in listed:
            list_them(self)
            listed[of_settings] = dict(self.files)
        self.files.update(listed[of_settings])

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(WhiteNoiseMiddleware, "add_files_from_finders", remembered)
        yield


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

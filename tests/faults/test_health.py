"""The two pages for machines tell a process that is up from a shop that can serve."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from django.db import connections
from django.test import Client

from tests.databases import django_connected_to

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def keys_are_down() -> Iterator[None]:
    """The key server's socket is not there."""
    settings = connections["keys"].settings_dict
    before = settings["HOST"]
    connections["keys"].close()
    settings["HOST"] = "/nowhere"
    yield
    settings["HOST"] = before


def test_a_shop_with_both_servers_migrated_is_ready(client: Client) -> None:
    assert client.get("/healthz").status_code == 200
    answer = client.get("/readyz")
    assert (answer.status_code, answer.json()) == (200, {"data": "ready", "keys": "ready"})


@pytest.mark.usefixtures("keys_are_down")
def test_a_shop_without_its_keys_is_alive_but_not_ready_and_says_what_is_down(client: Client) -> None:
    assert client.get("/healthz").status_code == 200
    answer = client.get("/readyz")
    assert (answer.status_code, answer.json()) == (503, {"data": "ready", "keys": "down"})


def test_a_shop_whose_databases_are_empty_is_not_ready(client: Client) -> None:
    with django_connected_to("kindr"):
        answer = client.get("/readyz")
    assert answer.status_code == 503

"""Chapter 5, as a table: every route answers everybody of the cast as `routes.md` says, and the table is complete."""

from __future__ import annotations

from collections.abc import Callable
from copy import deepcopy

import pytest
from django.db import transaction
from django.test import Client

from kindr.shop.accounts.models import Account
from tests.cast import Player
from tests.roles.table import CAST, Row, answer_of, routes, rows
from tests.roles.world import World

pytestmark = [pytest.mark.django_db, pytest.mark.slow]
METHODS = ("GET", "POST")


class Undone(Exception):
    """Raised to take back what a request has done, so that the next one finds the world as it was."""


@pytest.fixture
def cast(request: pytest.FixtureRequest) -> dict[str, Player]:
    """Everybody, by name."""
    return {name: request.getfixturevalue(name.lower()) for name in CAST}


@pytest.fixture
def browser_of(cast: dict[str, Player]) -> Callable[[str], Client]:
    """The browser of somebody; a child has no account, so theirs knows nobody.

    The visit of a consultant without a certificate ends with its first page.
    """

    def browser(name: str) -> Client:
        client = cast[name].client() if Account.objects.filter(pk=cast[name].id).exists() else Client()
        if name == "Yusuf":
            assert client.get("/desk/").status_code == 403
        return client

    return browser


def asked(client: Client, row: Row, path: str) -> str:
    """What one request is answered; what it did is taken back afterwards, the browser's cookies too."""
    answer, cookies = "", deepcopy(client.cookies)
    try:
        with transaction.atomic(), transaction.atomic(using="keys"):
            response = client.generic(row.method, path, "", "application/x-www-form-urlencoded")
            answer = answer_of(response)
            list(response if response.streaming else ())
            raise Undone
    except Undone:
        client.cookies = cookies
        return answer


@pytest.mark.parametrize("name", CAST)
def test_every_route_answers_as_the_table_says(
    name: str, cast: dict[str, Player], browser_of: Callable[[str], Client]
) -> None:
    world, client = World(cast["Mara"]), browser_of(name)
    paths = {route: world.path(route, pattern) for route, pattern in routes()}
    found = {(row.method, row.route): asked(client, row, paths[row.route]) for row in rows()}
    wrong = {
        f"{row.method} {row.route}": f"{answer}, not {row.answers[name]}"
        for row in rows()
        if (answer := found[row.method, row.route]) != row.answers[name]
    }
    assert wrong == {}


def test_every_route_stands_in_the_table_with_both_methods() -> None:
    assert {(row.method, row.route) for row in rows()} == {
        (method, route) for route, _ in routes() for method in METHODS
    }


def test_nothing_in_the_table_fails() -> None:
    assert [str(row) for row in rows() if any(answer.startswith("5") for answer in row.answers.values())] == []

"""Nonsense in addresses, forms and headers: whatever is sent to whichever route, nothing fails or leads away."""

from __future__ import annotations

import random
import re
import uuid
from collections.abc import Iterator
from copy import deepcopy
from urllib.parse import quote, urlencode

import pytest
from django.db import transaction
from django.http import HttpResponse
from django.test import Client

from kindr.base import clock
from kindr.shop.accounts.personal import ChildProfile
from kindr.shop.catalog import actions as catalog
from tests.cast import Player
from tests.roles.table import routes
from tests.roles.world import WITHOUT_NAMES, World

pytestmark = pytest.mark.django_db

NONSENSE = (
    "", "\x00", "a\x00b", "-1", "0", "9" * 30, "9" * 5000, "NaN", "1e400", "٣", "²", "🪁" * 40, "\u202eabc", "<script>",
    "' OR 1=1 --", "[" * 3000, "{}", "null", "//evil.example", "../../etc/passwd", "\r\nX: 1", "A" * 5000, "2026-00",
    "2147483648", "9223372036854775808", "%s%(x)s{0}", "KD-0000-0000", "1970-13-45", f"{uuid.UUID(int=0)}",
)  # fmt: skip
FIELDS = (
    "q", "page", "upto", "size", "age", "colour", "shade", "shelf", "fabric", "from", "to", "height", "stock",
    "sort", "next", "only", "order", "purpose", "month", "year", "area", "words", "use", "status", "show",
    "service", "removed", "names", "method", "deed", "copy", "bank", "category", "who", "why", "whose", "period",
    "clause", "stage", "province", "days", "pieces", "waiting", "problem", "key", "how", "amount", "percent",
    "name", "role", "since", "until", "action", "_selected_action", "o", "p", "all", "email", "code", "password",
    "credential", "label", "nickname", "word", "message", "variant", "quantity", "to_variant", "step", "value",
    "sheet", "hex", "kind", "number", "tracking_number", "agreed", "turn", "pieces-1", "pieces-x",
)  # fmt: skip
ADDRESSES = ("http://testserver//evil.example/", "http://[", "javascript:x", "/\\evil.example", "https://evil.example/")
WITHOUT_LANGUAGE = ("/-/", "/healthz", "/readyz", "/robots", "/sitemap", "/style", "/garments/")


class Undone(Exception):
    """Raised to take back what a request has done, so that the next one finds the world as it was."""


def asked(client: Client, method: str, path: str, body: str = "", **headers: str) -> HttpResponse:
    """What one request is answered; what it did is taken back."""
    cookies = deepcopy(client.cookies)
    try:
        with transaction.atomic(), transaction.atomic(using="keys"):
            answer = client.generic(method, path, body, "application/x-www-form-urlencoded", headers=headers)
            list(answer if answer.streaming else ())
            raise Undone
    except Undone:
        client.cookies = cookies
        return answer  # type: ignore[return-value]  # the client's answer is one


def addresses(world: World, chance: random.Random, *, of: tuple[str, ...]) -> Iterator[str]:
    """The address of every route whose name begins so, and with nonsense in one of its places, in either language."""
    for name, pattern in routes():
        if not name.startswith(of):
            continue
        plain = world.path(name, pattern)
        yield plain
        for key in [] if name in WITHOUT_NAMES else pattern.pattern.converters:
            broken = quote(chance.choice(NONSENSE)[:300] or "x", safe="")
            path = plain.replace(quote(str(world.value(name, key))), broken)
            yield path if path.startswith(WITHOUT_LANGUAGE) or chance.random() < 0.5 else f"/en{path}"


def filled(chance: random.Random) -> str:
    """Every field that some page reads, with nonsense in it."""
    return urlencode([(field, chance.choice(NONSENSE)) for field in FIELDS if chance.random() < 0.8])


@pytest.mark.slow
@pytest.mark.parametrize(
    ("name", "of"),
    [("mara", ("",)), ("citra", ("admin:",)), *((each, ("desk:",)) for each in ("tariq", "bima", "ratna", "odile"))],
)
def test_nothing_fails_however_nonsensical_the_request(
    name: str, of: tuple[str, ...], mara: Player, request: pytest.FixtureRequest
) -> None:
    world, chance = World(mara), random.Random(name)  # the same nonsense each time
    client = request.getfixturevalue(name).client()
    failed = []
    # All addresses are made first: a request for an English page changes the language of those made after it.
    for path in list(addresses(world, chance, of=of)):
        for method in ("GET", "POST"):
            headers = (
                {"HX-Request": "true", "HX-Current-URL": chance.choice(ADDRESSES)} if chance.random() < 0.5 else {}
            )
            query, body = (filled(chance), "") if method == "GET" else ("", filled(chance))
            answer = asked(client, method, f"{path}?{query}" if query else path, body, **headers)
            failed += [f"{method} {path}"] if answer.status_code >= 500 else []
    assert failed == []


def test_an_order_with_a_null_character_is_on_no_pick_list(mara: Player, bima: Player) -> None:
    world = World(mara)
    for given in ({"only": "a\x00b"}, {"order": ["a\x00b", world.order.number]}):
        assert bima.client().post("/desk/orders/pick-list/", given).status_code == 200


def test_a_tick_that_is_no_number_ticks_nothing(mara: Player, citra: Player) -> None:
    World(mara)
    given = {"action": "hide", "index": "0", "_selected_action": ["Infinity", "9" * 30]}
    assert citra.client().post("/back-office/catalog/product/", given).status_code == 302


@pytest.mark.parametrize("page", ["9" * 5000, "-1", "٣", "x"])
def test_a_page_of_an_errand_that_there_is_not_is_the_first_or_the_last(citra: Player, page: str) -> None:
    assert citra.id
    errand = catalog.ask_for_drawings(staff=citra.id, at=clock.now())
    assert citra.client().get(f"/back-office/sheets/{errand}/?page={page}").status_code == 200


@pytest.mark.parametrize("page", ADDRESSES)
def test_the_bar_of_somebody_who_shops_for_a_child_leads_to_no_other_site(mara: Player, page: str) -> None:
    client, profile = mara.client(), ChildProfile.objects.get(person__guardian=mara.id)
    client.post(f"/account/children/{profile.pk}/shop/")
    bar = client.get("/account/children/bar/", headers={"HX-Request": "true", "HX-Current-URL": page})
    assert b"evil.example" not in bar.content
    bar = client.get("/account/children/bar/", headers={"HX-Current-URL": "http://testserver/search/?q=kaos"})
    assert b"/search/?q=kaos&amp;size=" in bar.content


@pytest.mark.parametrize("path", ["//evil.example/", "/\\evil.example/", "/en/\\evil.example/"])
def test_no_address_makes_a_page_lead_to_another_site(client: Client, path: str) -> None:
    answer = client.get("/", PATH_INFO=path)
    assert answer.status_code == 404
    links = re.findall(r'(?:href|action)="([^"]*)"', answer.content.decode())
    assert links
    assert [link for link in links if link.startswith(("//", "/\\"))] == []


def test_a_name_in_an_address_is_escaped_for_both_languages(client: Client) -> None:
    page = client.get('/search/?q="><script>').content.decode()
    assert "<script>" not in page.replace("<script src", "").replace('<script type="application/ld+json"', "")

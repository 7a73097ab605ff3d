"""Chapter C and 3.5.2: a cookie that is not needed waits for a yes, goes with a no, and a browser's signal is a no."""

from __future__ import annotations

import logging
from collections.abc import Iterator
from datetime import timedelta

import pytest
from django.db import connection
from django.http import HttpRequest, HttpResponse
from django.test import Client, RequestFactory
from django.test.utils import CaptureQueriesContext
from hypothesis import given
from hypothesis import strategies as st

from kindr.base import clock
from kindr.policy import POLICY
from kindr.privacy.consent import browsers, ledger
from kindr.privacy.consent.browsers import choices_of, written
from kindr.web.cookies.middleware import CookieMiddleware
from tests.buying import a_garment
from tests.cast import Player
from tests.roles.table import routes
from tests.roles.world import World

pytestmark = pytest.mark.django_db

ORIGIN = {"HTTP_ORIGIN": "http://testserver"}
GPC = {"HTTP_SEC_GPC": "1"}
OPTIONAL = {cookie.name for cookie in browsers.optional_cookies(POLICY)}


def answered(word: str, client: Client | None = None) -> Client:
    """A browser that answered the question."""
    client = client or Client()
    assert client.post("/privacy/cookies/answer/", {"all": word, "back": "/en/"}, **ORIGIN).status_code == 302
    return client


def asks(client: Client, path: str = "/en/", **headers: str) -> bool:
    return b'id="cookie-question"' in client.get(path, **headers).content


def held(client: Client) -> set[str]:
    """The cookies that a browser has; one that was taken back is gone."""
    return {name for name, cookie in client.cookies.items() if cookie["max-age"] != 0}


@pytest.fixture
def page() -> str:
    return f"/en/p/{a_garment().product.slug}/"


@pytest.mark.clause("C.3")
def test_what_was_looked_at_is_remembered_only_after_a_yes(page: str) -> None:
    undecided, no, yes = Client(), answered("no"), answered("yes")
    for client in (undecided, no, yes):
        client.get(page)
    assert [held(client) & OPTIONAL for client in (undecided, no, yes)] == [set(), set(), {"seen"}]
    assert [b'class="seen"' in client.get("/en/").content for client in (undecided, no, yes)] == [False, False, True]


@pytest.mark.clause("C.3")
def test_a_no_deletes_at_once_what_a_yes_had_allowed(page: str) -> None:
    client = answered("yes")
    client.get(page)
    assert "seen" in held(client)
    answered("no", client)
    assert "seen" not in held(client)
    assert b'class="seen"' not in client.get("/en/").content


@pytest.mark.clause("C.3", "3.5.2")
def test_the_signal_of_a_browser_is_a_no_whatever_was_answered_before(page: str) -> None:
    client = answered("yes")
    client.get(page)
    answer = client.get(page, **GPC)
    assert "seen" not in held(client)
    assert b'class="seen"' not in answer.content
    assert not asks(Client(), **GPC)
    shown = client.get("/en/privacy/cookies/", **GPC).content.decode()
    assert "Your browser says no, and we obey it" in shown


@pytest.mark.clause("3.5.2")
@pytest.mark.parametrize("value", ["0", "", "true", "11", "yes"])
def test_only_the_value_one_is_a_signal(value: str) -> None:
    assert asks(Client(), HTTP_SEC_GPC=value)
    assert not asks(Client(), **GPC)


@pytest.mark.clause("3.5.2")
def test_a_decision_notes_whether_the_browser_sent_the_signal(ilse: Player) -> None:
    client = ilse.client()
    for headers, seen in (({}, False), (GPC, True)):
        client.post("/en/account/birthday/", {"born": "1991-05-04", "agree": "on"}, **headers)
        assert ledger.events_of([ilse.id])[-1].has_gpc is seen


@pytest.mark.clause("3.5.2")
def test_answers_that_differ_with_the_signal_say_so(page: str) -> None:
    for path in ("/en/", page, "/en/privacy/cookies/"):
        assert {"sec-gpc", "cookie"} <= {word.strip().lower() for word in Client().get(path)["Vary"].split(",")}
    assert "Sec-GPC" not in Client().get("/en/privacy/").get("Vary", "")


@pytest.mark.clause("C.4")
def test_the_answer_lies_in_the_browser_alone_and_names_nobody(mara: Player) -> None:
    clients = [answered("no", mara.client()), answered("no")]
    first, second = (client.cookies["choices"] for client in clients)
    assert first.value == second.value == written({"personalise": False}, on=clock.now().date())
    assert first["max-age"] == POLICY.cookies["choices"].seconds == 180 * 24 * 3600
    assert first["httponly"]
    assert not any(asks(client) for client in clients)


@pytest.mark.clause("C.4")
def test_the_question_comes_again_after_six_months_and_when_the_table_changes(monkeypatch: pytest.MonkeyPatch) -> None:
    client, today = Client(), clock.now().date()
    for days, is_asked in ((0, False), (180, False), (181, True), (-2, True)):
        client.cookies["choices"] = written({"personalise": True}, on=today - timedelta(days=days))
        assert asks(client) is is_asked, days
    client = answered("yes")
    monkeypatch.setattr(browsers, "mark_of_table", lambda policy: "another")
    assert asks(client)


@pytest.mark.clause("C.4")
def test_the_answer_can_be_changed_at_any_time_on_the_page_of_the_cookies(page: str) -> None:
    client = answered("no")
    client.post("/en/privacy/cookies/answer/", {"personalise": "yes"}, **ORIGIN)
    client.get(page)
    shown = client.get("/en/privacy/cookies/").content.decode()
    assert "seen" in held(client)
    assert client.cookies["seen"].value in shown
    client.post("/en/privacy/cookies/answer/", {"personalise": "no"}, **ORIGIN)
    assert "seen" not in held(client)


def questions(client: Client, path: str) -> int:
    """How many queries a page asks; the first time is not counted."""
    client.get(path)
    with CaptureQueriesContext(connection) as asked:
        assert client.get(path).status_code == 200
    return len(asked)


def test_the_row_costs_the_same_for_one_garment_as_for_eight_and_nothing_without_a_yes() -> None:
    garments = [a_garment() for _ in range(9)]
    undecided, no, yes = Client(), answered("no"), answered("yes")
    yes.cookies["seen"] = str(garments[0].product.pk)
    one = questions(yes, "/en/")
    yes.cookies["seen"] = "-".join(str(garment.product.pk) for garment in garments[:8])
    assert questions(yes, "/en/") == one
    assert questions(no, "/en/") == questions(undecided, "/en/") == one - 3
    yes.get(f"/en/p/{garments[8].product.slug}/")
    assert len(yes.cookies["seen"].value.split("-")) == 8
    assert yes.cookies["seen"].value.startswith(f"{garments[8].product.pk}-")


@pytest.mark.clause("C.3")
def test_yes_and_no_weigh_the_same() -> None:
    text = Client().get("/en/").content.decode().partition('id="cookie-question"')[2].partition("</section>")[0]
    buttons = [part.partition(">")[0] for part in text.split("<button")[1:]]
    assert [button.replace('value="no"', "").replace('value="yes"', "") for button in buttons] == [
        ' class="button button-quiet" name="all" '
    ] * 2
    assert "checked" not in text


@pytest.mark.parametrize("headers", [{}, {"HTTP_ORIGIN": "https://elsewhere.example"}, {"HTTP_ORIGIN": "null"}])
def test_another_website_cannot_answer_in_somebodys_name(headers: dict[str, str]) -> None:
    client = Client()
    assert client.post("/privacy/cookies/answer/", {"all": "yes"}, **headers).status_code == 403
    assert not client.cookies
    assert answered("yes").cookies["choices"].value.endswith("personalise-yes")


@pytest.mark.parametrize("said", [{}, {"all": "maybe"}, {"personalise": ""}])
def test_no_answer_is_no_yes(said: dict[str, str]) -> None:
    client = Client()
    client.post("/privacy/cookies/answer/", said, **ORIGIN)
    assert not client.cookies


@pytest.mark.parametrize(
    "back", ["https://elsewhere.example/", "//elsewhere.example", "javascript:alert(1)", "\\\\x", ""]
)
def test_an_answer_leads_back_to_a_page_of_ours_only(back: str) -> None:
    client = Client()
    sent = client.post("/en/privacy/cookies/answer/", {"all": "no", "back": back}, **ORIGIN)
    assert sent["Location"] == "/en/privacy/cookies/?saved"
    assert client.post("/en/privacy/cookies/answer/", {"all": "no", "back": "/p/x/?a=1"}, **ORIGIN)["Location"] == (
        "/p/x/?a=1"
    )


@given(st.text(alphabet=st.characters(codec="ascii", exclude_characters='";,\\'), max_size=80))
def test_a_broken_cookie_is_no_answer(text: str) -> None:
    request = RequestFactory().get("/")
    request.COOKIES["choices"] = text
    browsers.arrived(request, at=clock.now())
    assert choices_of(request).answers == {}


@pytest.mark.clause("C.3")
@pytest.mark.parametrize("value", ["", "x", "0-1-a", "9" * 50, "-1", "1" + "-2" * 500])
def test_whatever_somebody_writes_into_the_cookie_shows_no_garment_and_breaks_no_page(value: str) -> None:
    client = answered("yes")
    client.cookies["seen"] = value
    assert client.get("/en/").status_code == 200


def test_a_cookie_that_nobody_declared_is_held_back(caplog: pytest.LogCaptureFixture) -> None:
    def careless(request: HttpRequest) -> HttpResponse:
        response = HttpResponse()
        for name in ("tracker", "seen", "basket"):
            response.set_cookie(name, "1", max_age=60)
        return response

    sent = CookieMiddleware(careless)(RequestFactory().get("/"))
    assert set(sent.cookies) == {"basket"}
    assert "tracker" in caplog.text


def browsers_of(player: Player) -> Iterator[tuple[Client, dict[str, str]]]:
    """Everybody who has not said yes, each with what a yes had left behind."""
    for client in (Client(), player.client()):
        yield client, {}
        yield answered("no", client), {}
        yield answered("yes", client), GPC


@pytest.mark.slow
@pytest.mark.clause("C.1", "C.3", "3.5.2")
def test_no_route_sets_a_cookie_that_is_not_needed_before_a_yes(mara: Player, caplog: pytest.LogCaptureFixture) -> None:
    world = World(mara)
    paths = {route: world.path(route, pattern) for route, pattern in routes()}
    caplog.set_level(logging.ERROR, logger="kindr.web.cookies.middleware")
    for client, headers in browsers_of(mara):
        before = {name: morsel.value for name, morsel in client.cookies.items()}
        for route, path in paths.items():
            client.cookies.load({**before, "seen": "1-2"})
            response = client.get(path, **headers)
            list(response if response.streaming else ())
            set_now = {name for name, cookie in response.cookies.items() if cookie["max-age"] != 0}
            assert set_now <= {cookie.name for cookie in POLICY.cookies.values() if cookie.necessary}, route
            assert response.cookies["seen"]["max-age"] == 0, route
    assert "held back" not in caplog.text


def test_the_well_known_files_say_what_machines_look_for() -> None:
    signal, hole = Client().get("/.well-known/gpc.json"), Client().get("/.well-known/security.txt")
    assert signal.json() == {"gpc": True, "lastUpdate": POLICY.version}
    assert signal["Content-Type"] == "application/json"
    fields = dict(line.split(": ", 1) for line in hole.content.decode().splitlines())
    assert hole["Content-Type"] == "text/plain; charset=utf-8"
    assert fields["Contact"] == f"mailto:{POLICY.parties['controller'].email}"
    assert fields["Preferred-Languages"] == "id, en"
    expires = fields["Expires"]
    assert clock.now().isoformat() < expires < (clock.now() + timedelta(days=365)).isoformat()
    assert expires.endswith("Z")

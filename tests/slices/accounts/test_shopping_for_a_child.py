"""Shopping for a child: the visit remembers a random id, pages stay the same for all, the bar comes afterwards."""

from __future__ import annotations

import html

import pytest
from django.contrib.sessions.backends.base import SessionBase
from django.test import Client

from kindr.base import clock
from kindr.privacy.consent.ledger import Decision
from kindr.shop.accounts import queries
from kindr.shop.accounts.personal import ChildProfile
from tests.buying import a_garment
from tests.cast import Player
from tests.consents import say
from tests.promises.evidence import lines_about

pytestmark = pytest.mark.django_db
BAR = "/en/account/children/bar/"


def text(response) -> str:
    return html.unescape(response.content.decode())


def shop(client: Client, child: Player, **form: str):
    profile = ChildProfile.objects.get(person_id=child.id)
    return client.post(f"/en/account/children/{profile.pk}/shop/", form)


def session_of(client: Client) -> SessionBase:
    return client.session


def test_choosing_a_child_leads_to_what_is_there_in_their_size(mara: Player, noa: Player) -> None:
    client = mara.client()
    response = shop(client, noa)
    assert response["Location"] == "/en/search/?size=122&stock=1"
    assert session_of(client)["shopping_for"] == str(noa.id)
    cookie = client.cookies["shopping_for"]
    assert (cookie.value, cookie["max-age"], cookie["httponly"]) == ("1", "", True)


def test_the_bar_is_loaded_after_the_page_and_names_the_child(mara: Player, noa: Player) -> None:
    client = mara.client()
    shop(client, noa)
    response = client.get(BAR, headers={"HX-Request": "true", "HX-Current-URL": "http://testserver/en/c/kaus/?page=2"})
    bar = text(response)
    assert "Shopping for <strong>Noa</strong>, size 122" in bar
    assert 'href="/en/c/kaus/?size=122&stock=1"' in bar
    assert "<html" not in bar
    assert "no-store" in response["Cache-Control"]
    assert str(noa.id) not in bar


@pytest.mark.parametrize(
    ("here", "there"),
    [
        ("/en/p/kaus/?colour=langit", ""),
        ("/en/search/?q=baju&size=98&stock=1&page=3", "/en/search/?q=baju&size=122&stock=1"),
        ("/en/search/?size=122&stock=1", ""),
        ("http://elsewhere.example/en/", ""),
    ],
)
def test_the_bar_narrows_the_page_that_one_is_on(mara: Player, noa: Player, here: str, there: str) -> None:
    client = mara.client()
    shop(client, noa)
    url = here if here.startswith("http") else f"http://testserver{here}"
    bar = text(client.get(BAR, headers={"HX-Current-URL": url}))
    assert ("Only size" in bar) == bool(there)
    assert there in bar
    assert "elsewhere" not in bar


def test_pages_of_the_shop_know_that_one_shops_for_a_child_and_not_for_whom(mara: Player, noa: Player) -> None:
    slug = a_garment().product.slug
    client = mara.client()
    before = {page: client.get(page).content for page in ("/en/search/", f"/en/p/{slug}/")}
    shop(client, noa)
    for page, plain in before.items():
        shown = client.get(page).content
        assert b"shopping-bar" in shown
        assert b"Noa" not in shown
        assert b"size 122" not in shown
        assert b"shopping-bar" not in plain


def test_no_address_names_the_child(mara: Player, noa: Player) -> None:
    client = mara.client()
    shop(client, noa)
    bar = text(client.get(BAR, headers={"HX-Current-URL": "http://testserver/en/search/"}))
    assert str(noa.id) not in bar
    assert "noa" not in " ".join(part for part in bar.split() if part.startswith(("href", "action"))).lower()


def test_looking_at_the_bar_is_one_line_an_hour_as_ones_own_opening(mara: Player, noa: Player) -> None:
    client = mara.client()
    shop(client, noa)
    for _ in range(3):
        client.get(BAR)
    mine = [line for line in lines_about(noa.id) if line.purpose == "measure_sizes" and line.verb == "read"]
    assert len(mine) == 1
    assert mine[0].actor == str(mara.id)


def test_a_bar_whose_consent_is_gone_fills_no_log_with_refusals(mara: Player, noa: Player) -> None:
    """It asks first, as badges do, and the visit forgets for whom somebody shopped."""
    client = mara.client()
    shop(client, noa)
    say(noa.id, "measure_sizes", Decision.WITHDRAWN)
    for _ in range(3):
        session = session_of(client)
        session["shopping_for"] = str(noa.id)
        session.save()
        answer = client.get(BAR)
        assert (answer.status_code, answer.content) == (200, b"")
        assert "shopping_for" not in session_of(client)
    assert [line.refused_by for line in lines_about(noa.id) if line.refused_by] == []


def test_whoever_chooses_a_child_whose_consent_is_gone_is_told(mara: Player, noa: Player) -> None:
    client = mara.client()
    say(noa.id, "measure_sizes", Decision.WITHDRAWN)
    assert shop(client, noa).status_code == 403
    assert "shopping_for" not in session_of(client)


def test_stopping_leads_back_and_forgets(mara: Player, noa: Player) -> None:
    client = mara.client()
    shop(client, noa)
    response = client.post("/en/account/children/stop/", {"next": "/en/search/?size=122"})
    assert response["Location"] == "/en/search/?size=122"
    assert "shopping_for" not in session_of(client)
    assert client.cookies["shopping_for"].value == ""
    assert client.get(BAR).content == b""


def test_stopping_leads_to_no_other_website(mara: Player, noa: Player) -> None:
    client = mara.client()
    shop(client, noa)
    answer = client.post("/en/account/children/stop/", {"next": "https://elsewhere.example/"})
    assert answer["Location"] == "/en/search/"


def test_a_stranger_with_the_cookie_sees_no_bar(sam: Player) -> None:
    client = sam.client()
    client.cookies["shopping_for"] = "1"
    response = client.get(BAR)
    assert (response.status_code, response.content) == (200, b"")
    assert response.cookies["shopping_for"].value == ""


def test_a_visit_that_remembers_another_familys_child_shows_nothing(mara: Player, noa: Player, ilse: Player) -> None:
    client = ilse.client()
    session = client.session
    session["shopping_for"] = str(noa.id)
    session.save()
    assert client.get(BAR).content == b""
    assert "shopping_for" not in session_of(client)


@pytest.mark.django_db(transaction=True)
def test_a_forgotten_child_is_shopped_for_no_more(mara: Player, noa: Player) -> None:
    client = mara.client()
    shop(client, noa)
    profile = ChildProfile.objects.get(person_id=noa.id)
    client.post(f"/en/account/children/{profile.pk}/forget/")
    assert client.get(BAR).content == b""


def test_switching_between_children_needs_one_step(mara: Player, noa: Player) -> None:
    client = mara.client()
    shop(client, noa)
    client.post("/en/account/children/new/", {"nickname": "Tito", "height": "80", "agree": "on"})
    tito = queries.children(access=mara.access("keep_account"), at=clock.now())[1]
    response = client.post(f"/en/account/children/{tito.id}/shop/")
    assert response["Location"] == "/en/search/?size=80&stock=1"
    assert "Tito" in text(client.get(BAR))


def test_whoever_signs_out_shops_for_nobody(mara: Player, noa: Player) -> None:
    client = mara.client()
    shop(client, noa)
    client.post("/en/sign-out/")
    assert client.cookies["shopping_for"].value == ""

"""The cast of the demo can sign in, and never comes beside real people."""

from __future__ import annotations

from dataclasses import replace

import pyotp
import pytest
from django.test import Client

from kindr.base import clock
from kindr.privacy.people import Person, PersonKind
from kindr.shop.accounts import queries
from kindr.web import demo
from kindr.web.configuration import configuration
from kindr.web.demo import loading
from kindr.web.demo import people as demo_people

pytestmark = pytest.mark.django_db


def test_everybody_of_the_cast_can_sign_in() -> None:
    demo.load(at=clock.now(), scale=3)
    for parent in demo_people.PARENTS:
        client = Client()
        response = client.post("/sign-in/password/", {"email": parent.email, "password": parent.password})
        assert (response.status_code, response["Location"]) == (302, "/account/")
    for one in demo_people.STAFF:
        client = Client()
        client.post("/staff/sign-in/", {"email": one.email, "password": one.password})
        response = client.post("/sign-in/second-factor/", {"code": pyotp.TOTP(one.totp_secret).now()})
        assert response.status_code == 302
        assert client.session["_auth_user_id"]


def test_the_demo_is_loaded_once() -> None:
    demo.load(at=clock.now(), scale=3)
    before = Person.objects.count()
    demo.load(at=clock.now(), scale=3)
    assert Person.objects.count() == before
    printed = "\n".join(demo.sign_ins())
    for one in (*demo_people.PARENTS, *demo_people.STAFF):
        assert one.email in printed
        assert one.password in printed


def test_a_demo_of_an_earlier_version_gets_the_colleagues_who_joined_the_cast_since(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    *earlier, newest = demo_people.STAFF
    monkeypatch.setattr(demo_people, "STAFF", tuple(earlier))
    demo.load(at=clock.now(), scale=1)
    before = Person.objects.count()
    monkeypatch.setattr(demo_people, "STAFF", (*earlier, newest))
    demo.load(at=clock.now(), scale=1)
    assert Person.objects.count() == before + 1
    assert queries.account_of_address(newest.email)


def test_a_page_shows_the_sign_ins_of_the_demo_and_of_nobody_else(client: Client) -> None:
    assert client.get("/-/demo/").status_code == 404
    demo.load(at=clock.now(), scale=3)
    page = client.get("/-/demo/").content.decode()
    for one in demo_people.STAFF:
        assert one.email in page
        assert one.totp_secret not in page


def test_the_demo_never_comes_beside_real_people() -> None:
    Person.objects.create(kind=PersonKind.PARENT)
    with pytest.raises(demo.RealPeopleHere):
        demo.load(at=clock.now(), scale=3)
    assert demo.sign_ins() == ()


def test_no_shop_opens_for_real_people_with_the_passwords_of_the_demo(monkeypatch: pytest.MonkeyPatch) -> None:
    outside = replace(configuration(), is_development=False)
    monkeypatch.setattr(loading, "configuration", lambda: outside)
    demo.refuse_cast()
    demo_people.load_colleagues(at=clock.now())
    with pytest.raises(demo.CastHere):
        demo.refuse_cast()
    monkeypatch.undo()
    demo.refuse_cast()

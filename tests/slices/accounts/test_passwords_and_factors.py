"""Passwords, second factors and signing out everywhere; staff are never let in without a second factor."""

from __future__ import annotations

import html
import re
from datetime import timedelta

import pytest
import time_machine
from django.test import Client
from pytest_django import Settings

from kindr.base import clock
from kindr.privacy.access.declare import system_access
from kindr.shop.accounts.actions import sweeping
from kindr.shop.accounts.models import Account
from kindr.shop.accounts.personal import SecondFactor
from tests.slices.accounts.people import BIMA, MARA, SECRET, SENTENCE, bima, mara, sign_in, totp

pytestmark = pytest.mark.django_db

WAIT = timedelta(minutes=3)


def by_password(client: Client, address: str = MARA, password: str = SENTENCE, *, path: str = "/sign-in/password/"):
    return client.post(path, {"email": address, "password": password})


def signed_in(client: Client) -> bool:
    return "_auth_user_id" in client.session


def text(response) -> str:
    return html.unescape(response.content.decode())


def switch_on(client: Client) -> tuple[str, list[str]]:
    """Switches the second factor on; its secret and its recovery codes."""
    client.post("/account/security/second-factor/begin/")
    page = text(client.get("/account/security/second-factor/"))
    found = re.search(r"<code>([A-Z2-7 ]+)</code>", page)
    assert found
    secret = found[1].replace(" ", "")
    response = client.post("/account/security/second-factor/", {"code": totp(secret)})
    return secret, re.findall(r"<code>([0-9A-Z]{5}-[0-9A-Z]{5})</code>", response.content.decode())


def test_a_parent_signs_in_with_address_and_password(client: Client) -> None:
    mara(SENTENCE)
    assert by_password(client)["Location"] == "/account/"
    assert signed_in(client)


@pytest.mark.parametrize(
    ("prefix", "words"), [("", "Alamat e-mail dan kata sandi tidak cocok."), ("/en", "do not belong together.")]
)
def test_a_wrong_password_says_nothing_about_the_address(client: Client, prefix: str, words: str) -> None:
    mara(SENTENCE)
    for address in (MARA, "nobody@families.example"):
        response = by_password(client, address, "kereta sore lewat jam tujuh", path=f"{prefix}/sign-in/password/")
        assert words in text(response)
    assert not signed_in(client)


def test_no_password_opens_an_account_that_has_none(client: Client) -> None:
    person = mara()
    stored = Account.objects.get(pk=person).password
    for guess in ("", stored, "!", stored[1:]):
        by_password(client, MARA, guess)
    assert not signed_in(client)


def test_an_eleventh_password_for_an_address_waits(client: Client) -> None:
    mara(SENTENCE)
    for _ in range(10):
        assert by_password(client, MARA, "wrong").status_code == 200
    assert by_password(client).status_code == 429
    with time_machine.travel(clock.now() + WAIT):
        assert by_password(client).status_code == 302


def test_a_password_is_set_changed_and_removed(client: Client, settings: Settings) -> None:
    settings.PASSWORD_HASHERS = settings.HASHERS_OF_THE_SHOP
    mara()
    sign_in(client, MARA)
    assert client.post("/account/security/password/", {"password": SENTENCE}).status_code == 302
    assert client.get("/account/security/").status_code == 200
    assert Account.objects.get().password.startswith("argon2$argon2id$")
    assert by_password(Client()).status_code == 302
    client.post("/account/security/password/forget/")
    assert by_password(Client()).status_code == 200
    assert client.get("/account/").status_code == 200


@pytest.mark.parametrize(
    ("path", "password", "words"),
    [
        ("/en/account/security/password/", "teh manis", "at least 15 characters"),
        ("/account/security/password/", "teh manis", "paling sedikit 15 karakter"),
        ("/en/account/security/password/", "passwordpassword", "Guessers try this"),
        ("/account/security/password/", "kindr families 12", "terlalu mirip"),
    ],
)
def test_a_weak_password_is_refused_with_a_reason(client: Client, path: str, password: str, words: str) -> None:
    mara()
    sign_in(client, MARA)
    assert words in text(client.post(path, {"password": password}))
    assert not Account.objects.get().has_usable_password()


def test_a_password_written_with_other_letters_for_the_same_is_the_same(client: Client) -> None:
    mara()
    sign_in(client, MARA)
    client.post("/account/security/password/", {"password": "café di sudut jalan"})
    assert by_password(Client(), MARA, "café di sudut jalan").status_code == 302


def test_a_new_password_signs_other_devices_out(client: Client) -> None:
    mara(SENTENCE)
    other = Client()
    by_password(client)
    by_password(other)
    client.post("/account/security/password/", {"password": "hujan turun di kebun teh"})
    assert client.get("/account/").status_code == 200
    assert other.get("/account/").status_code == 302


def test_signing_out_everywhere_else_leaves_this_device(client: Client) -> None:
    mara(SENTENCE)
    other = Client()
    by_password(client)
    by_password(other)
    client.post("/account/security/sessions/end/")
    assert client.get("/account/").status_code == 200
    assert other.get("/account/").status_code == 302


def test_a_second_factor_is_asked_after_password_and_after_code(client: Client) -> None:
    mara(SENTENCE)
    by_password(client)
    secret, _ = switch_on(client)
    with time_machine.travel(clock.now() + WAIT):
        other = Client()
        assert by_password(other)["Location"] == "/sign-in/second-factor/"
        assert not signed_in(other)
        assert other.post("/sign-in/second-factor/", {"code": totp(secret)})["Location"] == "/account/"
        third = Client()
        sign_in(third, MARA)
        assert not signed_in(third)
        assert third.get("/account/").status_code == 302


def test_a_code_of_the_second_factor_works_once(client: Client) -> None:
    mara(SENTENCE)
    by_password(client)
    secret, _ = switch_on(client)
    with time_machine.travel(clock.now() + WAIT, tick=False):
        for expected in (302, 200):
            other = Client()
            by_password(other)
            assert other.post("/sign-in/second-factor/", {"code": totp(secret)}).status_code == expected


def test_a_recovery_code_works_once(client: Client) -> None:
    mara(SENTENCE)
    by_password(client)
    _, codes = switch_on(client)
    assert len(codes) == 10
    for expected in (302, 200):
        other = Client()
        by_password(other)
        assert other.post("/sign-in/second-factor/", {"code": codes[0].lower()}).status_code == expected
    assert "9 recovery codes are left" in text(client.get("/en/account/security/"))


def test_a_seventh_second_factor_waits(client: Client) -> None:
    bima()
    by_password(client, BIMA, path="/staff/sign-in/")
    for _ in range(6):
        assert client.post("/sign-in/second-factor/", {"code": "000000"}).status_code == 200
    assert client.post("/sign-in/second-factor/", {"code": totp()}).status_code == 429


def test_eight_characters_do_while_the_second_factor_is_on(client: Client) -> None:
    mara()
    sign_in(client, MARA)
    assert client.post("/account/security/password/", {"password": "zq7-teh!"}).status_code == 200
    switch_on(client)
    assert client.post("/account/security/password/", {"password": "zq7-teh!"}).status_code == 302


def test_a_second_factor_that_nobody_confirmed_protects_nothing_and_goes(client: Client) -> None:
    mara(SENTENCE)
    by_password(client)
    client.post("/account/security/second-factor/begin/")
    response = client.post("/en/account/security/second-factor/", {"code": "000000"})
    assert "This code is not right" in text(response)
    assert by_password(Client())["Location"] == "/account/"
    sweeping.sweep(access=system_access("keep_systems_running"), at=clock.now() + timedelta(days=2))
    assert not SecondFactor.objects.exists()


def test_a_parent_switches_the_second_factor_off(client: Client) -> None:
    mara(SENTENCE)
    by_password(client)
    switch_on(client)
    client.post("/account/security/second-factor/forget/")
    assert by_password(Client())["Location"] == "/account/"


def test_staff_sign_in_with_password_and_second_factor(client: Client) -> None:
    person = bima()
    assert by_password(client, BIMA, path="/staff/sign-in/")["Location"] == "/sign-in/second-factor/"
    assert not signed_in(client)
    assert client.post("/sign-in/second-factor/", {"code": totp()}).status_code == 302
    assert client.session["_auth_user_id"] == str(person)
    assert client.get("/account/security/").status_code == 200


def test_staff_are_not_let_in_without_their_second_factor(client: Client) -> None:
    bima()
    by_password(client, BIMA, path="/staff/sign-in/")
    assert client.get("/account/security/").status_code == 302
    assert client.post("/sign-in/second-factor/", {"code": "123456"}).status_code == 200
    with time_machine.travel(clock.now() + timedelta(minutes=11)):
        assert client.post("/sign-in/second-factor/", {"code": totp()})["Location"] == "/sign-in/"
    assert not signed_in(client)


def test_staff_cannot_switch_their_second_factor_off(client: Client) -> None:
    bima()
    by_password(client, BIMA, path="/staff/sign-in/")
    client.post("/sign-in/second-factor/", {"code": totp()})
    client.post("/account/security/second-factor/forget/")
    assert SecondFactor.objects.filter(confirmed_at__isnull=False).count() == 1


def test_parents_and_staff_each_have_their_own_door(client: Client) -> None:
    mara(SENTENCE)
    bima()
    assert by_password(client, MARA, path="/staff/sign-in/").status_code == 200
    assert by_password(client, BIMA).status_code == 200
    assert "first_factor" not in client.session


def test_the_secret_of_the_second_factor_lies_nowhere_in_clear(client: Client) -> None:
    bima()
    row = SecondFactor.objects.get()
    assert SECRET.encode() not in row.secret.sealed
    assert str(row.secret) == "•••"

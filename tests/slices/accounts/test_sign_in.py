"""Signing up and signing in by code: one flow that tells nobody whether an address is known."""

from __future__ import annotations

import re
import uuid
from datetime import timedelta

import pytest
import time_machine
from django.db import connections
from django.http import HttpResponse
from django.test import Client
from django.test.utils import CaptureQueriesContext

from kindr.base import clock
from kindr.privacy import gates
from kindr.privacy.access.declare import system_access
from kindr.privacy.people import Person, PersonKind
from kindr.privacy.vault import keyrings
from kindr.shop.accounts import tasks
from kindr.shop.accounts.actions import arriving, sweeping
from kindr.shop.accounts.actions.sessions import SessionStore
from kindr.shop.accounts.models import Account, Session
from kindr.shop.accounts.personal import SignInAttempt
from kindr.shop.accounts.queries import account_of_address
from tests.slices.accounts.letters import letters, newest_letter
from tests.slices.accounts.people import BIMA, MARA, SENTENCE, ask, bima, code_in_letter, mara, sign_in

pytestmark = pytest.mark.django_db

NEW = "new@families.example"


def test_a_new_address_opens_an_account(client: Client) -> None:
    ask(client, NEW)
    response = client.post("/sign-in/code/", {"code": code_in_letter(NEW)})
    assert (response.status_code, response["Location"]) == (302, "/account/")
    account = account_of_address(" NEW@Families.example ")
    assert account is not None
    assert account.person.kind == PersonKind.PARENT
    assert not account.has_usable_password()
    assert NEW in client.get("/account/").content.decode()


def test_a_known_address_signs_in_and_the_newcomer_is_forgotten(client: Client) -> None:
    known = mara()
    attempt = ask(client, MARA)
    client.post("/sign-in/code/", {"code": code_in_letter(MARA)})
    assert client.session["_auth_user_id"] == str(known)
    assert not SignInAttempt.objects.exists()
    assert not Person.objects.filter(pk=attempt.person_id).exists()
    assert not [slot for slot in keyrings.living_slots(attempt.person_id) if slot.clause == "sign_in_attempt"]
    assert Account.objects.count() == 1


def test_the_address_is_forgotten_as_an_attempt_once_it_is_an_account(client: Client) -> None:
    sign_in(client, NEW)
    assert not SignInAttempt.objects.exists()


def test_a_wrong_code_is_said_and_can_be_tried_again(client: Client) -> None:
    ask(client, NEW)
    right = code_in_letter(NEW)
    wrong = f"{(int(right) + 1) % 1_000_000:06d}"
    response = client.post("/en/sign-in/code/", {"code": wrong})
    assert response.status_code == 200
    assert "You can try 4 more times." in response.content.decode()
    assert "Anda masih dapat mencoba 3 kali." in client.post("/sign-in/code/", {"code": wrong}).content.decode()
    assert client.post("/sign-in/code/", {"code": f"{right[:3]} {right[3:]}"}).status_code == 302


def test_five_wrong_codes_end_the_attempt(client: Client) -> None:
    ask(client, NEW)
    right = code_in_letter(NEW)
    wrong = f"{(int(right) + 1) % 1_000_000:06d}"
    for _ in range(5):
        client.post("/sign-in/code/", {"code": wrong})
    response = client.post("/en/sign-in/code/", {"code": right})
    assert "This code no longer works." in response.content.decode()
    assert not Account.objects.exists()


def test_a_code_works_for_ten_minutes(client: Client) -> None:
    ask(client, NEW)
    code = code_in_letter(NEW)
    with time_machine.travel(clock.now() + timedelta(minutes=10, seconds=1), tick=False):
        response = client.post("/en/sign-in/code/", {"code": code})
    assert "This code no longer works." in response.content.decode()
    assert client.post("/sign-in/code/", {"code": code}).status_code == 302


def test_a_code_works_once(client: Client) -> None:
    attempt = ask(client, NEW)
    code = code_in_letter(NEW)
    assert client.post("/sign-in/code/", {"code": code}).status_code == 302
    with pytest.raises(arriving.CodeExpired):
        arriving.enter_code(attempt.pk, code, caller="127.0.0.1", at=clock.now())


def test_a_code_works_only_in_the_browser_that_asked_for_it(client: Client) -> None:
    ask(client, NEW)
    code, other = code_in_letter(NEW), Client()
    assert other.post("/sign-in/code/", {"code": code})["Location"] == "/sign-in/"
    ask(other, MARA)
    assert other.post("/sign-in/code/", {"code": code}).status_code == 200


def test_two_attempts_of_one_address_end_in_one_account(client: Client) -> None:
    other = Client()
    first, second = ask(client, NEW), ask(other, NEW)
    for browser, attempt in ((client, first), (other, second)):
        assert browser.post("/sign-in/code/", {"code": arriving.code_of(attempt.pk)}).status_code == 302
    assert Account.objects.count() == 1
    assert client.session["_auth_user_id"] == other.session["_auth_user_id"]


def test_a_letter_sent_twice_is_the_same_letter(client: Client) -> None:
    attempt = ask(client, NEW)
    tasks.send_code(str(attempt.pk))
    assert [letter.message_id for letter in letters()] == [f"sign-up-code.{attempt.pk}"]


@pytest.mark.parametrize(("prefix", "words"), [("", "kode berikut membukanya"), ("/en", "this code opens one")])
def test_a_letter_speaks_the_language_of_the_page(client: Client, prefix: str, words: str) -> None:
    client.post(f"{prefix}/sign-in/", {"email": NEW})
    tasks.send_code(client.session["attempt"])
    assert words in newest_letter(NEW).body


def test_a_letter_that_comes_too_late_is_not_sent(client: Client) -> None:
    client.post("/sign-in/", {"email": NEW})
    with time_machine.travel(clock.now() + timedelta(minutes=11), tick=False):
        tasks.send_code(client.session["attempt"])
    assert letters() == []


def without_token(response: HttpResponse) -> str:
    return re.sub(r'name="csrfmiddlewaretoken" value="[^"]+"', "", response.content.decode())


def steps(address: str) -> list[tuple[object, ...]]:
    """Status, address, body and number of queries of each step of a sign-in that fails."""
    client, seen = Client(), []
    client.get("/sign-in/")
    for path, form in (
        ("/sign-in/", {"email": address}),
        ("/sign-in/code/", {"code": "abc"}),
        ("/sign-in/code/", None),
        ("/sign-in/password/", {"email": address, "password": "not the right one at all"}),
        ("/staff/sign-in/", {"email": address, "password": "not the right one at all"}),
    ):
        with CaptureQueriesContext(connections["default"]) as data, CaptureQueriesContext(connections["keys"]) as keys:
            response = client.post(path, form) if form else client.get(path)
        body = without_token(response).replace(address, "@")
        seen.append((response.status_code, response.get("Location"), body, len(data), len(keys)))
    return seen


def test_nothing_tells_whether_an_address_is_known() -> None:
    mara(SENTENCE)
    bima()
    steps("warm@families.example")
    unknown = steps(NEW)
    assert steps(MARA) == unknown
    assert steps(BIMA) == unknown


def test_a_sixth_letter_to_an_address_waits_whether_or_not_it_is_known(client: Client) -> None:
    mara()
    for address in (MARA, NEW):
        for _ in range(5):
            assert client.post("/sign-in/", {"email": address}).status_code == 302
        response = client.post("/en/sign-in/", {"email": address.upper()})
        assert response.status_code == 429
        assert "Please wait 10 minutes" in response.content.decode()
    with time_machine.travel(clock.now() + timedelta(minutes=10, seconds=1)):
        assert client.post("/sign-in/", {"email": MARA}).status_code == 302


def test_throttles_hold_no_address(client: Client) -> None:
    client.post("/sign-in/", {"email": MARA})
    with connections["default"].cursor() as cursor:
        cursor.execute("SELECT key FROM accounts_bucket")
        keys = [bytes(row[0]) for row in cursor.fetchall()]
    assert keys
    assert all(len(key) == 8 for key in keys)


def test_staff_do_not_sign_in_by_code(client: Client) -> None:
    bima()
    attempt = ask(client, BIMA)
    assert "/staff/sign-in/" in newest_letter(BIMA).body
    assert not re.search(r"\d{3} \d{3}", newest_letter(BIMA).body)
    response = client.post("/sign-in/code/", {"code": arriving.code_of(attempt.pk)})
    assert response.status_code == 200
    assert "_auth_user_id" not in client.session


@pytest.mark.parametrize(
    ("prefix", "words"), [("", "Ini tidak seperti alamat e-mail."), ("/en", "This does not look like an e-mail")]
)
def test_a_mistyped_address_is_said_and_kept(client: Client, prefix: str, words: str) -> None:
    response = client.post(f"{prefix}/sign-in/", {"email": "mara at home"})
    assert words in response.content.decode()
    assert 'value="mara at home"' in response.content.decode()


def test_sessions_hold_ids_and_nothing_else(client: Client) -> None:
    person = mara(SENTENCE)
    other = Client()
    ask(other, NEW)
    sign_in(client, MARA)
    client.get("/account/")
    for session in Session.objects.all():
        content = SessionStore().decode(session.session_data)
        known = {
            "attempt",
            "proven_at",
            "used_at",
            "_auth_user_id",
            "_auth_user_backend",
            "_auth_user_hash",
            "_messages",
        }
        assert set(content) <= known
        assert not any(word in str(content).lower() for word in ("mara", "families", "0812"))
    assert Session.objects.filter(person_id=person).count() == 1


def test_signing_in_changes_the_session_key(client: Client) -> None:
    ask(client, NEW)
    before = client.session.session_key
    client.post("/sign-in/code/", {"code": code_in_letter(NEW)})
    assert client.session.session_key != before
    assert not Session.objects.filter(session_key=before).exists()


def test_somebody_is_sent_on_to_the_page_they_wanted_but_never_elsewhere(client: Client) -> None:
    client.get("/account/addresses/", follow=True)
    ask(client, NEW)
    code = code_in_letter(NEW)
    response = client.post("/sign-in/code/", {"code": code, "next": "/account/addresses/"})
    assert response["Location"] == "/account/addresses/"
    other = Client()
    ask(other, NEW)
    code = code_in_letter(NEW)
    assert other.post("/sign-in/code/", {"code": code, "next": "//evil.example/"})["Location"] == "/account/"


def test_signing_out_ends_the_visit(client: Client) -> None:
    sign_in(client, NEW)
    client.post("/sign-out/")
    assert client.get("/account/")["Location"] == "/sign-in/?next=/account/"


def test_what_nobody_finished_is_forgotten_after_a_day(client: Client) -> None:
    client.post("/sign-in/", {"email": NEW})
    attempt = SignInAttempt.objects.get()
    sweeping.sweep(access=system_access("keep_systems_running"), at=clock.now() + timedelta(hours=23))
    assert SignInAttempt.objects.exists()
    sweeping.sweep(access=system_access("keep_systems_running"), at=clock.now() + timedelta(hours=25))
    assert not SignInAttempt.objects.exists()
    assert not Person.objects.filter(pk=attempt.person_id).exists()
    assert not [slot for slot in keyrings.living_slots(attempt.person_id) if slot.clause == "sign_in_attempt"]


def test_a_guest_may_sign_in(client: Client) -> None:
    guest = Person.objects.create(kind=PersonKind.GUEST)
    session = client.session
    session["guest"] = str(guest.pk)
    session.save()
    sign_in(client, NEW)
    assert client.get("/account/").status_code == 200


def test_an_attempt_of_another_kind_signs_nobody_in(client: Client) -> None:
    sign_in(client, NEW)
    client.post("/account/address/", {"email": "other@families.example"})
    attempt = uuid.UUID(client.session["attempt"])
    with pytest.raises(arriving.CodeExpired):
        arriving.enter_code(attempt, arriving.code_of(attempt), caller="127.0.0.1", at=clock.now())


def test_an_attempt_prints_nothing(client: Client) -> None:
    client.post("/sign-in/", {"email": NEW})
    attempt = SignInAttempt.objects.get()
    assert NEW not in f"{attempt} {attempt!r} {attempt.address!r}"
    opened = gates.read(attempt, access=system_access("deliver_letters"), at=clock.now())
    assert opened.address == NEW
    assert NEW not in repr(opened)

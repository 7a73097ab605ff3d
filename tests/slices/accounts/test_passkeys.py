"""Passkeys: made by a signed-in account, then enough to sign in; answers to other questions are refused."""

from __future__ import annotations

import json

import pytest
from django.conf import settings
from django.test import Client

from kindr.shop.accounts.personal import Passkey
from tests.slices.accounts.authenticator import PRESENT, Authenticator
from tests.slices.accounts.people import BIMA, MARA, SENTENCE, bima, mara, sign_in, totp

pytestmark = pytest.mark.django_db


def new_authenticator(**options: object) -> Authenticator:
    return Authenticator(**{"origin": settings.BASE_URL, **options})


def keep(client: Client, authenticator: Authenticator, *, label: str = "ponsel"):
    question = json.loads(client.post("/account/security/passkeys/question/").content)
    answer = authenticator.make(question)
    return client.post("/en/account/security/passkeys/new/", {"credential": answer, "label": label})


def use(client: Client, authenticator: Authenticator, *, path: str = "/en/sign-in/passkey/"):
    question = json.loads(client.post("/sign-in/passkey/question/").content)
    return client.post(path, {"credential": authenticator.use(question)})


def refused(response) -> bool:
    return response.status_code == 200 and "This passkey did not work." in response.content.decode()


def test_a_passkey_is_made_and_then_signs_in(client: Client) -> None:
    person = mara()
    sign_in(client, MARA)
    phone = new_authenticator()
    assert keep(client, phone).status_code == 302
    assert "ponsel" in client.get("/account/security/").content.decode()
    other = Client()
    assert use(other, phone)["Location"] == "/en/account/"
    assert other.session["_auth_user_id"] == str(person)
    assert Passkey.objects.get().sign_count == 1


def test_a_passkey_needs_no_second_factor_beside_it(client: Client) -> None:
    mara()
    sign_in(client, MARA)
    phone = new_authenticator()
    keep(client, phone)
    client.post("/account/security/second-factor/begin/")
    secret = client.get("/account/security/second-factor/").context["secret"].replace(" ", "")
    client.post("/account/security/second-factor/", {"code": totp(secret)})
    assert use(Client(), phone)["Location"] == "/en/account/"


def test_a_removed_passkey_opens_nothing_and_the_others_still_do(client: Client) -> None:
    mara()
    sign_in(client, MARA)
    phone, tablet = new_authenticator(), new_authenticator()
    keep(client, phone)
    keep(client, tablet, label="tablet")
    first = Passkey.objects.order_by("collected_at")[0]
    client.post(f"/account/security/passkeys/{first.pk}/forget/")
    assert refused(use(Client(), phone))
    assert use(Client(), tablet).status_code == 302


def test_an_answer_works_for_one_question_only(client: Client) -> None:
    mara()
    sign_in(client, MARA)
    phone = new_authenticator()
    keep(client, phone)
    other = Client()
    question = json.loads(other.post("/sign-in/passkey/question/").content)
    answer = phone.use(question)
    other.post("/sign-in/passkey/question/")
    assert refused(other.post("/en/sign-in/passkey/", {"credential": answer}))
    assert refused(other.post("/en/sign-in/passkey/", {"credential": answer}))


def test_a_passkey_of_another_site_is_refused(client: Client) -> None:
    mara()
    sign_in(client, MARA)
    assert refused(keep(client, new_authenticator(origin="https://kindr.example")))
    assert not Passkey.objects.exists()


def test_a_passkey_without_finger_face_or_lock_is_refused(client: Client) -> None:
    mara()
    sign_in(client, MARA)
    assert refused(keep(client, new_authenticator(flags=PRESENT)))


def test_a_passkey_signed_by_another_key_is_refused(client: Client) -> None:
    mara()
    sign_in(client, MARA)
    phone, thief = new_authenticator(), new_authenticator()
    keep(client, phone)
    thief.id, thief.user = phone.id, phone.user
    assert refused(use(Client(), thief))


@pytest.mark.parametrize("nonsense", ["{}", "[]", "no", '{"response": {"userHandle": null}, "rawId": ""}', "1"])
def test_nonsense_is_refused(client: Client, nonsense: str) -> None:
    client.post("/sign-in/passkey/question/")
    assert refused(client.post("/en/sign-in/passkey/", {"credential": nonsense}))


def test_staff_with_a_passkey_are_still_asked_for_their_second_factor(client: Client) -> None:
    bima()
    client.post("/staff/sign-in/", {"email": BIMA, "password": SENTENCE})
    client.post("/sign-in/second-factor/", {"code": totp()})
    key = new_authenticator()
    keep(client, key)
    other = Client()
    assert refused(use(other, key))
    assert use(other, key, path="/en/staff/sign-in/passkey/")["Location"] == "/en/sign-in/second-factor/"
    assert "_auth_user_id" not in other.session


def test_a_parents_passkey_does_not_open_the_staffs_door(client: Client) -> None:
    mara()
    sign_in(client, MARA)
    phone = new_authenticator()
    keep(client, phone)
    assert refused(use(Client(), phone, path="/en/staff/sign-in/passkey/"))

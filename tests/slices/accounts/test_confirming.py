"""Before an account's protection changes, its owner proves again who they are; a second factor cannot be gone round."""

from __future__ import annotations

import html
import json
import uuid
from datetime import datetime, timedelta

import pytest
from django.conf import settings
from django.db import connections
from django.test import Client

from kindr.base import clock
from kindr.privacy.vault import sealing
from kindr.shop.accounts import tasks
from kindr.shop.accounts.models import Account, Session
from kindr.shop.accounts.personal import Passkey, SecondFactor
from kindr.shop.accounts.views.doors import PROVEN_AT
from tests.cast import Player, prove
from tests.slices.accounts.authenticator import Authenticator
from tests.slices.accounts.people import BIMA, ILSE, MARA, SENTENCE, bima, code_in_letter, mara, sign_in, totp

pytestmark = pytest.mark.django_db
SECURITY = "/en/account/security/"
CONFIRM = "/en/account/confirm/"
GUARDED = (
    "/en/account/security/password/",
    "/en/account/security/second-factor/",
    "/en/account/address/",
    "/en/account/address/code/",
    "/en/my-data/delete/",
)
ACTS = (
    "/en/account/security/password/forget/",
    "/en/account/security/second-factor/begin/",
    "/en/account/security/second-factor/forget/",
    "/en/account/security/passkeys/new/",
    "/en/account/security/passkeys/question/",
    f"/en/account/security/passkeys/{uuid.UUID(int=7)}/forget/",
)


def text(response) -> str:
    return html.unescape(response.content.decode())


def long_ago(client: Client, minutes: int = 16) -> Client:
    """The same visit, whose owner proved some time ago who they are."""
    prove(client, at=clock.now() - timedelta(minutes=minutes))
    return client


@pytest.fixture
def visit(client: Client) -> Client:
    mara(SENTENCE)
    sign_in(client, MARA)
    return client


@pytest.mark.parametrize("path", GUARDED)
def test_a_fresh_sign_in_passes_and_an_old_one_is_asked_again(visit: Client, path: str) -> None:
    assert visit.get(path).status_code == 200 or "confirm" not in visit.get(path)["Location"]
    response = long_ago(visit).get(path)
    assert response.status_code == 302
    assert response["Location"].startswith(f"{CONFIRM}?next=")
    assert "Confirm that it is you" in text(visit.get(response["Location"]))


@pytest.mark.parametrize("path", [*ACTS, *GUARDED])
def test_an_old_sign_in_changes_nothing(visit: Client, path: str) -> None:
    before = Account.objects.get().password
    response = long_ago(visit).post(path, {"password": "another sentence of mine", "word": "DELETE", "label": "x"})
    assert response["Location"].startswith(CONFIRM)
    assert Account.objects.get().password == before
    assert not SecondFactor.objects.exists()


def test_fourteen_minutes_are_fresh_and_sixteen_are_not(visit: Client) -> None:
    assert long_ago(visit, 14).get(GUARDED[0]).status_code == 200
    assert long_ago(visit, 16).get(GUARDED[0]).status_code == 302


def test_a_visit_from_before_this_was_asked_is_old(visit: Client) -> None:
    session = visit.session
    del session[PROVEN_AT]
    session.save()
    assert visit.get(GUARDED[0]).status_code == 302


def test_the_password_proves_it_and_another_one_does_not(visit: Client) -> None:
    long_ago(visit)
    page = text(visit.post(f"{CONFIRM}password/", {"password": "not this one", "next": GUARDED[0]}))
    assert "This is not your password." in page
    assert f'value="{GUARDED[0]}"' in page
    assert visit.get(GUARDED[0]).status_code == 302
    response = visit.post(f"{CONFIRM}password/", {"password": SENTENCE, "next": GUARDED[0]})
    assert response["Location"] == GUARDED[0]
    assert visit.get(GUARDED[0]).status_code == 200


def test_proving_it_leads_to_no_other_website(visit: Client) -> None:
    long_ago(visit)
    answer = visit.post(f"{CONFIRM}password/", {"password": SENTENCE, "next": "https://elsewhere.example/"})
    assert answer["Location"] == SECURITY


def test_guessing_the_password_is_throttled(visit: Client) -> None:
    long_ago(visit)
    codes = [visit.post(f"{CONFIRM}password/", {"password": f"guess {n}"}).status_code for n in range(12)]
    assert codes[-1] == 429
    assert visit.post(f"{CONFIRM}password/", {"password": SENTENCE}).status_code == 429


def test_a_code_to_the_own_address_proves_it(visit: Client) -> None:
    long_ago(visit)
    response = visit.post(f"{CONFIRM}send/", {"next": SECURITY})
    assert response["Location"].startswith(CONFIRM)
    assert "one-time-code" in text(visit.get(response["Location"]))
    tasks.send_code(visit.session["confirm_attempt"])
    assert "This is not the code" in text(visit.post(f"{CONFIRM}code/", {"code": "000000"}))
    assert visit.get(GUARDED[0]).status_code == 302
    visit.post(f"{CONFIRM}code/", {"code": code_in_letter(MARA)})
    assert visit.get(GUARDED[0]).status_code == 200


def test_a_code_of_somebody_elses_proves_nothing(visit: Client) -> None:
    sign_in(other := Client(), ILSE)
    long_ago(visit)
    long_ago(other).post(f"{CONFIRM}send/")
    tasks.send_code(other.session["confirm_attempt"])
    session = visit.session
    session["confirm_attempt"] = other.session["confirm_attempt"]
    session.save()
    visit.post(f"{CONFIRM}code/", {"code": code_in_letter(ILSE)})
    assert visit.get(GUARDED[0]).status_code == 302


def with_factor(client: Client) -> str:
    client.post("/en/account/security/second-factor/begin/")
    secret: str = client.get("/en/account/security/second-factor/").context["secret"].replace(" ", "")
    client.post("/en/account/security/second-factor/", {"code": totp(secret)})
    SecondFactor.objects.update(last_step=0)
    return secret


def test_with_a_second_factor_only_its_code_proves_it(visit: Client) -> None:
    secret = with_factor(visit)
    page = text(long_ago(visit).get(CONFIRM))
    assert "Code from your app" in page
    assert 'name="password"' not in page
    for path, form in (("password/", {"password": SENTENCE}), ("send/", {}), ("code/", {"code": "123456"})):
        assert visit.post(CONFIRM + path, form).status_code == 404
    assert "This code is not right" in text(visit.post(f"{CONFIRM}factor/", {"code": "000000"}))
    assert visit.get(GUARDED[0]).status_code == 302
    visit.post(f"{CONFIRM}factor/", {"code": totp(secret)})
    assert visit.get(GUARDED[0]).status_code == 200


def test_a_colleague_proves_it_with_the_second_factor(client: Client) -> None:
    bima()
    client.post("/staff/sign-in/", {"email": BIMA, "password": SENTENCE})
    client.post("/sign-in/second-factor/", {"code": totp()})
    SecondFactor.objects.update(last_step=0)
    assert long_ago(client).get(GUARDED[0]).status_code == 302
    client.post(f"{CONFIRM}factor/", {"code": totp()})
    assert client.get(GUARDED[0]).status_code == 200


def key_of(client: Client) -> Authenticator:
    phone = Authenticator(origin=settings.BASE_URL)
    question = json.loads(client.post(f"{SECURITY}passkeys/question/").content)
    client.post(f"{SECURITY}passkeys/new/", {"credential": phone.make(question), "label": "ponsel"})
    return phone


def answer_with(client: Client, phone: Authenticator):
    question = json.loads(client.post("/sign-in/passkey/question/").content)
    return client.post(f"{CONFIRM}passkey/", {"credential": phone.use(question)})


def test_the_own_passkey_proves_it_and_another_familys_does_not(visit: Client) -> None:
    sign_in(other := Client(), ILSE)
    own, theirs = key_of(visit), key_of(other)
    long_ago(visit)
    answer_with(visit, theirs)
    assert visit.get(GUARDED[0]).status_code == 302
    answer_with(visit, own)
    assert visit.get(GUARDED[0]).status_code == 200


def test_a_stranger_has_nothing_to_confirm(client: Client) -> None:
    for path in ("", "password/", "send/", "code/", "factor/", "passkey/"):
        response = client.get(CONFIRM) if not path else client.post(CONFIRM + path)
        assert response["Location"].startswith("/en/sign-in/")


def test_whoever_is_fresh_is_not_asked(visit: Client) -> None:
    assert visit.get(f"{CONFIRM}?next={GUARDED[0]}")["Location"] == GUARDED[0]


def test_a_passkey_whose_key_is_gone_can_be_taken_off_the_list(visit: Client) -> None:
    key_of(visit)
    key_of(visit)
    lost = Passkey.objects.order_by("collected_at")[0]
    _lose_the_key_of(lost)
    page = text(visit.get(SECURITY))
    assert "A passkey that is forgotten" in page
    assert "ponsel" in page
    assert visit.post(f"{SECURITY}passkeys/question/").status_code == 200
    assert visit.post(f"{SECURITY}passkeys/{lost.pk}/forget/").status_code == 302
    assert "A passkey that is forgotten" not in text(visit.get(SECURITY))


def _lose_the_key_of(passkey: Passkey) -> None:
    """Ciphertext under a key that is nowhere any more: what a restored backup holds after an erasure."""
    with connections["default"].cursor() as cursor:
        cursor.execute("SELECT label, credential_id, public_key FROM accounts_passkey WHERE id = %s", [passkey.pk])
        columns = [bytes(each) for each in cursor.fetchone()]
        unknown = uuid.uuid4().bytes
        changed = [_under(column, unknown) for column in columns]
        cursor.execute(
            "UPDATE accounts_passkey SET label = %s, credential_id = %s, public_key = %s WHERE id = %s",
            [*changed, passkey.pk],
        )


def _under(sealed: bytes, key: bytes) -> bytes:
    """A sealed value that names another key."""
    return sealed.replace(sealing.key_id(sealed).bytes, key)


def test_visits_are_shown_with_their_last_use_in_words(visit: Client) -> None:
    sign_in(Client(), MARA)
    page = text(visit.get(SECURITY))
    assert "This browser" in page
    assert "Another browser" in page
    assert "last used today" in page
    other = Session.objects.exclude(session_key=visit.session.session_key)
    for days, words in ((1, "last used yesterday"), (5, "last used 5 days ago")):
        other.update(used_at=clock.now() - timedelta(days=days))
        assert words in text(visit.get(SECURITY))


def test_a_visit_notes_its_last_use_to_the_hour_and_no_more(visit: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    now = clock.now()
    monkeypatch.setattr(clock, "now", lambda: now + timedelta(hours=3))
    visit.get(SECURITY)
    used: datetime | None = Session.objects.get(session_key=visit.session.session_key).used_at
    assert used
    assert (used.minute, used.second, used.microsecond) == (0, 0, 0)
    assert timedelta(0) <= now + timedelta(hours=3) - used < timedelta(hours=1)


def test_recovery_codes_can_be_printed(visit: Client) -> None:
    visit.post("/en/account/security/second-factor/begin/")
    secret = visit.get("/en/account/security/second-factor/").context["secret"].replace(" ", "")
    page = text(visit.post("/en/account/security/second-factor/", {"code": totp(secret)}))
    assert "data-print" in page
    assert page.count("<li><code>") == 10


def test_the_first_page_of_the_account_costs_the_same_queries_for_one_child_and_for_eight(
    mara: Player, noa: Player, django_assert_num_queries
) -> None:
    client = mara.client()
    client.get("/en/account/")
    for number in (0, 7):
        for each in range(number):
            client.post("/en/account/children/new/", {"nickname": f"T{each}", "agree": "on"})
        with django_assert_num_queries(1, using="keys"):
            page = text(client.get("/en/account/"))
        assert "Noa" in page
        assert "Jalan Contoh 12" in page

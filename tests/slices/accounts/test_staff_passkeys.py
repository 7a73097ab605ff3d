"""Colleagues who can open people's data work with a passkey; those who lose it come back, and the officer knows."""

from __future__ import annotations

import json
import uuid
from datetime import UTC, datetime, timedelta

import pyotp
import pytest
from django.http import HttpResponse
from django.test import Client

from kindr.base import clock
from kindr.policy import POLICY
from kindr.privacy.access.alarms import AlarmKind
from kindr.privacy.access.models import Alarm
from kindr.privacy.access.passkeys import WARNED
from kindr.shop.accounts.actions import create_staff
from kindr.shop.accounts.personal import Passkey
from tests.cast import Player
from tests.slices.accounts.authenticator import Authenticator
from tests.slices.accounts.people import SECRET, SENTENCE
from tests.slices.accounts.test_passkeys import keep, new_authenticator, refused

pytestmark = pytest.mark.django_db
LONG_AGO = timedelta(days=POLICY.access.passkey_within_days, minutes=1)
DESK = "/en/desk/orders/"


def colleague(role: str = "packer", *, ago: timedelta = LONG_AGO) -> tuple[uuid.UUID, str]:
    """A colleague whose account was made so long ago."""
    email = f"{role}@staff.example"
    at = clock.now() - ago
    made = create_staff(role=role, name=role, email=email, password=SENTENCE, totp_secret=SECRET, at=at)
    return made, email


def first_factor(email: str) -> Client:
    client = Client()
    client.post("/en/staff/sign-in/", {"email": email, "password": SENTENCE})
    return client


def code(*, later: int = 0) -> str:
    """The code of the app, or the one after it."""
    return pyotp.TOTP(SECRET).at(int(clock.now().timestamp()) + 30 * later)


def by_code(email: str, *, later: int = 0) -> Client:
    """Signed in by password and the code of an app."""
    client = first_factor(email)
    assert client.post("/en/sign-in/second-factor/", {"code": code(later=later)}).status_code == 302
    return client


def use(client: Client, key: Authenticator, path: str) -> HttpResponse:
    question = json.loads(client.post("/sign-in/passkey/question/").content)
    return client.post(path, {"credential": key.use(question)})


def with_passkey(role: str = "packer") -> tuple[str, Authenticator, Client]:
    """A colleague who has just made their passkey, and the browser they did it in."""
    _, email = colleague(role)
    client, key = by_code(email), new_authenticator()
    assert keep(client, key).status_code == 302
    return email, key, client


def test_without_a_passkey_the_desk_stays_closed_and_says_what_to_do() -> None:
    _, email = colleague()
    client = by_code(email)
    page = client.get(DESK)
    assert page.status_code == 403
    assert "You need a passkey" in page.content.decode()
    assert "/en/account/security/#passkeys" in page.content.decode()
    assert client.get("/en/account/security/").status_code == 200, "where one is made stays open"
    assert keep(client, new_authenticator()).status_code == 302
    assert client.get(DESK).status_code == 200


def test_every_role_that_opens_data_needs_one_and_the_one_that_opens_none_does_not() -> None:
    needing = {key for key, strictness in POLICY.access.roles.items() if strictness.needs_passkey}
    assert set(POLICY.access.roles) - needing == {"merchandiser"}
    _, email = colleague("merchandiser")
    assert by_code(email).get("/en/desk/").status_code == 200


@pytest.mark.parametrize(
    ("ago", "status", "is_warned"),
    [
        (timedelta(), 200, False),
        (LONG_AGO - WARNED, 200, True),
        (LONG_AGO - timedelta(minutes=5), 200, True),
        (LONG_AGO, 403, False),
    ],
)
def test_a_new_colleague_has_some_days_and_is_reminded(ago: timedelta, status: int, is_warned: bool) -> None:
    _, email = colleague(ago=ago)
    page = by_code(email).get(DESK)
    assert page.status_code == status
    assert ("your role works with a passkey." in page.content.decode()) == is_warned


def test_a_passkey_is_the_second_factor() -> None:
    email, key, _ = with_passkey()
    client = first_factor(email)
    assert "factor/passkey/" in client.get("/en/sign-in/second-factor/").content.decode()
    assert use(client, key, "/en/sign-in/second-factor/passkey/")["Location"] == "/en/desk/"
    assert client.get(DESK).status_code == 200


def test_a_passkey_of_somebody_else_is_no_second_factor() -> None:
    email, _, _ = with_passkey()
    _, theirs, _ = with_passkey("service")
    client = first_factor(email)
    assert refused(use(client, theirs, "/en/sign-in/second-factor/passkey/"))
    assert "_auth_user_id" not in client.session


def test_a_passkey_without_a_password_before_it_opens_nothing() -> None:
    _, key, _ = with_passkey()
    client = Client()
    assert use(client, key, "/en/sign-in/second-factor/passkey/").status_code == 302
    assert "_auth_user_id" not in client.session


def test_whoever_has_a_passkey_gets_no_data_by_a_code() -> None:
    email, key, _ = with_passkey()
    client = by_code(email, later=1)
    page = client.get(DESK)
    assert page.status_code == 403
    assert "Please use your passkey" in page.content.decode()
    assert use(client, key, "/en/account/confirm/passkey/?next=/en/desk/orders/")["Location"] == DESK
    assert client.get(DESK).status_code == 200


def test_a_code_does_not_add_another_passkey_beside_the_first() -> None:
    email, _, _ = with_passkey()
    client, thief = by_code(email, later=1), new_authenticator()
    answer = client.post("/en/account/security/passkeys/question/")
    assert answer["Location"].startswith("/en/account/confirm/")
    assert client.post("/en/account/confirm/factor/", {"code": code()}).status_code == 200
    assert client.post("/en/account/security/passkeys/question/").status_code == 302
    assert Passkey.objects.count() == 1
    assert thief.user == b""


def test_a_recovery_code_lets_a_colleague_replace_a_lost_passkey_and_the_officer_knows() -> None:
    email, lost, client = with_passkey()
    codes = client.post("/en/account/security/second-factor/codes/").context["codes"]
    again, new = by_code(email, later=1), new_authenticator()
    assert again.post("/en/account/confirm/factor/", {"code": codes[0]}).status_code == 302
    assert Alarm.objects.filter(kind=AlarmKind.RECOVERED, actor_id=Passkey.objects.get().person_id).count() == 1
    again.post(f"/en/account/security/passkeys/{Passkey.objects.get().pk}/forget/")
    assert keep(again, new).status_code == 302
    assert again.get(DESK).status_code == 200
    assert refused(use(first_factor(email), lost, "/en/sign-in/second-factor/passkey/"))
    assert again.post("/en/account/confirm/factor/", {"code": codes[0]}).status_code == 200, "each works once"


def test_the_officer_takes_lost_passkeys_off_and_their_visits_end(odile: Player, bima: Player) -> None:
    _, _, client = with_passkey("service")
    person, officer = Passkey.objects.get().person_id, odile.client()
    assert "Lost: take passkeys off" in officer.post("/en/desk/access/").content.decode()
    path = f"/en/desk/access/colleagues/{person}/passkeys/forget/"
    assert bima.client().post(path).status_code == 403
    assert Passkey.objects.count() == 1
    assert officer.post(path).status_code == 302
    assert not Passkey.objects.exists()
    assert Alarm.objects.get(kind=AlarmKind.RECOVERED, person_id=person).actor_id == odile.id
    assert client.get(DESK).status_code == 404, "the visit is over"


def test_the_officer_does_not_take_off_their_own_nor_a_customers(odile: Player, mara: Player) -> None:
    officer = odile.client()
    for person in (odile.id, mara.id):
        assert officer.post(f"/en/desk/access/colleagues/{person}/passkeys/forget/").status_code == 404


def test_the_review_shows_the_rule(odile: Player) -> None:
    page = odile.client().get("/en/desk/access/").content.decode()
    assert page.count("with a passkey") == len(POLICY.access.roles) - 1
    assert "without a passkey" in page
    assert f"within {POLICY.access.passkey_within_days} days" in page


def test_a_visit_begun_by_passkey_is_asked_again_before_a_change_when_it_is_not_fresh_any_more() -> None:
    _, _, client = with_passkey()
    session = client.session
    session["proven_at"] = int(datetime(2020, 1, 1, tzinfo=UTC).timestamp())
    session.save()
    assert client.post("/en/account/security/second-factor/codes/").status_code == 302

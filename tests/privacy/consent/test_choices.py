"""The page of choices: one switch a consent, as many clicks to take back as to give, and nothing of anybody else's."""

from __future__ import annotations

import json
from datetime import timedelta
from html import unescape
from typing import Any

import pytest
from django.db import connections
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from kindr.base import clock, statements
from kindr.policy import POLICY
from kindr.privacy import ports, registry
from kindr.privacy.access.actors import GUEST_SESSION_KEY
from kindr.privacy.consent.events import Decision
from kindr.privacy.people import Claim
from kindr.privacy.rights.requests.models import Request
from kindr.privacy.terms import Basis
from kindr.shop.orders.models import Order
from tests.buying import guest_order
from tests.cast import Player
from tests.consents import last_of, say
from tests.privacy.consent.test_ledger import changed_policy

pytestmark = pytest.mark.django_db
PAGE = "/en/my-choices/"
committed = pytest.mark.django_db(transaction=True)


def address(deed: str, who: Player, purpose: str = "greet_birthday") -> str:
    return f"{PAGE}{who.id}/{purpose}/{deed}/"


def text(response: Any) -> str:
    return unescape(response.content.decode())


def test_giving_and_taking_back_are_the_same_single_press(ilse: Player) -> None:
    client = ilse.client()
    before = text(client.get(PAGE))
    assert 'aria-checked="false"' in before
    assert before.count("choice-switch") == before.count('role="switch"')
    assert client.post(address("give", ilse)).status_code == 302
    assert last_of(ilse.id)["greet_birthday"].decision is Decision.GIVEN
    after = text(client.get(PAGE))
    assert 'aria-checked="true"' in after
    assert POLICY.withdrawals["greet_birthday"].stops["en"] in after
    assert POLICY.withdrawals["greet_birthday"].goes_on["en"] in after
    assert client.post(address("withdraw", ilse)).status_code == 302
    assert last_of(ilse.id)["greet_birthday"].decision is Decision.WITHDRAWN


def test_what_was_shown_is_what_is_written_down(ilse: Player) -> None:
    client = ilse.client()
    page = text(client.get(PAGE))
    client.post(address("give", ilse), headers={"Sec-GPC": "1"})
    event = last_of(ilse.id)["greet_birthday"]
    assert all(line in page for line in event.shown.splitlines())
    assert (event.offer.control, event.offer.preset, event.has_gpc) == ("switch", "", True)
    assert event.text_version == POLICY.asks["greet_birthday"].version


@committed
def test_right_after_withdrawing_one_press_undoes_it(mara: Player) -> None:
    client = mara.client()
    page = text(client.post(address("withdraw", mara), follow=True))
    assert "Taken back, and stopped" in page
    assert "has to be given again" in page
    assert f'action="{address("give", mara)}"' in page
    again = text(client.post(address("give", mara), follow=True))
    assert "Taken back, and stopped" not in again
    assert last_of(mara.id)["greet_birthday"].decision is Decision.GIVEN


@committed
def test_a_withdrawal_on_the_page_is_a_request_with_a_number_that_is_done(mara: Player, noa: Player) -> None:
    client = mara.client()
    page = text(client.post(address("withdraw", mara), follow=True))
    client.post(address("withdraw", mara))
    client.post(address("withdraw", noa, "measure_sizes"))
    own, childs = Request.objects.filter(person_id=mara.id, kind="withdrawal").order_by("number")
    assert [own.state, childs.state] == ["fulfilled"] * 2
    assert [own.subject_id, childs.subject_id] == [mara.id, noa.id]
    assert own.number in page
    assert own.evidence == {"withdrawal": str(last_of(mara.id)["greet_birthday"].id)}
    listed = text(client.get("/en/my-requests/"))
    assert own.number in listed
    assert childs.number in listed


@committed
def test_giving_in_between_makes_two_withdrawals_two_requests(mara: Player) -> None:
    client = mara.client()
    for deed in ("withdraw", "give", "withdraw"):
        client.post(address(deed, mara))
    assert Request.objects.filter(person_id=mara.id, kind="withdrawal", state="fulfilled").count() == 2


@committed
def test_receipt_and_proof_are_downloaded_by_their_owner_only(mara: Player, ilse: Player) -> None:
    client, ours = mara.client(), (ports.signer().public_key,)
    client.post(address("withdraw", mara))
    event = last_of(mara.id)["greet_birthday"]
    for name in ("consent:receipt", "consent:proof"):
        path = reverse(name, kwargs={"event": event.id})
        assert statements.verify(statements.read(text(client.get(path))), ours).is_key_known
        assert ilse.client().get(path).status_code == 404
        assert Client().get(path).status_code == 302
    assert json.loads(client.get(f"{PAGE}receipt/{event.id}.json").content)["event"]["event_state"] == (
        "dpv:ConsentWithdrawn"
    )


def test_a_child_is_there_with_the_way_to_take_its_consent_back(mara: Player, noa: Player) -> None:
    page = text(mara.client().get(PAGE))
    assert "For Noa" in page
    assert "/account/children/" in page
    assert POLICY.withdrawals["measure_sizes"].stops["en"] in page


@pytest.mark.parametrize("purpose", ["keep_account", "measure_sizes", "nothing_at_all"])
def test_what_is_no_consent_of_theirs_is_not_found(ilse: Player, purpose: str) -> None:
    client = ilse.client()
    assert client.post(address("give", ilse, purpose)).status_code == 404
    assert client.post(address("withdraw", ilse, purpose)).status_code == (302 if purpose == "measure_sizes" else 404)


def test_nobody_switches_for_somebody_else(mara: Player, ilse: Player, sam: Player) -> None:
    assert ilse.client().post(address("withdraw", mara)).status_code == 404
    assert ilse.client().post(address("give", mara)).status_code == 404
    assert "sign-in" in Client().post(address("withdraw", mara))["Location"]
    assert last_of(mara.id)["greet_birthday"].decision is Decision.GIVEN


def test_what_is_not_in_use_is_listed_quietly_and_not_asked(ilse: Player) -> None:
    page = text(ilse.client().get(PAGE))
    later = [one for one in POLICY.purposes.values() if one.basis is Basis.CONSENT and not POLICY.is_in_use(one)]
    for purpose in later:
        assert purpose.says["en"] in page
        assert f"/{purpose.key}/give/" not in page


@committed
@pytest.mark.clause("9.1.1")
def test_what_is_not_in_use_yet_is_given_again_as_easily_as_it_was_taken_back(mara: Player) -> None:
    purpose = next(one for one in POLICY.purposes.values() if one.basis is Basis.CONSENT and not POLICY.is_in_use(one)
                   and not one.is_about_children)  # fmt: skip
    say(mara.id, purpose.key, Decision.GIVEN)
    client = mara.client()
    stopped = text(client.post(address("withdraw", mara, purpose.key), follow=True))
    assert f'action="{address("give", mara, purpose.key)}"' in stopped
    page = text(client.get(PAGE))
    assert f'action="{address("give", mara, purpose.key)}"' in page
    assert page.count(f'id="w-{mara.id}-{purpose.key}"') == 1
    assert client.post(address("give", mara, purpose.key)).status_code == 302
    assert last_of(mara.id)[purpose.key].decision is Decision.GIVEN
    assert f'action="{address("withdraw", mara, purpose.key)}"' in text(client.get(PAGE))


@committed
def test_what_was_taken_back_for_an_order_without_an_account_can_be_given_again(mara: Player) -> None:
    guest = Order.objects.get(pk=guest_order("sari@families.example").order_id).person_id
    Claim.objects.create(guest_id=guest, account=mara.person, claimed_at=clock.now())
    say(guest, "greet_birthday", Decision.GIVEN)
    client = mara.client()
    client.post(f"{PAGE}{guest}/greet_birthday/withdraw/")
    assert f'action="{PAGE}{guest}/greet_birthday/give/"' in text(client.get(PAGE))
    client.post(f"{PAGE}{guest}/greet_birthday/give/")
    assert last_of(guest)["greet_birthday"].decision is Decision.GIVEN


def test_a_guest_reaches_the_page_of_the_order_just_placed() -> None:
    client, placed = Client(), guest_order("sari@families.example")
    session = client.session
    session[GUEST_SESSION_KEY] = str(Order.objects.get(pk=placed.order_id).person_id)
    session.save()
    page = text(client.get(PAGE))
    assert "Nothing here needs your consent yet" in page
    assert POLICY.purposes["newsletter"].says["en"] in page
    assert POLICY.purposes["loyalty"].says["en"] not in page


def test_a_changed_meaning_is_asked_again_on_the_page(ilse: Player, monkeypatch: pytest.MonkeyPatch) -> None:
    now = clock.now()
    monkeypatch.setattr(registry, "_adopted", [changed_policy(now - timedelta(hours=1), "greet_birthday")])
    say(ilse.id, "greet_birthday", Decision.GIVEN, at=now - timedelta(days=2))
    client = ilse.client()
    page = text(client.get(PAGE))
    assert "Something has changed" in page
    assert "asked again" in page
    client.post(address("give", ilse))
    assert "Something has changed" not in text(client.get(PAGE))


@pytest.mark.parametrize("path", ["/en/privacy/", "/en/my-data/", "/en/account/", PAGE])
def test_a_change_is_told_before_it_holds(ilse: Player, path: str, monkeypatch: pytest.MonkeyPatch) -> None:
    client = ilse.client()
    assert "A trial sentence changes." not in text(client.get(path))
    monkeypatch.setattr(registry, "_adopted", [changed_policy(clock.now() + timedelta(days=9), "greet_birthday")])
    assert "A trial sentence changes." in text(client.get(path))
    monkeypatch.setattr(registry, "_adopted", [changed_policy(clock.now() - timedelta(days=1), "greet_birthday")])
    assert "A trial sentence changes." not in text(client.get(path))
    assert "A trial sentence changes." in text(client.get("/en/privacy/versions/"))


def test_the_page_asks_no_more_for_many_decisions_than_for_few(mara: Player) -> None:
    client = mara.client()

    def asked() -> tuple[int, int]:
        with CaptureQueriesContext(connections["default"]) as data, CaptureQueriesContext(connections["keys"]) as keys:
            assert client.get(PAGE).status_code == 200
        return len(data), len(keys)

    asked()
    few = asked()
    for _ in range(12):
        say(mara.id, "newsletter", Decision.GIVEN)
    assert asked() == few


def test_links_lead_there_from_everywhere(ilse: Player) -> None:
    client = ilse.client()
    for path in ("/my-data/", "/account/", "/"):
        assert 'href="/my-choices/"' in text(client.get(path))

"""Chapters 8 and 9: the officer, consent and its withdrawal."""

from __future__ import annotations

from datetime import date

import pytest
from django.test import Client
from django.utils.html import escape

from kindr.base import clock, statements
from kindr.policy import POLICY
from kindr.privacy import gates, ports
from kindr.privacy.access.terms import ConsentMissing
from kindr.privacy.consent import ledger
from kindr.privacy.consent.ledger import Decision
from kindr.privacy.consent.models import ConsentEvent
from kindr.shop.accounts.personal import Birthday, Profile
from tests.cast import Player
from tests.consents import last_of
from tests.promises.evidence import Committing

pytestmark = pytest.mark.django_db
AGREE = {"born": "1991-05-04", "agree": "on"}


@pytest.mark.clause("8.1", "9.1.2")
def test_the_officer_can_be_written_to() -> None:
    page = Client().get("/en/privacy/").content.decode()
    assert POLICY.parties["data_protection_officer"].email in page


@pytest.mark.clause("9.1.1", "6.3.1")
def test_consent_is_taken_back_with_one_click_as_easily_as_it_was_given(ilse: Player, committing: Committing) -> None:
    client = ilse.client()
    with committing():
        assert client.post("/en/account/birthday/", AGREE).status_code == 302
    assert last_of(ilse.person.pk)["greet_birthday"].decision is Decision.GIVEN
    with committing():
        assert client.post("/en/account/birthday/forget/").status_code == 302
    assert last_of(ilse.person.pk)["greet_birthday"].decision is Decision.WITHDRAWN


@pytest.mark.clause("9.1.3", "2.1.5", "birthday")
def test_withdrawal_stops_the_use_at_once_and_erases_what_rests_on_the_consent_alone(
    mara: Player, committing: Committing
) -> None:
    row = Birthday.objects.get(person_id=mara.id)
    assert gates.read(row, access=mara.access("greet_birthday"), at=clock.now()).date_of_birth == date(1990, 3, 21)
    with committing():
        mara.client().post("/en/account/birthday/forget/")
    with pytest.raises(ConsentMissing):
        gates.read(row, access=mara.access("greet_birthday"), at=clock.now())
    with pytest.raises(gates.Forgotten):
        gates.read(row, access=mara.access("keep_account"), at=clock.now())
    assert not Birthday.objects.exists()


@pytest.mark.clause("9.1.1", "9.2.1")
def test_one_switch_gives_and_takes_back_and_says_before_what_stops(ilse: Player, committing: Committing) -> None:
    client, switch = ilse.client(), f"/en/my-choices/{ilse.id}/greet_birthday"
    client.post(f"{switch}/give/")
    assert last_of(ilse.person.pk)["greet_birthday"].decision is Decision.GIVEN
    assert escape(POLICY.withdrawals["greet_birthday"].stops["en"]) in client.get("/en/my-choices/").content.decode()
    with committing():
        client.post(f"{switch}/withdraw/")
    assert last_of(ilse.person.pk)["greet_birthday"].decision is Decision.WITHDRAWN


@pytest.mark.clause("9.1.3")
def test_that_use_has_stopped_is_proven_and_signed(mara: Player, committing: Committing) -> None:
    client = mara.client()
    with committing():
        client.post(f"/en/my-choices/{mara.id}/greet_birthday/withdraw/")
    event = last_of(mara.person.pk)["greet_birthday"]
    proof = statements.read(client.get(f"/en/my-choices/proof/{event.id}.json").content.decode())
    content = statements.verify(proof, (ports.signer().public_key,)).content
    assert [refused["purpose"] for refused in content["refused"]] == ["greet_birthday"]
    assert content["asked_at"] <= content["refused"][0]["at"]


@pytest.mark.clause("9.1.4", "consent_ledger")
def test_every_decision_has_a_receipt_that_anybody_can_check(ilse: Player) -> None:
    client = ilse.client()
    client.post(f"/en/my-choices/{ilse.id}/greet_birthday/give/")
    event = last_of(ilse.person.pk)["greet_birthday"]
    receipt = statements.read(client.get(f"/en/my-choices/receipt/{event.id}.json").content.decode())
    published = Client().get("/.well-known/kindr-signing-key.json").content.decode()
    assert statements.verify(receipt, statements.keys_in(published)).is_key_known
    assert receipt["event"]["text_shown"] == event.shown


@pytest.mark.clause("9.1.4", "consent_ledger")
def test_a_consent_is_proven_word_for_word_and_its_withdrawal_beside_it(ilse: Player) -> None:
    client = ilse.client()
    client.post("/en/account/birthday/", AGREE)
    client.post("/en/account/birthday/forget/")
    events = ledger.events_of([ilse.person.pk])
    assert [event.decision for event in events] == [Decision.GIVEN, Decision.WITHDRAWN]
    assert events[0].shown.startswith("Kindr may keep my date of birth")
    assert (events[0].language, events[0].policy_version, events[0].by) == ("en", POLICY.version, str(ilse.id))
    assert b"birth" not in b"".join(bytes(row.payload) for row in ConsentEvent.objects.all())


@pytest.mark.clause("9.2.1")
@pytest.mark.parametrize("purpose", sorted(POLICY.withdrawals))
def test_every_withdrawal_says_what_stops_and_the_policy_shows_it(purpose: str) -> None:
    page = Client().get("/en/privacy/").content.decode()
    assert escape(POLICY.withdrawals[purpose].stops["en"]) in page


@pytest.mark.clause("9.2.2")
def test_everything_else_goes_on_after_a_withdrawal(mara: Player, committing: Committing) -> None:
    client = mara.client()
    with committing():
        client.post("/en/account/birthday/forget/")
    assert client.get("/en/account/").status_code == 200
    opened = gates.read(Profile.objects.get(person_id=mara.id), access=mara.access("keep_account"), at=clock.now())
    assert opened.name == "Mara"
    given = {purpose for purpose, event in last_of(mara.person.pk).items() if event.decision is Decision.GIVEN}
    assert given == POLICY.withdrawals.keys() - {"greet_birthday"}

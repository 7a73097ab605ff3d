"""Deleting the account: what is shown before, what is left after, and the receipt."""

from __future__ import annotations

import base64
import json
import uuid
from typing import Any

import pytest
from django.apps import apps
from django.test import Client

from kindr.base import clock, statements
from kindr.base.signing import SignatureRefused
from kindr.privacy import gates, ports, registry
from kindr.privacy.access import log
from kindr.privacy.access.declare import system_access
from kindr.privacy.access.terms import NotYours
from kindr.privacy.people import Person
from kindr.privacy.rights import actions, stores
from kindr.privacy.rights.models import Erasure, ErasureState
from kindr.privacy.rights.stores import Hold
from kindr.privacy.terms import AtErasure
from kindr.privacy.vault import keyrings, lookup
from kindr.privacy.vault.keyrings import PersonClosed, Slot
from kindr.privacy.vault.lookup import LookupEntry
from kindr.shop.accounts.models import Account, Session
from tests.cast import Player, parent

pytestmark = pytest.mark.django_db(transaction=True)


def _kept_clauses() -> set[str]:
    return {key for key, clause in registry.policy().clauses.items() if clause.at_erasure is AtErasure.KEPT_LOCKED}


def _erase(player: Player) -> Erasure:
    assert player.id is not None
    return actions.delete_account(player.id, language="en", access=player.access("erase_my_data"), at=clock.now())


def _sealed_rows(person: uuid.UUID) -> list[Any]:
    return [row for model in registry.personal_records() for row in model._default_manager.filter(person_id=person)]


def test_before_anything_goes_the_page_says_what_goes_and_what_the_law_keeps(mara: Player) -> None:
    page = mara.client().get("/en/my-data/delete/").content.decode()
    assert "Your address book" in page
    assert "The record of openings" in page
    assert "The law makes us keep this" in page
    assert Erasure.objects.count() == 0


@pytest.mark.parametrize("word", ["", "delet", "yes", "DELETE IT"])
def test_another_word_deletes_nothing(mara: Player, word: str) -> None:
    response = mara.client().post("/en/my-data/delete/", {"word": word})
    assert response.status_code == 422
    assert Account.objects.filter(pk=mara.id).exists()


def test_looking_at_the_page_deletes_nothing(mara: Player) -> None:
    mara.client().get("/en/my-data/delete/", {"word": "DELETE"})
    assert Account.objects.filter(pk=mara.id).exists()


def test_a_form_from_another_site_deletes_nothing(mara: Player) -> None:
    browser = Client(enforce_csrf_checks=True)
    browser.force_login(Account.objects.get(pk=mara.id), backend="kindr.shop.accounts.actions.backend.AccountBackend")
    assert browser.post("/en/my-data/delete/", {"word": "DELETE"}).status_code == 403
    assert Account.objects.filter(pk=mara.id).exists()


@pytest.mark.clause("9.2")
def test_the_word_deletes_the_account_and_shows_the_receipt(mara: Player) -> None:
    browser, elsewhere = mara.client(), mara.client()
    response = browser.post("/en/my-data/delete/", {"word": " delete "}, follow=True)
    assert "It is deleted" in response.content.decode()
    assert not Account.objects.filter(pk=mara.id).exists()
    assert not Session.objects.filter(person_id=mara.id).exists()
    assert elsewhere.get("/en/my-data/").status_code == 302
    assert Erasure.objects.get().state == ErasureState.DONE


def test_nothing_but_what_the_law_keeps_has_a_key_afterwards(mara: Player, noa: Player) -> None:
    _erase(mara)
    for player in (mara, noa):
        assert player.id is not None
        assert {slot.clause for slot in keyrings.living_slots(player.id)} <= _kept_clauses()
        assert [row for row in _sealed_rows(player.id) if row.clause not in _kept_clauses()] == []
        assert not LookupEntry.objects.filter(person_id=player.id).exists()


def test_the_address_finds_nobody_and_can_be_used_by_a_new_account(mara: Player) -> None:
    _erase(mara)
    assert lookup.find(lookup.SIGN_IN_ADDRESS, lookup.normalised_address(mara.email)) == []
    assert not LookupEntry.objects.filter(person_id=mara.id).exists()
    again = parent("Mara")
    assert again.email == mara.email
    assert again.id != mara.id


def test_nothing_new_is_kept_about_somebody_who_was_erased(mara: Player) -> None:
    _erase(mara)
    assert mara.id is not None
    profile = apps.get_model("accounts.Profile")
    with pytest.raises(PersonClosed):
        gates.collect(
            profile,
            person=mara.id,
            access=system_access("keep_account"),
            at=clock.now(),
            source="account",
            values={"name": "Mara", "phone": None},
        )


def test_the_row_of_the_person_stays_as_a_stranger(mara: Player) -> None:
    _erase(mara)
    assert Person.objects.filter(pk=mara.id).exists()


def test_the_record_of_openings_stays_locked_and_says_that_all_was_erased(mara: Player) -> None:
    _erase(mara)
    assert mara.id is not None
    verbs = {line.verb for line in log.lines_about(mara.id)}
    assert "erase" in verbs
    ring = keyrings.fetch(slots=[log.slot_of(mara.id, clock.now())])
    assert [cipher.hold for cipher in ring.by_id.values()] == ["locked"]


def test_somebody_else_cannot_ask_for_it(mara: Player, ilse: Player) -> None:
    assert mara.id is not None
    with pytest.raises(NotYours):
        actions.ask_for_erasure(mara.id, language="en", access=ilse.access("erase_my_data"), at=clock.now())


def test_asking_twice_is_one_erasure(mara: Player) -> None:
    assert mara.id is not None
    access = mara.access("erase_my_data")
    first = actions.ask_for_erasure(mara.id, language="en", access=access, at=clock.now())
    assert actions.ask_for_erasure(mara.id, language="en", access=access, at=clock.now()) == first


def test_the_receipt_is_signed_and_holds_no_value(mara: Player) -> None:
    erasure = _erase(mara)
    receipt = erasure.receipt
    statements.verify(receipt, (ports.signer().public_key,))
    text = json.dumps(receipt, ensure_ascii=False)
    assert mara.email not in text
    assert str(mara.id) not in text
    assert "Mara" not in text
    assert base64.b64decode(receipt["public_key"]) == ports.signer().public_key
    with pytest.raises(SignatureRefused):
        statements.verify({**receipt, "entries": []}, (ports.signer().public_key,))


def test_the_receipt_can_be_taken_along_without_signing_in(mara: Player, client: Client) -> None:
    erasure = _erase(mara)
    response = client.get(f"/my-data/receipt/{erasure.pk}.json")
    assert response.json() == erasure.receipt
    assert client.get(f"/my-data/receipt/{uuid.uuid4()}.json").status_code == 404


class _Post:
    """A mailer that remembers what it sent, or refuses."""

    def __init__(self, *, refuses: bool = False) -> None:
        self.sent: list[ports.Letter] = []
        self.refuses = refuses

    def send(self, letter: ports.Letter) -> None:
        if self.refuses:
            raise ConnectionRefusedError
        self.sent.append(letter)


@pytest.fixture
def post(monkeypatch: pytest.MonkeyPatch) -> _Post:
    post = _Post()
    monkeypatch.setattr(ports, "_mailers", [post])
    return post


def test_the_letter_goes_before_the_address_does(mara: Player, post: _Post) -> None:
    erasure = _erase(mara)
    [letter] = post.sent
    assert letter.to.value == mara.email
    assert letter.message_id == f"erasure-{erasure.pk}"
    assert str(erasure.pk) in letter.body.value
    assert erasure.letter == "sent"


def test_when_the_mail_provider_is_down_only_the_address_waits(mara: Player, post: _Post) -> None:
    post.refuses = True
    erasure = _erase(mara)
    assert mara.id is not None
    assert erasure.state == ErasureState.CLEARED
    assert {slot.clause for slot in keyrings.living_slots(mara.id)} - _kept_clauses() == {"account_contact"}
    post.refuses = False
    again = actions.take_up_again(erasure.pk, access=system_access("erase_my_data"), at=clock.now())
    assert len(post.sent) == 1
    assert again.state == ErasureState.DONE
    assert {slot.clause for slot in keyrings.living_slots(mara.id)} <= _kept_clauses()


def test_something_on_its_way_waits_and_goes_when_it_has_arrived(
    mara: Player, post: _Post, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert mara.id is not None
    slot = Slot(mara.id, "delivery_address", str(uuid.uuid4()))
    keyrings.for_writing([slot], at=clock.now())
    parcel = Hold(slot, {"id": "Paket masih di jalan", "en": "A parcel is on its way"})
    on_its_way = [parcel]
    monkeypatch.setattr(stores, "_providers", [lambda _people: on_its_way])
    erasure = _erase(mara)
    assert erasure.state == ErasureState.CLEARED
    assert keyrings.fetch(slots=[slot]).by_slot[slot].hold == ""
    on_its_way.clear()
    again = actions.take_up_again(erasure.pk, access=system_access("erase_my_data"), at=clock.now())
    assert again.state == ErasureState.DONE
    assert keyrings.fetch(slots=[slot]).by_slot == {}


def test_what_was_left_over_keeps_the_erasure_open(mara: Player, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(stores.registered()[1], "erase", lambda *_, **__: stores.Evidence("lookups"))
    erasure = _erase(mara)
    assert erasure.state == ErasureState.TOMBSTONED
    assert erasure.receipt is None
    assert set(erasure.steps["left over"]["counts"]) == {"lookups: tags"}
    monkeypatch.undo()
    again = actions.take_up_again(erasure.pk, access=system_access("erase_my_data"), at=clock.now())
    assert again.state == ErasureState.DONE

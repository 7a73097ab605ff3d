"""Rights reach everybody that a person speaks for: guests of before, children; and guests without an account."""

from __future__ import annotations

import argparse
import json
import uuid

import pytest
from django.test import Client

from kindr.base import clock
from kindr.privacy.access.actors import GUEST_SESSION_KEY
from kindr.privacy.people import Claim
from kindr.privacy.rights import actions, planning
from kindr.privacy.rights.alone import alone_at
from kindr.privacy.rights.models import ErasureState
from kindr.privacy.vault import keyrings
from kindr.shop.orders.models import GuestContact, Order
from kindr.web.commands import person as person_command
from tests.buying import arrived, guest_order, order_of, paid
from tests.cast import Player

pytestmark = pytest.mark.django_db(transaction=True)


def _guest_browser(guest: uuid.UUID) -> Client:
    """The browser in which a guest has just ordered."""
    browser = Client()
    browser.get("/")
    session = browser.session
    session[GUEST_SESSION_KEY] = str(guest)
    session.save()
    browser.cookies["session"] = session.session_key or ""
    return browser


def _guest(email: str) -> tuple[uuid.UUID, str]:
    placed = paid(guest_order(email))
    return Order.objects.get(pk=placed.order_id).person_id, placed.number


def test_a_guest_sees_and_deletes_what_was_given_with_the_order(bima: Player) -> None:
    placed = arrived(paid(guest_order("guest@families.example")), by=bima)
    guest = Order.objects.get(pk=placed.order_id).person_id
    browser = _guest_browser(guest)
    assert "guest@families.example" in browser.get("/en/my-data/").content.decode()
    assert "It is deleted" in browser.post("/en/my-data/delete/", {"word": "DELETE"}, follow=True).content.decode()
    assert keyrings.is_closed(guest)
    assert not GuestContact.objects.filter(person_id=guest).exists()
    assert browser.get("/en/my-data/").status_code == 302


def test_a_guest_who_was_claimed_is_seen_and_erased_with_the_account(mara: Player, bima: Player) -> None:
    placed = arrived(paid(guest_order(mara.email)), by=bima)
    guest = Order.objects.get(pk=placed.order_id).person_id
    assert mara.id is not None
    Claim.objects.update_or_create(guest_id=guest, defaults={"account_id": mara.id, "claimed_at": clock.now()})
    page = mara.client().get("/en/my-data/").content.decode()
    assert "an order without an account" in page
    erasure = actions.delete_account(mara.id, language="en", access=mara.access("erase_my_data"), at=clock.now())
    assert erasure.state == ErasureState.DONE
    assert keyrings.is_closed(guest)
    assert not GuestContact.objects.filter(person_id=guest).exists()


def test_a_child_is_covered_by_its_guardian_alone(mara: Player, noa: Player, ilse: Player) -> None:
    assert mara.id is not None
    assert noa.id in planning.covered(mara.id)
    assert ilse.id is not None
    assert noa.id not in planning.covered(ilse.id)


def test_one_who_is_being_erased_twice_at_once_is_erased_once(mara: Player) -> None:
    assert mara.id is not None
    access = mara.access("erase_my_data")
    erasure = actions.ask_for_erasure(mara.id, language="en", access=access, at=clock.now())
    with alone_at(f"erasure {erasure.pk}"):
        # Another connection holds the lock: the worker leaves the erasure to whoever is at it.
        assert _from_another_connection(erasure.pk) is False
    assert actions.carry_out(erasure, access=access, at=clock.now()).state == ErasureState.DONE


def _from_another_connection(erasure: uuid.UUID) -> bool:
    from threading import Thread

    from django.db import connections

    found: list[bool] = []

    def look() -> None:
        with alone_at(f"erasure {erasure}") as is_alone:
            found.append(is_alone)
        connections.close_all()

    thread = Thread(target=look)
    thread.start()
    thread.join()
    return found[0]


def test_the_command_says_what_is_held_as_counts_and_never_a_value(
    mara: Player, capsys: pytest.CaptureFixture[str]
) -> None:
    order_of(mara)
    assert person_command.run(argparse.Namespace(person=mara.id)) == 0
    told = capsys.readouterr().out
    assert "2.1.4    profile" in told
    assert "Mara" not in told
    assert mara.email not in told
    assert person_command.run(argparse.Namespace(person=uuid.uuid4())) == 1


def test_the_copy_for_machines_holds_pictures_too(mara: Player) -> None:
    response = mara.client().get("/my-data/download.json")
    content = json.loads(b"".join(response.streaming_content))  # type: ignore[attr-defined]  # a streamed answer
    assert all("content" in file for file in content["stores"].get("files", []))

"""Guests and their address: what they prove, what they then follow, and what an account takes over later."""

from __future__ import annotations

import re

import pytest
from django.test import Client

from kindr.base import clock
from kindr.privacy.access.declare import system_access
from kindr.privacy.people import Claim, Person, PersonKind
from kindr.privacy.rights.requests import actions, links, ports
from kindr.privacy.rights.requests.actions import letters
from kindr.privacy.rights.requests.models import Request
from kindr.privacy.rights.requests.personal import RequestContact
from kindr.privacy.rights.requests.rules import State
from tests.privacy.rights.requests.test_pages import Post, post
from tests.privacy.rights.requests.test_receiving import ask_unknown, proven

__all__ = ["post"]
pytestmark = pytest.mark.django_db(transaction=True)
ADDRESS = "guest@families.example"


@pytest.fixture
def guest(monkeypatch: pytest.MonkeyPatch) -> Person:
    """Somebody who ordered without an account."""
    person = Person.objects.create(kind=PersonKind.GUEST)
    monkeypatch.setattr(ports, "_finders", [lambda address, **_: [person.pk] if address == ADDRESS else []])
    return person


def carried_on(request: Request) -> Request:
    """What the worker does once the link came back."""
    return actions.carry_on(request.pk, access=system_access("answer_requests"), at=clock.now())


def test_a_guest_proves_the_address_and_follows_the_request_by_the_link_of_the_letter(
    guest: Person, post: Post
) -> None:
    request = ask_unknown(ADDRESS, "objection", words="Pesanan saya ditolak.")
    proven(request)
    found = carried_on(request)
    assert Claim.objects.get(guest=guest).account_id == found.person_id
    actions.fulfil(
        found, evidence={"answered": 1}, answer="Sudah.", access=system_access("answer_requests"), at=clock.now()
    )
    letters.write_result(found.pk, access=system_access("deliver_letters"), at=clock.now())
    assert post.sent[-1].to.value == ADDRESS
    assert not RequestContact.objects.exists()
    way = re.search(r"http\S+?(/requests/follow/\S+)", post.sent[-1].body.value)
    assert way
    page = Client().get(way[1], follow=True)
    assert found.number in page.content.decode()
    assert "Sudah." in page.content.decode()


def test_a_changed_link_lets_nobody_in(guest: Person) -> None:
    request = ask_unknown(ADDRESS, "objection", words="…")
    proven(request)
    found = carried_on(request)
    good = links.link_to_follow(found, at=clock.now())
    assert Client().get(good[:-3] + "x/").status_code == 404


def test_a_withdrawal_by_address_is_done_without_a_proof_and_joins_nobody(guest: Person) -> None:
    request = ask_unknown(ADDRESS, "withdrawal")
    found = carried_on(request)
    assert str(guest.pk) in found.reach
    assert found.state in (State.FULFILLED, State.IN_PROGRESS)
    assert not Claim.objects.exists()

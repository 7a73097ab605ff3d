"""Guests and their address: what they prove, what they then follow, and what an account takes over later."""

from __future__ import annotations

import html
import io
import json
import re
import uuid
import zipfile
from datetime import timedelta
from typing import Any

import pytest
from django.test import Client

from kindr.base import clock
from kindr.policy import POLICY
from kindr.privacy.access.declare import system_access
from kindr.privacy.access.models import Alarm, AlarmKind
from kindr.privacy.consent import ledger
from kindr.privacy.consent.events import Decision
from kindr.privacy.people import Claim, Person, PersonKind, covered_by
from kindr.privacy.rights import exports
from kindr.privacy.rights.fulfilment.models import Fulfilment
from kindr.privacy.rights.requests import actions, links, ports
from kindr.privacy.rights.requests.actions import letters, proving
from kindr.privacy.rights.requests.models import Request
from kindr.privacy.rights.requests.personal import RequestContact
from kindr.privacy.rights.requests.rules import State
from kindr.privacy.vault import keyrings
from kindr.shop.orders.actions import claim_guest_orders
from kindr.shop.orders.models import Order
from tests.buying import guest_order, run_tasks
from tests.cast import Player
from tests.consents import last_of, say
from tests.privacy.rights.requests.test_pages import Post, post
from tests.privacy.rights.requests.test_receiving import ask, ask_unknown, proven

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


def asked_by_page(client: Client, email: str, kind: str) -> Any:
    """Somebody without an account asks on the public page."""
    return client.post("/en/requests/", {"email": email, "kind": kind, "words": ""})


def link_in(post: Post, what: str) -> str:
    """The path that the newest letter leads to."""
    found = re.search(rf"http\S+?(/requests/{what}/\S+)", post.sent[-1].body.value)
    assert found
    return "/en" + found[1]


def receipt_of(request: Request) -> None:
    letters.write_receipt(request.pk, access=system_access("deliver_letters"), at=clock.now())


@pytest.mark.clause("7.7", "6.3.3")
def test_a_guest_sees_what_is_kept_and_then_erases_it_through_the_address_alone(post: Post) -> None:
    order = Order.objects.get(pk=guest_order(ADDRESS).order_id)
    client = Client()
    for kind in ("access", "erasure"):
        assert asked_by_page(client, ADDRESS.upper(), kind)["Location"] == "/en/requests/sent/"
        request = Request.objects.get(kind=kind)
        receipt_of(request)
        assert client.post(link_in(post, "confirm")).status_code == 200
        done = carried_on(request)
        if kind == "access":
            assert done.state == State.FULFILLED
            letters.write_result(done.pk, access=system_access("deliver_letters"), at=clock.now())
            page = client.get(link_in(post, "follow"), follow=True).content.decode()
            assert "Your package is ready" in page
            packed = b"".join(client.get(f"/en/my-requests/{done.number}/package.zip").streaming_content)
            shown = zipfile.ZipFile(io.BytesIO(packed)).read("kindr.html").decode()
            assert ADDRESS in shown
    waiting = {slot.clause for slot in keyrings.living_slots(order.person_id)}
    assert {"delivery_address", "guest_contact"} <= waiting, "an order under way needs them"
    assert done.state == State.IN_PROGRESS
    Order.objects.filter(pk=order.pk).update(closed_at=clock.now())
    assert carried_on(request).state == State.FULFILLED
    left = {slot.clause for slot in keyrings.living_slots(order.person_id)}
    assert not left & {"delivery_address", "guest_contact"}
    assert keyrings.is_closed(order.person_id)


def test_the_public_page_is_throttled_for_an_address_and_says_when_to_come_back(post: Post) -> None:
    client, other = Client(), "other@elsewhere.example"
    for _ in range(5):
        assert asked_by_page(client, ADDRESS, "access").status_code == 302
    sixth = asked_by_page(client, ADDRESS.upper(), "erasure")
    assert sixth.status_code == 422
    assert "Please try again in" in html.unescape(sixth.content.decode())
    assert Request.objects.count() == 5
    assert asked_by_page(client, other, "access").status_code == 302


def test_the_public_page_is_throttled_for_a_caller_whatever_the_address() -> None:
    client = Client()
    for number in range(40):
        assert asked_by_page(client, f"nobody{number}@elsewhere.example", "access").status_code == 302
    assert asked_by_page(client, "one.more@elsewhere.example", "access").status_code == 422
    assert asked_by_page(Client(REMOTE_ADDR="203.0.113.9"), "x@elsewhere.example", "access").status_code == 302


@pytest.mark.parametrize("why", ["used", "too old", "another's token", "nobody's"])
def test_a_link_that_proves_nothing_says_why_and_confirms_nothing(
    post: Post, monkeypatch: pytest.MonkeyPatch, why: str
) -> None:
    request, others = ask_unknown(ADDRESS, "erasure"), ask_unknown("other@elsewhere.example", "erasure")
    proof, other = (proving.living_proof(each, at=clock.now()) for each in (request, others))
    assert proof
    assert other
    good, link = links.link_to_prove(proof), links.link_to_prove(proof)
    if why == "used":
        assert Client().post(good).status_code == 200
    elif why == "too old":
        later = clock.now() + timedelta(hours=24, seconds=1)
        monkeypatch.setattr(clock, "now", lambda: later)
    elif why == "another's token":
        link = good.replace(proving.token_of(proof.pk), proving.token_of(other.pk))
    else:
        link = good.replace(str(proof.pk), str(uuid.UUID(int=4, version=4)))
    for method in (Client().get, Client().post):
        answer = method(link)
        assert answer.status_code == 410
        assert "A link works once and for a day" in answer.content.decode()
    request.refresh_from_db()
    assert request.needs_verification == (why != "used")
    assert (Client().get(good).status_code == 200) == (why in ("another's token", "nobody's"))


def test_a_link_to_follow_lets_nobody_else_in_and_explains_itself(
    guest: Person, mara: Player, post: Post, monkeypatch: pytest.MonkeyPatch
) -> None:
    request = ask_unknown(ADDRESS, "objection", words="Pesanan saya ditolak.")
    proven(request)
    found = carried_on(request)
    good = links.link_to_follow(found, at=clock.now())
    assert Client().get(good, follow=True).status_code == 200
    denied = mara.client().get(good)
    assert denied.status_code == 404
    assert "sign out and open it again" in denied.content.decode()
    mine = ask(mara, "restriction")
    assert Client().get(good.replace(found.number, mine.number)).status_code == 404
    later = clock.now() + timedelta(days=31)
    monkeypatch.setattr(clock, "now", lambda: later)
    assert Client().get(good).status_code == 404


def test_a_guest_who_was_let_in_reaches_no_other_request(guest: Person, ilse: Player) -> None:
    request = ask_unknown(ADDRESS, "objection", words="…")
    proven(request)
    found, client = carried_on(request), Client()
    client.get(links.link_to_follow(found, at=clock.now()))
    assert client.get(f"/en/my-requests/{found.number}/").status_code == 200
    others = ask(ilse, "restriction")
    for path in ("", "package.zip"):
        assert client.get(f"/en/my-requests/{others.number}/{path}").status_code == 404
    assert client.post(f"/en/my-requests/{others.number}/revoke/").status_code == 404


@pytest.mark.clause("9.1.1")
def test_a_guests_withdrawal_stops_at_receipt_by_page_and_by_telephone(post: Post, tariq: Player) -> None:
    order = Order.objects.get(pk=guest_order(ADDRESS).order_id)
    for way in ("page", "phone"):
        say(order.person_id, "newsletter", Decision.GIVEN)
        if way == "page":
            asked_by_page(Client(), ADDRESS, "withdrawal")
        else:
            tariq.client().post(f"/en/desk/requests/by-phone/{order.person_id}/", {"kind": "withdrawal", "words": ""})
        request = Request.objects.get(kind="withdrawal", channel=way)
        assert request.needs_verification, "something could be lost for good"
        actions.stop_at_receipt(request.pk, access=system_access("answer_requests"), at=clock.now())
        last = last_of(order.person_id)["newsletter"]
        assert (last.decision, last.channel) == (Decision.WITHDRAWN, way)
        assert not ledger.people_who_consent("newsletter", [order.person_id], at=clock.now())
        proven(request)
        assert carried_on(request).state == State.FULFILLED


@pytest.mark.clause("7.5", "9.1.3")
@pytest.mark.parametrize("way", ["page", "phone"])
def test_a_stranger_who_names_an_address_takes_nothing_away_for_good(
    mara: Player, noa: Player, tariq: Player, post: Post, way: str
) -> None:
    if way == "page":
        asked_by_page(Client(), mara.email, "withdrawal")
    else:
        tariq.client().post(f"/en/desk/requests/by-phone/{mara.id}/", {"kind": "withdrawal", "words": ""})
    request = Request.objects.get(kind="withdrawal")
    run_tasks()
    carried_on(request)
    kept = {key for key, one in POLICY.withdrawals.items() if not one.can_be_undone}
    now = clock.now()
    assert ledger.people_who_consent("measure_sizes", [noa.person.pk], at=now)
    assert {key for key, last in last_of(mara.id).items() if last.decision is Decision.GIVEN} == kept & set(
        last_of(mara.id)
    )
    assert mara.id not in ledger.people_who_consent("newsletter", [mara.person.pk], at=now)
    [letter] = [each for each in post.sent if request.number in each.body.value]
    assert "dapat Anda setujui lagi" in letter.body.value or "stop at once" in letter.body.value
    proven(request)
    assert carried_on(request).state == State.FULFILLED
    assert not ledger.people_who_consent("measure_sizes", [noa.person.pk], at=clock.now())


@pytest.mark.clause("9.1.1")
def test_a_withdrawal_by_telephone_for_a_child_stops_nothing_of_its_guardian(
    mara: Player, noa: Player, tariq: Player, post: Post
) -> None:
    before = ledger.people_who_consent("newsletter", [mara.id], at=clock.now())
    assert before == {mara.id}
    tariq.client().post(f"/en/desk/requests/by-phone/{noa.id}/", {"kind": "withdrawal", "words": ""})
    request = Request.objects.get(kind="withdrawal")
    assert (request.person_id, request.subject_id) == (mara.id, noa.id)
    actions.stop_at_receipt(request.pk, access=system_access("answer_requests"), at=clock.now())
    assert ledger.people_who_consent("newsletter", [mara.id], at=clock.now()) == before


@pytest.mark.clause("9.1.1")
def test_a_withdrawal_that_is_asked_for_again_stops_again(mara: Player, tariq: Player, post: Post) -> None:
    for _ in range(2):
        say(mara.id, "newsletter", Decision.GIVEN)
        tariq.client().post(f"/en/desk/requests/by-phone/{mara.id}/", {"kind": "withdrawal", "words": ""})
        run_tasks()
        assert not ledger.people_who_consent("newsletter", [mara.id], at=clock.now())
    assert Request.objects.filter(kind="withdrawal").count() == 1


def test_asking_twice_from_one_address_reaches_the_same_people_both_times(guest: Person) -> None:
    owners = set()
    for kind in ("objection", "correction"):
        request = ask_unknown(ADDRESS, kind, words="…")
        proven(request)
        owners.add(carried_on(request).person_id)
    [owner] = owners
    assert guest.pk in covered_by(owner)
    assert Claim.objects.filter(account_id=owner).count() == 2


KINDS = ("access", "portability", "correction", "erasure", "restriction", "withdrawal")


def proven_by_address(kind: str, address: str = ADDRESS) -> Request:
    """Somebody without an account asks, follows the link of the letter where there is one, and the worker goes on."""
    request = ask_unknown(address, kind, words="…")
    if request.needs_verification:
        proven(request)
    return carried_on(request)


def claimed_by(account: Player, guest: uuid.UUID) -> None:
    """What an account does that once had the address of a guest."""
    Claim.objects.create(guest_id=guest, account=account.person, claimed_at=clock.now())


@pytest.mark.clause("6.1.1", "7.7")
@pytest.mark.parametrize("kind", KINDS)
def test_what_an_account_has_claimed_is_nobody_elses_who_proves_the_address_later(
    guest: Person, mara: Player, kind: str
) -> None:
    say(guest.pk, "newsletter", Decision.GIVEN)
    claimed_by(mara, guest.pk)
    request, nobodys = proven_by_address(kind), proven_by_address(kind, "nobody@elsewhere.example")
    by_address_alone = kind == "withdrawal"
    for each in (request, nobodys):
        reach = [str(each.subject_id)] if by_address_alone else []
        ends = (State.FULFILLED, "", reach) if by_address_alone else (State.DENIED, "no_match", reach)
        steps = ["received", "taken_up", "fulfilled"] if by_address_alone else ["received", "proven", "denied"]
        assert (each.state, each.reason, each.reach) == ends
        assert [event.happened for event in each.book()] == steps
    assert Claim.objects.get(guest=guest).account_id == mara.id
    assert ledger.people_who_consent("newsletter", [guest.pk], at=clock.now())
    assert not keyrings.is_closed(guest.pk)
    assert not keyrings.restricted_clauses([guest.pk])
    assert not Fulfilment.objects.filter(person_id=guest.pk).exists()


def told_of(request: Request) -> list[dict[str, Any]]:
    """What the officer was told of guests of another account."""
    found = Alarm.objects.filter(kind=AlarmKind.CLAIMED_ELSEWHERE, about__request=request.number)
    return [alarm.about for alarm in found if alarm.person_id is None]


@pytest.mark.parametrize("kind", KINDS)
def test_the_officer_is_told_of_orders_that_another_account_has_claimed_and_the_asker_is_not(
    guest: Person, mara: Player, kind: str
) -> None:
    claimed_by(mara, guest.pk)
    request, nobodys = proven_by_address(kind), proven_by_address(kind, "nobody@elsewhere.example")
    assert told_of(request) == [{"request": request.number, "right": kind, "guests": 1}]
    assert told_of(nobodys) == []


@pytest.mark.clause("6.1.1", "9.1.3")
def test_a_withdrawal_on_the_page_stops_nothing_of_what_another_account_has_claimed(mara: Player, post: Post) -> None:
    mine, claimed = (Order.objects.get(pk=guest_order(ADDRESS).order_id).person_id for _ in range(2))
    for each in (mine, claimed):
        say(each, "newsletter", Decision.GIVEN)
    claimed_by(mara, claimed)
    asked_by_page(Client(), ADDRESS, "withdrawal")
    request = Request.objects.get(kind="withdrawal")
    actions.stop_at_receipt(request.pk, access=system_access("answer_requests"), at=clock.now())
    assert told_of(request) == [{"request": request.number, "right": "withdrawal", "guests": 1}]
    proven(request)
    assert carried_on(request).state == State.FULFILLED
    assert ledger.people_who_consent("newsletter", [mine, claimed], at=clock.now()) == {claimed}


def test_a_claim_made_after_a_withdrawal_was_looked_up_counts_when_it_is_carried_out(
    guest: Person, mara: Player
) -> None:
    say(guest.pk, "newsletter", Decision.GIVEN)
    request = ask_unknown(ADDRESS, "withdrawal")
    Request.objects.filter(pk=request.pk).update(reach=[str(request.subject_id), str(guest.pk)])
    claimed_by(mara, guest.pk)
    assert carried_on(request).state == State.FULFILLED
    assert ledger.people_who_consent("newsletter", [guest.pk], at=clock.now())
    assert len(told_of(request)) == 1


def test_a_withdrawal_from_the_address_of_the_account_reaches_the_guests_that_it_has_claimed(mara: Player) -> None:
    claimed = Order.objects.get(pk=guest_order(mara.email).order_id).person_id
    say(claimed, "newsletter", Decision.GIVEN)
    claimed_by(mara, claimed)
    request = proven_by_address("withdrawal", mara.email)
    assert request.state == State.FULFILLED
    assert not ledger.people_who_consent("newsletter", [claimed, mara.person.pk], at=clock.now())
    assert told_of(request) == []


def test_a_new_account_at_a_used_address_claims_nothing_that_the_one_before_has_claimed(
    mara: Player, ilse: Player
) -> None:
    order = Order.objects.get(pk=guest_order(ilse.email).order_id)
    claimed_by(mara, order.person_id)
    claim_guest_orders(ilse.person.pk, access=system_access("place_order"), at=clock.now())
    found = proven_by_address("access", ilse.email)
    assert found.person_id == ilse.id
    assert order.person_id not in covered_by(ilse.id)
    assert Alarm.objects.filter(kind=AlarmKind.CLAIMED_ELSEWHERE, about__request=found.number).exists()


def test_a_claim_made_after_the_proof_counts_when_the_request_is_carried_out(guest: Person, mara: Player) -> None:
    request = ask_unknown(ADDRESS, "restriction")
    proven(request)
    asked_as = request.person_id
    # As it stood for a moment, or as an older release wrote it down: the guest was reached, and is claimed by now.
    Person.objects.filter(pk=asked_as).update(kind=PersonKind.GUEST)
    Request.objects.filter(pk=request.pk).update(reach=[str(asked_as), str(guest.pk)])
    claimed_by(mara, guest.pk)
    assert carried_on(request).state == State.FULFILLED
    assert keyrings.restricted_clauses([asked_as])
    assert not keyrings.restricted_clauses([guest.pk])


def test_a_request_by_telephone_about_a_claimed_guest_is_confirmed_by_the_account(mara: Player, tariq: Player) -> None:
    order = Order.objects.get(pk=guest_order(ADDRESS).order_id)
    claimed_by(mara, order.person_id)
    tariq.client().post(f"/en/desk/requests/by-phone/{order.person_id}/", {"kind": "access", "words": ""})
    made = Request.objects.get(channel="phone")
    assert (made.person_id, made.subject_id) == (mara.id, mara.id)


@pytest.mark.clause("7.7", "6.1.4")
def test_a_package_of_a_used_address_has_the_order_that_nobody_claimed_and_nothing_of_the_account_before(
    mara: Player, post: Post
) -> None:
    own, before = (Order.objects.get(pk=guest_order(ADDRESS).order_id) for _ in range(2))
    claimed_by(mara, before.person_id)
    client = Client()
    asked_by_page(client, ADDRESS, "access")
    request = Request.objects.get(kind="access")
    receipt_of(request)
    client.post(link_in(post, "confirm"))
    done = carried_on(request)
    assert done.state == State.FULFILLED
    letters.write_result(done.pk, access=system_access("deliver_letters"), at=clock.now())
    assert "Your package is ready" in client.get(link_in(post, "follow"), follow=True).content.decode()
    packed = b"".join(client.get(f"/en/my-requests/{done.number}/package.zip").streaming_content)
    archive = zipfile.ZipFile(io.BytesIO(packed))
    page, content = archive.read("kindr.html").decode(), archive.read("kindr.json").decode()
    assert ADDRESS in page
    assert mara.email not in page + content
    people = json.loads(content)["people"]
    assert str(own.person_id) in people
    assert not {str(before.person_id), str(mara.id)} & set(people)


@pytest.mark.clause("6.1.1")
def test_the_account_that_claimed_still_gets_all_of_it(mara: Player) -> None:
    order = Order.objects.get(pk=guest_order(ADDRESS).order_id)
    claimed_by(mara, order.person_id)
    content = json.loads(
        "".join(exports.as_json(mara.id or order.person_id, access=mara.access("show_my_data"), at=clock.now()))
    )
    assert {str(mara.id), str(order.person_id)} <= set(content["people"])

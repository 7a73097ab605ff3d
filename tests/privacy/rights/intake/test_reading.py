"""The officer reads a letter that the program did not understand: number and clock stay, the right is carried out."""

from __future__ import annotations

import html
from datetime import timedelta
from typing import Any

import pytest

from kindr.base import clock
from kindr.privacy.access import log
from kindr.privacy.access.models import Alarm, AlarmKind
from kindr.privacy.consent import ledger
from kindr.privacy.consent.events import Decision
from kindr.privacy.people import Claim
from kindr.privacy.rights.requests import actions, queries, rules
from kindr.privacy.rights.requests.actions import proving
from kindr.privacy.rights.requests.models import Request, RequestProof
from kindr.privacy.rights.requests.personal import TextKind
from kindr.privacy.rights.requests.rules import Case, Proof, State, StepNotAllowed
from kindr.shop.accounts.queries import account_of_address
from kindr.shop.orders.models import Order
from tests.buying import guest_order, run_tasks
from tests.cast import Player
from tests.consents import say
from tests.privacy.rights.intake.test_taking_in import SAM, access, taken
from tests.privacy.rights.intake.writing import letter
from tests.privacy.rights.requests.test_pages import Post, post

__all__ = ["post"]
pytestmark = pytest.mark.django_db(transaction=True)
HOURS_AGO = 5


def question(sender: str, text: str = "Bisakah Anda membantu saya dengan hal itu?") -> Request:
    """A letter that came some hours ago and that no phrase fits."""
    earlier = clock.now() - timedelta(hours=HOURS_AGO)
    mark = f"Received: from a by mx; {earlier:%a, %d %b %Y %H:%M:%S +0000}\r\n".encode()
    _, (request,) = taken(mark + letter(text, sender=sender).as_bytes(), sender=sender)
    assert request.kind == rules.QUESTION
    return request


def living(request: Request) -> RequestProof | None:
    return proving.living_proof(request, at=clock.now())


def confirm(request: Request) -> None:
    """Follows the link of a letter, and lets the worker do what follows."""
    proof = living(request)
    assert proof
    actions.prove_by_link(proof.pk, proving.token_of(proof.pk), access=access(), at=clock.now())
    run_tasks()
    request.refresh_from_db()


def read_as(desk: Any, request: Request, kind: str | list[str], **more: object) -> str:
    """What the desk says after the officer has chosen a right."""
    response = desk.post(f"/en/desk/requests/{request.number}/read-as/", {"kind": kind, **more}, follow=True)
    assert response.status_code == 200
    request.refresh_from_db()
    return html.unescape(response.content.decode())


def book_of(request: Request) -> list[tuple[str, str]]:
    """What happened, and through which role."""
    return list(request.events.order_by("at", "id").values_list("happened", "role"))


@pytest.mark.clause("7.3", "7.4")
@pytest.mark.parametrize("kind", rules.RIGHTS)
def test_a_letter_becomes_any_right_with_its_number_and_the_clock_of_its_arrival(
    odile: Player, post: Post, kind: str
) -> None:
    request = question(SAM)
    number, received, told = request.number, request.received_at, request.deadline_at
    assert clock.now() - received > timedelta(hours=HOURS_AGO - 1)
    read_as(odile.client(), request, kind)
    assert (request.kind, request.number, request.received_at) == (kind, number, received)
    assert request.deadline_at <= told
    assert ("read_as", "dpo") in book_of(request)


@pytest.mark.clause("7.5")
def test_an_erasure_that_was_read_waits_for_the_address_on_file_and_is_then_carried_out(
    ilse: Player, odile: Player, post: Post
) -> None:
    request = question(ilse.email)
    run_tasks()
    page = read_as(odile.client(), request, "erasure")
    assert "A letter asks the person to confirm it." in page
    assert request.needs_verification
    run_tasks()
    assert [each.to.value for each in post.sent] == [ilse.email, ilse.email]
    proof = proving.living_proof(request, at=clock.now())
    assert proof
    assert f"/requests/confirm/{proof.pk}/" in post.sent[-1].body.value
    actions.prove_by_link(proof.pk, proving.token_of(proof.pk), access=access(), at=clock.now())
    run_tasks()
    request.refresh_from_db()
    assert request.person_id == ilse.id
    assert request.state == State.FULFILLED
    assert account_of_address(ilse.email) is None


@pytest.mark.clause("9.1.3")
def test_a_withdrawal_that_was_read_stops_the_chosen_use_at_once_and_takes_nothing_away_for_good(
    mara: Player, odile: Player, post: Post
) -> None:
    request = question(mara.email)
    read_as(odile.client(), request, "withdrawal", purposes=["newsletter"])
    now = clock.now()
    assert mara.id not in ledger.people_who_consent("newsletter", [mara.id], at=now)
    assert mara.id in ledger.people_who_consent("loyalty", [mara.id], at=now)
    run_tasks()
    request.refresh_from_db()
    assert (request.state, request.purposes) == (State.FULFILLED, ["newsletter"])


@pytest.mark.clause("6.1.1", "9.1.3")
@pytest.mark.parametrize("kinds", ["withdrawal", ["access", "withdrawal"]])
def test_a_withdrawal_that_was_read_stops_nothing_of_a_guest_whom_an_account_has_claimed(
    mara: Player, odile: Player, post: Post, kinds: str | list[str]
) -> None:
    guest = Order.objects.get(pk=guest_order(SAM).order_id).person_id
    say(guest, "newsletter", Decision.GIVEN)
    Claim.objects.create(guest_id=guest, account=mara.person, claimed_at=clock.now())
    read_as(odile.client(), question(SAM), kinds, purposes=["newsletter"])
    request = Request.objects.get(kind="withdrawal")
    told = Alarm.objects.filter(kind=AlarmKind.CLAIMED_ELSEWHERE, about__request=request.number)
    assert told.count() == 1
    run_tasks()
    assert ledger.people_who_consent("newsletter", [guest], at=clock.now())
    assert told.count() == 1


@pytest.mark.clause("9.1.3", "7.5")
def test_a_withdrawal_of_everything_waits_for_the_person_where_something_would_be_lost(
    mara: Player, odile: Player, post: Post
) -> None:
    request = question(mara.email)
    read_as(odile.client(), request, "withdrawal")
    now = clock.now()
    assert not ledger.people_who_consent("promotional_email", [mara.id], at=now)
    assert mara.id in ledger.people_who_consent("greet_birthday", [mara.id], at=now)
    assert request.needs_verification


@pytest.mark.clause("7.3", "7.4")
def test_a_letter_that_asks_for_two_rights_becomes_two_requests_with_the_clock_of_the_letter(
    ilse: Player, odile: Player, post: Post
) -> None:
    first = question(ilse.email, "Saya ingin dua hal itu, bisakah?")
    page = read_as(odile.client(), first, ["access", "erasure"])
    (second,) = Request.objects.filter(kind="erasure")
    assert f"The letter asks for more: {second.number}." in page
    assert (first.kind, second.channel, second.language) == ("access", first.channel, first.language)
    assert second.number != first.number
    assert second.received_at == first.received_at
    assert first.deadline_at == second.deadline_at == first.received_at + timedelta(hours=72)
    words = queries.texts_of(second, access=odile.access("answer_requests"), at=clock.now())
    assert [each.text.endswith("dua hal itu, bisakah?") for each in words[TextKind.WORDS]] == [True]
    run_tasks()
    asked = [f"/requests/confirm/{one.pk}/" for each in (first, second) if (one := living(each))]
    assert len(asked) == 2
    assert all(any(link in letter.body.value for letter in post.sent) for link in asked)
    assert {each.to.value for each in post.sent} == {ilse.email}


@pytest.mark.clause("7.4")
@pytest.mark.parametrize("kinds", [["erasure", "access", "withdrawal"], ["access", "withdrawal", "erasure"]])
def test_every_right_of_one_letter_has_the_deadline_that_the_letter_was_told_whatever_its_place(
    ilse: Player, odile: Player, post: Post, kinds: list[str]
) -> None:
    letter = question(ilse.email, "Saya ingin tiga hal itu, bisakah?")
    told = letter.deadline_at
    read_as(odile.client(), letter, kinds)
    assert sorted(Request.objects.values_list("kind", flat=True)) == sorted(kinds)
    assert set(Request.objects.values_list("deadline_at", flat=True)) == {told}


@pytest.mark.clause("7.5")
def test_each_right_of_one_letter_is_carried_out_only_once_it_is_confirmed_itself(
    ilse: Player, odile: Player, post: Post
) -> None:
    first = question(ilse.email, "Saya ingin dua hal itu, bisakah?")
    read_as(odile.client(), first, ["access", "erasure"])
    run_tasks()
    confirm(first)
    (second,) = Request.objects.filter(kind="erasure")
    assert first.state == State.FULFILLED
    assert second.needs_verification
    assert account_of_address(ilse.email)
    confirm(second)
    assert second.state == State.FULFILLED
    assert account_of_address(ilse.email) is None


@pytest.mark.clause("9.1.3")
def test_a_withdrawal_beside_another_right_stops_at_once(mara: Player, odile: Player, post: Post) -> None:
    request = question(mara.email)
    read_as(odile.client(), request, ["access", "withdrawal"], purposes=["newsletter"])
    assert mara.id not in ledger.people_who_consent("newsletter", [mara.id], at=clock.now())
    run_tasks()
    (second,) = Request.objects.filter(kind="withdrawal")
    assert (second.state, second.purposes) == (State.FULFILLED, ["newsletter"])
    assert (request.kind, request.purposes) == ("access", [])


def test_a_letter_that_nobody_was_written_about_is_confirmed_for_each_right(odile: Player, post: Post) -> None:
    _, (request,) = taken(letter("Halo, bagaimana?", sender=SAM), sender="somebody@else.example")
    read_as(odile.client(), request, ["access", "correction"])
    run_tasks()
    assert len(post.sent) == 2


@pytest.mark.clause("5.3.1")
def test_opening_the_address_to_stop_a_use_stands_in_the_log(mara: Player, odile: Player, post: Post) -> None:
    request = question(mara.email)
    read_as(odile.client(), request, "withdrawal", purposes=["newsletter"])
    assert any(line.actor == str(odile.id) or str(odile.id) in str(line) for line in log.lines_about(request.person_id))


def test_the_page_offers_it_for_letters_nobody_has_read_and_for_no_other(odile: Player, post: Post) -> None:
    desk, request = odile.client(), question(SAM)
    address = f"/en/desk/requests/{request.number}/"
    assert "Say what the letter asks for" in html.unescape(desk.get(address).content.decode())
    assert "Please choose a right." in read_as(desk, request, "question")
    read_as(desk, request, "access")
    assert "Say what the letter asks for" not in html.unescape(desk.get(address).content.decode())
    assert desk.post(f"{address}read-as/", {"kind": "erasure"}).status_code == 404
    request.refresh_from_db()
    assert request.kind == "access"


def test_a_letter_that_was_not_answered_says_so_at_the_desk(odile: Player, post: Post) -> None:
    _, (request,) = taken(letter("Halo, bagaimana?", sender=SAM), sender="somebody@else.example")
    page = odile.client().get(f"/en/desk/requests/{request.number}/").content.decode()
    assert "Nobody was written to so far" in page


def test_only_a_question_is_read_and_only_as_a_right() -> None:
    for case, kind in (
        (Case("access", proof=Proof.ADDRESS), "erasure"),
        (Case(rules.QUESTION, proof=Proof.ADDRESS), rules.QUESTION),
        (Case(rules.QUESTION, state=State.DENIED), "access"),
    ):
        with pytest.raises(StepNotAllowed):
            rules.read_as(case, kind)


def test_what_was_proven_before_counts_when_a_letter_is_read() -> None:
    assert not rules.read_as(Case(rules.QUESTION, proof=Proof.FRESH), "erasure").reason
    assert rules.read_as(Case(rules.QUESTION, proof=Proof.ADDRESS), "erasure").reason == rules.NEEDS_VERIFICATION
    assert rules.read_as(Case(rules.QUESTION, proof=Proof.ADDRESS), "withdrawal").state is State.OPEN
    assert rules.read_as(Case(rules.QUESTION, proof=Proof.ADDRESS), "withdrawal", must_prove=True).reason

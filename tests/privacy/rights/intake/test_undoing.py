"""Undoing a withdrawal that came by e-mail: through the letter to the address on file, by one press, once."""

from __future__ import annotations

import html
import re
import threading
import uuid
from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from django.db import connection
from django.test import Client

from kindr.base import clock
from kindr.privacy.access.models import Alarm, AlarmKind
from kindr.privacy.consent import actions as consent
from kindr.privacy.consent import ledger
from kindr.privacy.consent.events import Channel, Decision
from kindr.privacy.people import Claim
from kindr.privacy.rights.intake import undoing
from kindr.privacy.rights.requests import links
from kindr.privacy.rights.requests.actions import LinkExpired
from kindr.privacy.rights.requests.models import Request
from kindr.shop.orders.models import Order
from tests.buying import guest_order, run_tasks
from tests.cast import Player
from tests.consents import say
from tests.privacy.rights.intake.test_taking_in import SAM, taken
from tests.privacy.rights.intake.writing import letter, passed
from tests.privacy.rights.requests.test_pages import Post, post
from tests.privacy.test_hold_races import PATIENCE, Racer

__all__ = ["post"]
pytestmark = pytest.mark.django_db(transaction=True)
STOP = "Please unsubscribe me from the newsletter, thank you."


def withdrawn(sender: str, post: Post, *, envelope: str | None = None, text: str = STOP) -> tuple[Request, str]:
    """A withdrawal that has been taken in and carried out, and the undo link of its letter."""
    _, (request,) = taken(letter(text, sender=sender), sender=envelope or sender)
    run_tasks()
    request.refresh_from_db()
    found = [way for each in post.sent for way in re.findall(r"http\S+?(/(?:en/)?requests/undo/\S+)", each.body.value)]
    return request, found[-1] if found else ""


def consents(player: Player, purpose: str) -> bool:
    return player.id in ledger.people_who_consent(purpose, [player.id], at=clock.now())


@pytest.mark.clause("9.1.2", "7.5")
def test_one_press_on_the_link_of_the_letter_gives_again_what_had_stopped_and_nothing_else(
    mara: Player, post: Post
) -> None:
    request, way = withdrawn(mara.email, post)
    assert {each.to.value for each in post.sent} == {mara.email}
    stranger = Client()
    page = html.unescape(stranger.get(way).content.decode())
    assert "Consent again?" in page
    assert page.count("card card-soft") == 1
    assert not consents(mara, "newsletter"), "looking does nothing"
    assert "You have consented again" in stranger.post(way).content.decode()
    assert consents(mara, "newsletter")
    last = ledger.events_of([mara.id])[-1]  # type: ignore[list-item]  # a parent has an id
    assert (last.decision, last.channel, last.by) == (Decision.GIVEN, Channel.EMAIL, str(mara.id))
    assert last.shown in "\n".join([last.shown, page])
    assert request.events.filter(happened="undone").count() == 1


@pytest.mark.clause("9.1.2")
def test_the_link_works_once_and_never_undoes_a_later_withdrawal(mara: Player, post: Post) -> None:
    _, way = withdrawn(mara.email, post)
    Client().post(way)
    assert Client().get(way).status_code == 410
    withdrawn(mara.email, post, text="Unsubscribe me from the newsletter again, please.")
    assert Client().post(way).status_code == 410
    assert not consents(mara, "newsletter")


@pytest.mark.clause("9.1.2")
def test_two_presses_at_once_give_it_again_once_and_both_are_told(
    mara: Player, post: Post, monkeypatch: pytest.MonkeyPatch
) -> None:
    request, way = withdrawn(mara.email, post)
    both, ended_by = threading.Barrier(2, timeout=PATIENCE), undoing.ended_by

    def seen_by_both(*about: Any, **terms: Any) -> list[undoing.Ended]:
        found = ended_by(*about, **terms)
        both.wait()
        return found

    monkeypatch.setattr(undoing, "ended_by", seen_by_both)
    pressing = [Racer(lambda: Client().post(way).content.decode()) for _ in range(2)]
    said = [str(racer.outcome()) for racer in pressing]
    assert ["You have consented again" in each for each in said] == [True, True], said
    assert given_since_withdrawn(mara, "newsletter") == 1
    assert request.events.filter(happened="undone").count() == 1


def given_since_withdrawn(player: Player, purpose: str) -> int:
    assert player.id
    decisions = [event.decision for event in ledger.events_of([player.id]) if event.purpose == purpose]
    return decisions[::-1].index(Decision.WITHDRAWN)


def test_two_switches_at_once_are_one_consent(mara: Player, monkeypatch: pytest.MonkeyPatch) -> None:
    browsers = [mara.client(), mara.client()]
    assert browsers[0].post(f"/en/my-choices/{mara.id}/newsletter/withdraw/").status_code == 302
    both, take_turn = threading.Barrier(2, timeout=PATIENCE), ledger.take_turn

    def side_by_side(person: uuid.UUID) -> None:
        both.wait()
        take_turn(person)

    monkeypatch.setattr(ledger, "take_turn", side_by_side)
    way = f"/en/my-choices/{mara.id}/newsletter/give/"
    pressing = [Racer(lambda browser=browser: browser.post(way).status_code) for browser in browsers]  # type: ignore[misc]
    assert [racer.outcome() for racer in pressing] == [302, 302]
    assert given_since_withdrawn(mara, "newsletter") == 1


def before_the_turn_of(thread: threading.Thread, monkeypatch: pytest.MonkeyPatch, what: Callable[[], None]) -> None:
    """Once, and on that thread alone: something happens just before it takes its turn in the ledger."""
    take_turn, left = ledger.take_turn, [what]

    def after_it(person: uuid.UUID) -> None:
        if threading.current_thread() is thread and left:
            left.pop()()
        take_turn(person)

    monkeypatch.setattr(ledger, "take_turn", after_it)


def withdraw_on_the_page(player: Player) -> object:
    return player.client().post(f"/en/my-choices/{player.id}/newsletter/withdraw/").status_code


@pytest.mark.clause("9.1.1")
def test_an_undo_under_way_gives_nothing_that_was_given_and_taken_back_again_meanwhile(
    mara: Player, post: Post, monkeypatch: pytest.MonkeyPatch
) -> None:
    _, way = withdrawn(mara.email, post)

    def given_and_taken_back() -> None:
        assert Racer(lambda: Client().post(way).status_code).outcome() == 200
        assert consents(mara, "newsletter")
        assert Racer(lambda: withdraw_on_the_page(mara)).outcome() == 302

    before_the_turn_of(threading.current_thread(), monkeypatch, given_and_taken_back)
    page = Client().post(way).content.decode()
    assert "You have consented again" not in page
    assert not consents(mara, "newsletter")


@pytest.mark.clause("9.1.1")
def test_a_withdrawal_of_the_same_instant_waits_for_the_undo_and_then_stands(
    mara: Player, post: Post, monkeypatch: pytest.MonkeyPatch
) -> None:
    _, way = withdrawn(mara.email, post)
    here, decide, racing = threading.current_thread(), consent.decide, []

    def with_somebody_at_once(**terms: Any) -> object:
        if threading.current_thread() is here:
            racing.append(Racer(lambda: withdraw_on_the_page(mara)))
            until_it_waits_or_is_done(racing[0])
        return decide(**terms)

    monkeypatch.setattr(consent, "decide", with_somebody_at_once)
    assert "You have consented again" in Client().post(way).content.decode()
    assert racing[0].outcome() == 302
    assert not consents(mara, "newsletter")


def until_it_waits_or_is_done(racer: Racer) -> None:
    """As soon as the other one stands still, or has ended without standing still."""
    for _ in range(int(PATIENCE * 20)):
        with connection.cursor() as cursor:
            cursor.execute("SELECT count(*) FROM pg_locks WHERE locktype = 'advisory' AND NOT granted")
            if cursor.fetchone()[0] or not racer.thread.is_alive():
                return
        racer.thread.join(0.05)
    raise AssertionError("it neither waits nor ends")


def test_an_undo_gives_nothing_in_the_name_of_a_guest_whom_an_account_has_claimed(mara: Player, post: Post) -> None:
    guest = Order.objects.get(pk=guest_order(SAM).order_id).person_id
    say(guest, "newsletter", Decision.GIVEN)
    request, way = withdrawn(SAM, post)
    assert [one.person for one in undoing.ended_by(request, language="en", at=clock.now())] == [guest]
    Claim.objects.create(guest_id=guest, account=mara.person, claimed_at=clock.now())
    assert not undoing.ended_by(request, language="en", at=clock.now())
    Client().post(way)
    assert not ledger.people_who_consent("newsletter", [guest], at=clock.now())


@pytest.mark.clause("6.1.1", "9.1.3")
@pytest.mark.parametrize("is_vouched_for", [False, True])
@pytest.mark.parametrize("text", [STOP, "Please stop everything: I withdraw all my consents."])
def test_a_letter_from_a_used_address_stops_nothing_of_a_guest_whom_an_account_has_claimed(
    mara: Player, post: Post, text: str, is_vouched_for: bool
) -> None:
    guest = Order.objects.get(pk=guest_order(SAM).order_id).person_id
    say(guest, "newsletter", Decision.GIVEN)
    Claim.objects.create(guest_id=guest, account=mara.person, claimed_at=clock.now())
    message = letter(text, sender=SAM, more=passed(SAM) if is_vouched_for else None)
    _, (request,) = taken(message, sender=SAM)
    run_tasks()
    request.refresh_from_db()
    assert str(guest) not in request.reach
    assert ledger.people_who_consent("newsletter", [guest], at=clock.now())
    alarm = Alarm.objects.get(kind=AlarmKind.CLAIMED_ELSEWHERE, about__request=request.number)
    assert alarm.about == {"request": request.number, "right": "withdrawal", "guests": 1}


def test_what_was_withdrawn_elsewhere_is_not_given_again(mara: Player, post: Post) -> None:
    request, way = withdrawn(mara.email, post)
    browser = mara.client()
    assert browser.post(f"/en/my-choices/{mara.id}/loyalty/withdraw/").status_code == 302
    assert not consents(mara, "loyalty")
    assert [one.purpose for one in undoing.ended_by(request, language="en", at=clock.now())] == ["newsletter"]
    assert Client().get(way).status_code == 200


@pytest.mark.clause("7.5", "7.7")
def test_somebody_unknown_gets_the_same_link_and_nothing_behind_it(mara: Player, post: Post) -> None:
    request, way = withdrawn(SAM, post)
    assert way
    page = Client().get(way)
    assert (page.status_code, "Nothing stands stopped" in page.content.decode()) == (200, True)
    assert Client().post(way).status_code == 200
    assert not request.events.filter(happened="undone").exists()
    assert consents(mara, "newsletter")


@pytest.mark.clause("7.5")
def test_whoever_forged_the_withdrawal_never_sees_the_link(mara: Player, post: Post) -> None:
    _, way = withdrawn(mara.email, post, envelope="forger@evil.example")
    assert {each.to.value for each in post.sent} == {mara.email}
    Client().post(way)
    assert consents(mara, "newsletter")


def test_a_changed_or_an_old_link_opens_nothing(mara: Player, post: Post) -> None:
    request, way = withdrawn(mara.email, post)
    assert Client().get(f"{way[:-4]}x/").status_code == 410
    token = links.link_to_undo(request, at=clock.now() - timedelta(days=31)).rstrip("/").rpartition("/")[2]
    with pytest.raises(LinkExpired):
        links.request_of_undo(token, at=clock.now())

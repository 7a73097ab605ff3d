"""Undoing a withdrawal that came by e-mail: through the letter to the address on file, by one press, once."""

from __future__ import annotations

import html
import re
import threading
import uuid
from datetime import timedelta
from typing import Any

import pytest
from django.test import Client

from kindr.base import clock
from kindr.privacy.consent import ledger
from kindr.privacy.consent.events import Channel, Decision
from kindr.privacy.rights.intake import undoing
from kindr.privacy.rights.requests import links
from kindr.privacy.rights.requests.actions import LinkExpired
from kindr.privacy.rights.requests.models import Request
from tests.buying import run_tasks
from tests.cast import Player
from tests.privacy.rights.intake.test_taking_in import SAM, taken
from tests.privacy.rights.intake.writing import letter
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

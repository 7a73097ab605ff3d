"""An officer carries corrections and objections out through fulfilment; a pause is seen before it is asked for."""

from __future__ import annotations

import html
import re
from typing import Any

import pytest

from kindr.base import clock
from kindr.privacy import gates
from kindr.privacy.access.declare import system_access
from kindr.privacy.access.terms import Restricted
from kindr.privacy.consent import ledger
from kindr.privacy.rights.fulfilment import restriction
from kindr.privacy.rights.requests import actions
from kindr.privacy.rights.requests.models import Request
from kindr.privacy.rights.requests.rules import State
from kindr.shop.accounts.personal import Profile
from tests.cast import Player
from tests.privacy.rights.requests.test_receiving import ask

pytestmark = pytest.mark.django_db(transaction=True)
OPENED = {"purpose": "answer_requests"}


def text(response: Any) -> str:
    return html.unescape(response.content.decode())


def at_desk(request: Request, deed: str = "") -> str:
    return f"/en/desk/requests/{request.number}/{deed}"


def name_of(player: Player) -> str:
    profile = Profile.objects.get(person_id=player.id)
    return str(gates.read(profile, access=system_access("answer_requests"), at=clock.now()).name)


@pytest.mark.clause("6.2.2")
def test_a_correction_is_chosen_from_what_can_be_put_right_and_ends_the_request(mara: Player, odile: Player) -> None:
    request = ask(mara, "correction", words="Nama saya salah.")
    desk = odile.client()
    assert "Open to put right" in text(desk.get(at_desk(request)))
    page = text(desk.post(at_desk(request, "correct/"), OPENED))
    field = re.search(r'name="([^"]+\.name)" value="Mara"', page)
    assert field
    again = desk.post(at_desk(request, "correct/"), {**OPENED, "sent": "1", field[1]: "Mara"})
    assert (again.status_code, name_of(mara)) == (422, "Mara")
    desk.post(at_desk(request, "correct/"), {**OPENED, "sent": "1", field[1]: "Mara Sari"})
    request.refresh_from_db()
    assert (request.state, name_of(mara)) == (State.FULFILLED, "Mara Sari")
    assert "fulfilments" in request.evidence
    assert "Sari" not in str(request.evidence)


def test_values_are_opened_for_a_named_purpose_and_for_the_officer_only(
    mara: Player, odile: Player, tariq: Player, lestari: Player
) -> None:
    request = ask(mara, "correction", words="Nama saya salah.")
    assert odile.client().post(at_desk(request, "correct/")).status_code == 403
    for other in (tariq, lestari):
        assert other.client().post(at_desk(request, "correct/"), OPENED).status_code == 403
    assert mara.client().post(at_desk(request, "correct/"), OPENED).status_code == 404


def test_an_unproven_request_is_carried_out_by_nobody(mara: Player, odile: Player) -> None:
    request = ask(mara, "objection", proof=0, words="Jangan sapa saya.")
    odile.client().post(at_desk(request, "object/"), {"use": "greet_birthday"})
    request.refresh_from_db()
    assert not request.closed_at
    assert ledger.people_who_consent("greet_birthday", [mara.id], at=clock.now())  # type: ignore[list-item]  # she has


@pytest.mark.clause("6.3.5")
def test_an_objection_ends_the_uses_that_were_chosen(mara: Player, odile: Player) -> None:
    request = ask(mara, "objection", words="Jangan sapa saya.")
    desk = odile.client()
    assert "Which use does the person object to?" in text(desk.get(at_desk(request)))
    desk.post(at_desk(request, "object/"), {"use": "no_such_use"})
    request.refresh_from_db()
    assert not request.closed_at
    desk.post(at_desk(request, "object/"), {"use": "greet_birthday"})
    request.refresh_from_db()
    assert request.state == State.FULFILLED
    assert not ledger.people_who_consent("greet_birthday", [mara.id], at=clock.now())  # type: ignore[list-item]  # so


@pytest.mark.clause("6.3.2")
def test_a_pause_is_shown_before_it_is_asked_for_and_ends_on_the_same_page(mara: Player, tariq: Player) -> None:
    client = mara.client()
    before = text(client.get("/en/my-requests/pausing/"))
    assert "Pause it now" in before
    assert "Let it be used again" not in before
    client.post("/en/my-requests/new/", {"kind": "restriction"})
    request = Request.objects.get(kind="restriction")
    actions.carry_on(request.pk, access=system_access("answer_requests"), at=clock.now())
    profile, reading = Profile.objects.get(person_id=mara.id), tariq.access("answer_customer")
    with pytest.raises(Restricted):
        gates.read(profile, access=reading, at=clock.now())
    assert "Let it be used again" in text(client.get("/en/my-requests/pausing/"))
    assert "/my-requests/pausing/" in text(client.get(f"/en/my-requests/{request.number}/"))
    assert "may be used again" in text(client.post("/en/my-requests/pausing/lift/", follow=True))
    assert mara.id
    assert restriction.paused_of(mara.id) == []
    assert gates.read(profile, access=reading, at=clock.now()).name == "Mara"

"""From the month of the eighteenth birthday on a child's data are theirs alone (policy 2.1.13, 7.8; a moved clock)."""

from __future__ import annotations

import html
import io
import uuid
import zipfile
from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Any

import pytest
from django.test import Client

from kindr.base import clock
from kindr.privacy import gates, people
from kindr.privacy.access.declare import system_access
from kindr.privacy.access.passkeys import BY_PASSKEY
from kindr.privacy.access.terms import ChildOfAge, NotYours
from kindr.privacy.consent import actions as consents
from kindr.privacy.consent import ledger
from kindr.privacy.consent.events import Channel
from kindr.privacy.people import Person
from kindr.privacy.rights import actions as rights
from kindr.privacy.rights import planning
from kindr.privacy.rights.fulfilment import packages
from kindr.privacy.rights.fulfilment.models import Fulfilment
from kindr.privacy.rights.requests import actions as requests
from kindr.privacy.rights.requests.actions import proving
from kindr.privacy.rights.requests.models import Request
from kindr.privacy.rights.requests.rules import Proof
from kindr.privacy.vault import keyrings, lookup
from kindr.shop.accounts import queries, tasks
from kindr.shop.accounts.actions import growing_up
from kindr.shop.accounts.personal import ChildProfile
from kindr.shop.measuring import actions as measuring
from kindr.shop.measuring.personal import Measurement
from kindr.shop.measuring.rules.measures import Measure, Occasion
from tests.cast import Player
from tests.consents import last_of
from tests.privacy.rights.fulfilling import fulfil
from tests.slices.accounts.letters import letters

pytestmark = pytest.mark.django_db(transaction=True)
TITO = {"nickname": "Tito", "month": "3", "year": "2023", "height": "96", "size": "", "agree": "on"}
MINOR, GROWN = (datetime(2041, *day, tzinfo=clock.JAKARTA) for day in ((2, 28, 23, 59), (3, 1, 0, 1)))
Later = Callable[[datetime], int]


@pytest.fixture
def later(monkeypatch: pytest.MonkeyPatch) -> Later:
    """Moves the clock, and lets the worker look for children whose month has come."""

    def move(at: datetime) -> int:
        monkeypatch.setattr(clock, "now", lambda: at)
        return growing_up.look_for_grown(access=system_access("answer_requests"), at=at)

    return move


@pytest.fixture
def tito(ilse: Player) -> Player:
    """Ilse's child, eighteen in March 2041."""
    ilse.client().post("/en/account/children/new/", TITO)
    return Player("Tito", "", Person.objects.get(guardian_id=ilse.id).pk)


def at_work(colleague: Player) -> Client:
    """A colleague's browser years later: whoever works with people's data has a passkey by then."""
    client = colleague.client()
    session = client.session
    session[BY_PASSKEY] = True
    session.save()
    return client


def text(response: Any) -> str:
    body = b"".join(response.streaming_content) if response.streaming else response.content
    return html.unescape(body.decode())


def statements_of(player: Player) -> str:
    """What the young adult's own request for a copy gives them."""
    assert player.id
    run = fulfil(player)
    package = packages.package_of(Fulfilment.objects.get(pk=run.run), at=clock.now())
    assert package
    content = b"".join(packages.read(package, access=player.access("show_my_data"), at=clock.now()))
    with zipfile.ZipFile(io.BytesIO(content)) as opened:
        return "".join(opened.read(name).decode() for name in opened.namelist() if name.endswith((".json", ".html")))


def profile(of: Player) -> ChildProfile:
    return ChildProfile.objects.get(person_id=of.id)


@pytest.mark.clause("2.1.13", "7.8")
def test_from_the_first_minute_of_the_month_the_guardian_reaches_nothing(
    ilse: Player, tito: Player, later: Later
) -> None:
    assert later(MINOR) == 0
    assert tito.id in planning.covered(ilse.id)  # type: ignore[arg-type]  # she has an id
    assert gates.read(profile(tito), access=ilse.access("keep_account"), at=MINOR).height == 96
    assert later(GROWN) == 1
    assert tito.id not in planning.covered(ilse.id)  # type: ignore[arg-type]  # as above
    for purpose in ("keep_account", "show_my_data", "erase_my_data"):
        with pytest.raises(ChildOfAge) as refusal:
            gates.read(profile(tito), access=ilse.access(purpose), at=GROWN)
        assert refusal.value.clause == "7.8"
    with pytest.raises(ChildOfAge):
        gates.correct(profile(tito), access=ilse.access("keep_account"), at=GROWN, values={"height": 170})


@pytest.mark.clause("2.5.2", "7.8")
def test_what_was_measured_is_the_young_adults_own_and_the_guardian_reaches_none_of_it(
    ilse: Player, tito: Player, later: Later
) -> None:
    """The same record and the same pages, a minute before the month and a minute after it."""
    measured_on = MINOR.date() - timedelta(days=200)
    told = Occasion(measured_on, {Measure.HEIGHT: 1683, Measure.WEIGHT: 58700})
    one = measuring.keep(profile(tito).pk, told, access=ilse.access("measure_sizes"), at=MINOR)
    pages = [f"/en/account/children/{profile(tito).pk}/measurements/{rest}" for rest in ("", "new/", "forget/")] + [
        f"/en/account/measurements/{one}/{rest}" for rest in ("", "forget/")
    ]
    later(MINOR)
    assert [ilse.client().get(page).status_code for page in pages] == [200] * 5
    assert "168.3" in text(ilse.client().get("/en/my-data/"))
    later(GROWN)
    client, kept = ilse.client(), Measurement.objects.get(pk=one)
    assert {client.get(page).status_code for page in pages} == {403}
    assert {client.post(page, {"measured_on": "2041-02-01", "height": "99"}).status_code for page in pages[1:]} == {403}
    for path in ("/en/my-data/", "/en/my-data/download.json", "/en/my-data/download.html", "/en/account/closet/"):
        assert not any(value in text(client.get(path)) for value in ("168.3", "1683", "58.7", "58700"))
    for purpose in ("measure_sizes", "show_my_data", "erase_my_data"):
        with pytest.raises(ChildOfAge):
            gates.read(kept, access=ilse.access(purpose), at=GROWN)
    for deed in (
        lambda: measuring.change(one, told, access=ilse.access("measure_sizes"), at=GROWN),
        lambda: measuring.forget(one, access=ilse.access("measure_sizes"), at=GROWN),
        lambda: measuring.forget_all(profile(tito).pk, access=ilse.access("measure_sizes"), at=GROWN),
        lambda: measuring.keep(profile(tito).pk, told, access=ilse.access("measure_sizes"), at=GROWN),
    ):
        with pytest.raises(ChildOfAge):
            deed()
    own = gates.read(kept, access=tito.access("show_my_data"), at=GROWN)
    assert (own.height, own.weight) == (1683, 58700)


@pytest.mark.clause("7.8")
def test_the_young_adult_is_handed_what_was_measured_and_can_have_it_forgotten(
    ilse: Player, tito: Player, later: Later
) -> None:
    told = Occasion(MINOR.date(), {Measure.HEIGHT: 1683})
    one = measuring.keep(profile(tito).pk, told, access=ilse.access("measure_sizes"), at=MINOR)
    later(GROWN)
    copy = statements_of(tito)
    assert "1683" in copy or "168.3" in copy
    assert tito.id
    rights.delete_account(tito.id, language="en", access=tito.access("erase_my_data"), at=GROWN)
    assert not Measurement.objects.filter(pk=one).exists()
    assert keyrings.is_closed(tito.id)
    assert not keyrings.is_closed(ilse.id or uuid.uuid4())


def test_another_family_learns_nothing_of_a_child_of_age(mara: Player, tito: Player, later: Later) -> None:
    later(GROWN)
    with pytest.raises(NotYours):
        gates.read(profile(tito), access=mara.access("show_my_data"), at=GROWN)


def test_pages_and_downloads_leave_a_child_of_age_out_and_say_how_they_can_ask(
    ilse: Player, tito: Player, later: Later
) -> None:
    client = ilse.client()
    assert "96" in text(client.get("/en/my-data/download.json"))
    later(GROWN)
    client = ilse.client()
    for path in ("/en/my-data/", "/en/my-choices/", "/en/account/children/"):
        page = text(client.get(path))
        assert "Tito is of age" in page
        assert "96 cm" not in page
        assert f"/my-choices/{tito.id}/" not in page
    for path in ("/en/my-data/download.json", "/en/my-data/download.html"):
        copy = text(client.get(path))
        assert str(tito.id) not in copy
        assert "Tito" not in copy
    assert client.post(f"/en/my-choices/{tito.id}/measure_sizes/withdraw/").status_code == 403
    assert "theirs alone" in text(client.get(f"/en/account/children/{profile(tito).pk}/download.json"))


def test_a_guardian_neither_decides_nor_asks_nor_erases_for_a_child_of_age(
    ilse: Player, tito: Player, later: Later
) -> None:
    assert ilse.id
    assert tito.id
    later(GROWN)
    access = ilse.access("erase_my_data")
    with pytest.raises(ChildOfAge):
        rights.ask_for_erasure(tito.id, language="id", access=access, at=GROWN)
    with pytest.raises(ChildOfAge):
        consents.withdraw(
            person=tito.id, purposes=["measure_sizes"], channel=Channel.PAGE, by=ilse.id, language="id",
            access=access, at=GROWN,
        )  # fmt: skip
    with pytest.raises(ChildOfAge):
        requests.receive(
            kind="access", channel="page", language="id", received_at=GROWN, at=GROWN, person=ilse.id,
            subject=tito.id, access=ilse.access("show_my_data"),
        )  # fmt: skip
    assert ledger.people_who_consent("measure_sizes", [tito.id], at=GROWN) == {tito.id}


def test_the_guardian_is_told_once_by_letter_without_a_name(ilse: Player, tito: Player, later: Later) -> None:
    assert [later(GROWN), later(GROWN), later(GROWN + timedelta(days=40))] == [1, 0, 0]
    tasks.write_of_coming_of_age(str(tito.id))
    [letter] = [each for each in letters() if each.message_id.startswith("of-age")]
    assert letter.to == ilse.email
    assert "berusia 18 tahun" in letter.body
    assert "has turned 18" in letter.body
    assert "Tito" not in letter.body + letter.subject


def test_the_month_is_found_by_its_tag_and_a_shared_tag_ends_nothing(ilse: Player, tito: Player, later: Later) -> None:
    assert tito.id
    lookup.add(growing_up.BIRTH_MONTH, "2020-01", person=tito.id)
    assert later(datetime(2038, 1, 5, tzinfo=clock.JAKARTA)) == 0
    assert not people.grown_children_of(ilse.id)


def test_a_worker_that_was_away_for_a_year_finds_whoever_grew_up_meanwhile(tito: Player, later: Later) -> None:
    assert later(GROWN + timedelta(days=365)) == 1


def test_a_month_that_is_taken_out_of_the_profile_is_found_no_more(ilse: Player, tito: Player, later: Later) -> None:
    change = {**TITO, "month": "", "year": ""}
    ilse.client().post(f"/en/account/children/{profile(tito).pk}/", change)
    assert queries.children(access=ilse.access("keep_account"), at=clock.now())[0].born is None
    assert tito.id not in lookup.find(growing_up.BIRTH_MONTH, "2023-03")
    assert later(GROWN) == 0


def test_a_profile_from_before_there_were_tags_is_opened_once_and_then_found(
    ilse: Player, tito: Player, later: Later
) -> None:
    assert tito.id
    lookup.drop(growing_up.BIRTH_MONTH, person=tito.id)
    ilse.client().post("/en/account/children/new/", {**TITO, "nickname": "Ayu", "month": "", "year": ""})
    access, at = system_access("answer_requests"), clock.now()
    assert [growing_up.note_older_births(access=access, at=at) for _ in range(2)] == [1, 0]
    assert later(GROWN) == 1


def test_with_the_guardians_account_goes_what_was_kept_for_it(ilse: Player, tito: Player, later: Later) -> None:
    assert ilse.id
    assert tito.id
    later(GROWN)
    rights.delete_account(ilse.id, language="id", access=ilse.access("erase_my_data"), at=GROWN)
    assert keyrings.is_closed(tito.id)
    assert not ChildProfile.objects.exists()


def test_the_young_adult_calls_and_withdraws_with_the_code_that_came_to_the_address_on_file(
    ilse: Player, tito: Player, tariq: Player, later: Later
) -> None:
    assert tito.id
    later(GROWN)
    response = at_work(tariq).post(f"/en/desk/requests/by-phone/{tito.id}/", {"kind": "withdrawal", "words": ""})
    assert response.status_code == 302
    request = Request.objects.get(kind="withdrawal")
    assert (request.person_id, request.subject_id) == (tito.id, tito.id)
    requests.carry_on(request.pk, access=system_access("answer_requests"), at=GROWN)
    assert not keyrings.is_closed(tito.id), "what is gone for good waits for the code"
    proof = proving.living_proof(request, at=GROWN)
    assert proof
    at_work(tariq).post(f"/en/desk/requests/by-phone/{request.number}/", {"code": proving.code_of(proof.pk)})
    requests.carry_on(request.pk, access=system_access("answer_requests"), at=GROWN)
    request.refresh_from_db()
    assert request.state == "fulfilled"
    assert keyrings.is_closed(tito.id)


@pytest.mark.clause("7.8")
def test_the_young_adult_calls_and_keeps_the_profile_by_a_consent_of_their_own(
    ilse: Player, tito: Player, tariq: Player, later: Later
) -> None:
    assert tito.id
    address = f"/en/desk/requests/by-phone/{tito.id}/"
    assert 'value="keeping"' not in text(at_work(tariq).get(address))
    later(GROWN)
    assert 'value="keeping"' in text(at_work(tariq).get(address))
    assert at_work(tariq).post(address, {"kind": "keeping", "words": ""}).status_code == 302
    request = Request.objects.get(kind="keeping")
    assert request.needs_verification
    carry = {"access": system_access("answer_requests"), "at": GROWN}
    requests.carry_on(request.pk, **carry)  # type: ignore[arg-type]  # an access and a moment
    assert last_of(tito.id)["measure_sizes"].by == str(ilse.id)
    proof = proving.living_proof(request, at=GROWN)
    assert proof
    at_work(tariq).post(f"/en/desk/requests/by-phone/{request.number}/", {"code": proving.code_of(proof.pk)})
    for _ in range(2):
        requests.carry_on(request.pk, **carry)  # type: ignore[arg-type]  # as above
    request.refresh_from_db()
    event = last_of(tito.id)["measure_sizes"]
    assert (request.state, request.evidence) == ("fulfilled", {"consents": [str(event.id)]})
    assert (event.decision.value, event.by, event.channel) == ("given", str(tito.id), "phone")
    assert len([one for one in ledger.events_of([tito.id]) if one.decision.value == "given"]) == 2
    with pytest.raises(ChildOfAge):
        gates.read(profile(tito), access=ilse.access("keep_account"), at=GROWN)


def test_nobody_who_is_not_of_age_keeps_anything_that_way(ilse: Player, tito: Player) -> None:
    request = requests.receive(
        kind="keeping", channel="page", language="id", received_at=clock.now(), at=clock.now(), person=ilse.id,
        proof=Proof.FRESH, access=ilse.access("show_my_data"),
    )  # fmt: skip
    after = requests.carry_on(request.pk, access=system_access("answer_requests"), at=clock.now())
    assert (after.state, after.reason) == ("denied", "claim_not_covered")

"""The incidents desk: reporting, looking, writing, sending and the papers, as the officer does it."""

from __future__ import annotations

import base64
import json
from datetime import timedelta

import pytest
from django.test import Client

from kindr.base import clock, signing
from kindr.privacy.access.alarms import AlarmKind, raise_alarm
from kindr.privacy.incidents import actions
from kindr.privacy.incidents.models import Incident, Notice, PublicNotice
from kindr.privacy.incidents.personal import IN_LETTERS
from kindr.privacy.incidents.rules import Cause
from tests.buying import run_tasks
from tests.cast import Player
from tests.privacy.incidents.test_letters import opened_by, send, stolen

pytestmark = pytest.mark.django_db
HERE = "/en/desk/incidents/"


def typed(**more: object) -> dict[str, object]:
    now = clock.now() + timedelta(hours=7)
    stamp = "%Y-%m-%dT%H:%M"
    return {
        "kind": "confidentiality",
        "known_at": (now - timedelta(hours=2)).strftime(stamp),
        "since": (now - timedelta(hours=5)).strftime(stamp),
        "until": (now + timedelta(minutes=1)).strftime(stamp),
        "note": "Ein Zettel",
        **more,
    }


def test_an_officer_reports_and_the_worker_computes(odile: Player, tariq: Player, mara: Player) -> None:
    opened_by(tariq, mara)
    client = odile.client()
    response = client.post(f"{HERE}new/?cause=credential", typed(colleague=str(tariq.id)))
    assert response.status_code == 302, response.content.decode()
    incident = Incident.objects.get()
    assert incident.deadline_at - incident.known_at == timedelta(hours=72)
    actions.compute_radius(incident.pk, access=odile.access("prove_compliance"), at=clock.now())
    page = client.get(f"{HERE}{incident.number}/").content.decode()
    assert "left" in page
    assert str(mara.id)[:8] in page
    assert "Ein Zettel" not in page
    opened = client.post(f"{HERE}{incident.number}/words/", {"purpose": "prove_compliance"}).content.decode()
    assert "Ein Zettel" in opened
    assert incident.number in client.get(HERE).content.decode()


@pytest.mark.parametrize("cause", list(Cause))
def test_each_cause_has_its_form(odile: Player, cause: Cause) -> None:
    client = odile.client()
    assert client.get(f"{HERE}new/?cause={cause}").status_code == 200
    terms = {
        Cause.CREDENTIAL: {"person": str(odile.id)},
        Cause.BACKUP: {"copy": "both", "has_root": "on"},
        Cause.KEY: {"epoch": "1"},
        Cause.TABLE: {"table": "accounts.Profile"},
        Cause.WINDOW: {},
    }[cause]
    assert client.post(f"{HERE}new/?cause={cause}", typed(**terms)).status_code == 302
    incident = Incident.objects.get()
    assert incident.cause == cause
    actions.compute_radius(incident.pk, access=odile.access("prove_compliance"), at=clock.now())
    assert client.get(f"{HERE}{incident.number}/").status_code == 200


def test_a_report_without_sense_says_what_is_wrong(odile: Player) -> None:
    response = odile.client().post(f"{HERE}new/?cause=key", typed(until="2020-01-01T00:00"))
    assert response.status_code == 422
    page = response.content.decode()
    assert "The window ends before it begins." in page
    assert "Give a data key or a root key." in page


def test_an_alarm_fills_the_form_in(odile: Player, tariq: Player) -> None:
    alarm = raise_alarm(AlarmKind.BULK_OPENING, at=clock.now(), actor=tariq.id, about={"people": 61})
    client = odile.client()
    assert f"{HERE}new/?alarm={alarm}" in client.get("/en/desk/alarms/").content.decode()
    page = client.get(f"{HERE}new/?alarm={alarm}").content.decode()
    assert f'value="{tariq.id}" selected' in page
    assert f'value="{alarm}"' in page


def test_the_officer_looks_at_a_draft_sends_and_sees_the_proof(odile: Player, tariq: Player, mara: Player) -> None:
    opened_by(tariq, mara)
    incident, client = stolen(tariq, odile), odile.client()
    page = client.get(f"{HERE}{incident.number}/letters/").content.decode()
    assert "Words of how_id." in page
    assert mara.email not in page
    assert client.post(f"{HERE}{incident.number}/letters/", {"reached": "opened"}).status_code == 302
    send(incident)
    assert Notice.objects.count() == 1
    assert "handed over" in client.get(f"{HERE}{incident.number}/letters/").content.decode()


def test_sending_needs_a_fresh_sign_in(odile: Player, tariq: Player, mara: Player) -> None:
    opened_by(tariq, mara)
    incident, client = stolen(tariq, odile), odile.client()
    session = client.session
    session["proven_at"] = 0
    for key in list(session.keys()):
        if "proven" in key:
            session[key] = 0
    session.save()
    response = client.post(f"{HERE}{incident.number}/letters/", {"reached": "opened"})
    assert response.status_code == 302
    assert "next=" in response["Location"]
    incident.refresh_from_db()
    assert incident.reached == ""


def test_the_papers_say_everything_and_the_file_is_signed(odile: Player, tariq: Player, mara: Player) -> None:
    opened_by(tariq, mara)
    incident, client = stolen(tariq, odile), odile.client()
    papers = [client.get(f"{where}{incident.number}/authority/").content.decode() for where in (HERE, HERE[3:])]
    for kind in IN_LETTERS:
        assert f"Words of {kind.value}." in papers[kind.value.endswith("id")]
    assert "Kementerian" in papers[0]
    assert client.get(f"{HERE}{incident.number}/timeline/").status_code == 200
    content = json.loads(client.get(f"{HERE}{incident.number}/timeline.json").content)
    signature, key = (base64.b64decode(content.pop(name)) for name in ("signature", "public_key"))
    signing.check(content, signature, key)
    content["incident"]["known_at"] = "2020-01-01T00:00:00+00:00"
    with pytest.raises(signing.SignatureRefused):
        signing.check(content, signature, key)
    assert str(mara.id) not in json.dumps(content)


def test_a_text_that_comes_too_late_is_not_lost(odile: Player, tariq: Player, mara: Player) -> None:
    opened_by(tariq, mara)
    incident, client = stolen(tariq, odile), odile.client()
    Incident.objects.filter(pk=incident.pk).update(state="closed", closed_at=clock.now())
    typed_words = {"kind": "how_en", "words": "Something that took an hour to write"}
    response = client.post(f"{HERE}{incident.number}/write/", typed_words)
    assert response.status_code == 409
    page = response.content.decode()
    assert "The incident is closed; nothing was changed." in page
    assert typed_words["words"] in page


def test_the_letters_say_how_many_people_each_choice_reaches(odile: Player, tariq: Player, mara: Player) -> None:
    opened_by(tariq, mara)
    incident = stolen(tariq, odile)
    page = odile.client().get(f"{HERE}{incident.number}/letters/").content.decode()
    assert "Those whose data were opened or changed: 1" in page


def test_what_is_owed_is_ticked_off_one_by_one(odile: Player, tariq: Player, mara: Player) -> None:
    opened_by(tariq, mara)
    incident, client = stolen(tariq, odile), odile.client()

    def ticked() -> int:
        return int(client.get(f"{HERE}{incident.number}/").content.decode().count("incident-done"))

    assert ticked() == 2  # the radius and the texts
    client.post(f"{HERE}{incident.number}/step/", {"step": "contain"})
    assert ticked() == 3
    assert "incident-next" in client.get(f"{HERE}{incident.number}/").content.decode()


def test_the_public_notice_is_read_by_everybody(odile: Player, tariq: Player, mara: Player, client: Client) -> None:
    opened_by(tariq, mara)
    incident, officer = stolen(tariq, odile), odile.client()
    assert "There is no such notice." in client.get("/en/incident-notices/").content.decode()
    assert officer.post(f"{HERE}{incident.number}/step/", {"step": "public"}).status_code == 302
    assert PublicNotice.objects.count() == 1
    page = client.get("/incident-notices/").content.decode()
    assert "Words of how_id." in page
    assert str(mara.id) not in page


def test_nobody_else_finds_the_desk(mara: Player, tariq: Player, client: Client) -> None:
    assert client.get(HERE).status_code == 404
    assert mara.client().get(HERE).status_code == 404
    assert tariq.client().get(HERE).status_code == 403


def test_reporting_sets_off_the_radius(odile: Player, tariq: Player, mara: Player) -> None:
    opened_by(tariq, mara)
    odile.client().post(f"{HERE}new/?cause=credential", typed(colleague=str(tariq.id)))
    run_tasks()
    assert Incident.objects.get().radii.count() == 1

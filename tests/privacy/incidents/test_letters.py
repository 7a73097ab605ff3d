"""The letters: everybody affected gets one, with all that the law asks for, and nobody gets two."""

from __future__ import annotations

import uuid
from datetime import timedelta
from typing import Any

import pytest

from kindr.adapters.mail.personal import MailboxLetter
from kindr.base import clock
from kindr.privacy import gates
from kindr.privacy.access.declare import system_access
from kindr.privacy.incidents import actions, writing
from kindr.privacy.incidents.actions.letters import waiting
from kindr.privacy.incidents.actions.reporting import Reported
from kindr.privacy.incidents.models import AffectedPerson, Incident, Notice, NoticeEvent
from kindr.privacy.incidents.personal import IN_LETTERS
from kindr.privacy.incidents.rules import Cause, Kind, Reached, Step, StepNotAllowed, Way
from kindr.privacy.rights import actions as rights
from kindr.shop.accounts.personal import Profile
from tests.cast import Player

pytestmark = pytest.mark.django_db
HOUR = timedelta(hours=1)


def stolen(
    thief: Player, officer: Player, cause: Cause = Cause.CREDENTIAL, terms: dict[str, Any] | None = None
) -> Incident:
    """Something was in wrong hands, the sign-in of a colleague by default; radius and texts are there."""
    at, access = clock.now(), officer.access("prove_compliance")
    reported = Reported(
        Kind.CONFIDENTIALITY, cause, at, at if cause is Cause.BACKUP else at - HOUR, at + timedelta(seconds=1),
        terms or {"actor": str(thief.id)},
    )  # fmt: skip
    incident = actions.report(reported, access=access, at=at)
    actions.compute_radius(incident.pk, access=system_access("prove_compliance"), at=at + timedelta(seconds=2))
    for kind in IN_LETTERS:
        actions.write_text(incident, kind, f"Words of {kind.value}.", access=access, at=at)
    return incident


def send(incident: Incident) -> int:
    return actions.send_letters(incident.pk, access=system_access("deliver_letters"), at=clock.now())


def opened_by(thief: Player, victim: Player) -> None:
    gates.read(Profile.objects.get(person_id=victim.id), access=thief.access("answer_customer"), at=clock.now())


@pytest.mark.clause("6.3.7")
def test_whoever_was_opened_is_written_to_once_with_all_that_the_law_asks_for(
    mara: Player, ilse: Player, tariq: Player, odile: Player
) -> None:
    opened_by(tariq, mara)
    incident = stolen(tariq, odile)
    actions.order_letters(incident, Reached.OPENED, access=odile.access("prove_compliance"), at=clock.now())
    assert send(incident) == 1
    assert send(incident) == 0
    notice = Notice.objects.get()
    assert notice.person_id == mara.id
    assert not waiting(incident).exists()
    letter = MailboxLetter.objects.get(message_id=f"incident.{notice.pk}")
    said = gates.read(letter, access=system_access("deliver_letters"), at=clock.now())
    assert said.to == mara.email
    for words in ("Words of how_id.", "Words of handling_en.", "support@kindrkids.id", incident.number, "nama"):
        assert words.lower() in said.body.lower(), said.body
    affected = list(AffectedPerson.objects.filter(radius=notice.radius, person_id=mara.id))
    texts = {kind: f"Words of {kind.value}." for kind in IN_LETTERS}
    assert writing.lacks(writing.letter(incident, affected, texts)) == []
    assert ilse.id not in set(Notice.objects.values_list("person_id", flat=True))


def test_a_letter_that_says_too_little_is_told(mara: Player, tariq: Player, odile: Player) -> None:
    opened_by(tariq, mara)
    incident = stolen(tariq, odile)
    affected = list(AffectedPerson.objects.filter(person_id=mara.id))
    assert writing.lacks(writing.letter(incident, affected, {})) == [
        "id: how", "id: handling", "en: how", "en: handling",
    ]  # fmt: skip


def test_without_texts_nothing_is_sent(mara: Player, tariq: Player, odile: Player) -> None:
    at, access = clock.now(), odile.access("prove_compliance")
    reported = Reported(Kind.CONFIDENTIALITY, Cause.CREDENTIAL, at, at - HOUR, at, {"actor": str(tariq.id)})
    incident = actions.report(reported, access=access, at=at)
    with pytest.raises(StepNotAllowed):
        actions.order_letters(incident, Reached.ALL, access=access, at=at)
    actions.compute_radius(incident.pk, access=access, at=at)
    with pytest.raises(actions.Incomplete):
        actions.order_letters(incident, Reached.ALL, access=access, at=at)
    assert send(incident) == 0


def test_the_guardian_is_written_to_for_the_child_in_one_letter(mara: Player, noa: Player, odile: Player) -> None:
    incident = stolen(odile, odile, Cause.BACKUP, {"copy": "both", "has_root": True})
    actions.order_letters(incident, Reached.ALL, access=odile.access("prove_compliance"), at=clock.now())
    send(incident)
    receivers = set(Notice.objects.values_list("person_id", flat=True))
    assert noa.id not in receivers
    assert mara.id in receivers
    assert AffectedPerson.objects.filter(person_id=noa.id).exists()
    letter = MailboxLetter.objects.get(message_id=f"incident.{Notice.objects.get(person_id=mara.id).pk}")
    body = gates.read(letter, access=system_access("deliver_letters"), at=clock.now()).body
    assert "Of your child:" in body


def test_forgotten_people_are_counted_and_not_written_to(
    mara: Player, ilse: Player, tariq: Player, odile: Player
) -> None:
    opened_by(tariq, mara)
    erasure = rights.delete_account(mara.person.pk, language="en", access=mara.access("erase_my_data"), at=clock.now())
    rights.finish_erasure(erasure, access=system_access("erase_my_data"), at=clock.now()) if hasattr(
        rights, "finish_erasure"
    ) else None
    incident = stolen(tariq, odile)
    found = AffectedPerson.objects.get(person_id=mara.id)
    assert found.opened
    assert found.is_forgotten
    actions.order_letters(incident, Reached.OPENED, access=odile.access("prove_compliance"), at=clock.now())
    send(incident)
    notice = Notice.objects.get(person_id=mara.id)
    assert [event.happened for event in notice.events.all()] == [NoticeEvent.NO_ADDRESS]
    assert not MailboxLetter.objects.filter(message_id=f"incident.{notice.pk}").exists()


def test_a_drill_writes_to_nobody(mara: Player, tariq: Player, odile: Player) -> None:
    incident = stolen(tariq, odile)
    Incident.objects.filter(pk=incident.pk).update(is_drill=True)
    with pytest.raises(StepNotAllowed):
        actions.order_letters(incident, Reached.ALL, access=odile.access("prove_compliance"), at=clock.now())
    assert send(incident) == 0
    assert not Notice.objects.exists()


def test_an_incident_ends_only_when_its_duty_is_done(mara: Player, tariq: Player, odile: Player) -> None:
    opened_by(tariq, mara)
    incident, access = stolen(tariq, odile), odile.access("prove_compliance")
    with pytest.raises(StepNotAllowed):
        actions.close(incident, access=access, at=clock.now())
    told_at = clock.now()
    actions.tell_authority(incident, Way.HAND, sent_at=told_at, access=access, at=told_at)
    with pytest.raises(StepNotAllowed):
        actions.close(incident, access=access, at=clock.now())
    actions.order_letters(incident, Reached.OPENED, access=access, at=clock.now())
    send(incident)
    assert actions.close(incident, access=access, at=clock.now()).closed_at
    happened = [(event.at, event.happened) for event in incident.events.all()]
    first = min(moment for moment, _step in happened)
    assert (first, Step.REPORTED) in happened, "nothing happens before the report; texts may be of the same moment"
    steps = {Step(step) for _moment, step in happened}
    assert {Step.RADIUS, Step.AUTHORITY_TOLD, Step.LETTERS_SENT, Step.CLOSED} <= steps
    assert uuid.UUID(str(incident.pk))

"""Chapter 6: whoever is affected by a failure of protection is told in writing, in time (UU 27/2022 art. 46)."""

from __future__ import annotations

from datetime import timedelta

import pytest

from kindr.adapters.mail.personal import MailboxLetter
from kindr.base import clock
from kindr.privacy.access.declare import system_access
from kindr.privacy.access.models import Alarm
from kindr.privacy.incidents import actions
from kindr.privacy.incidents.models import Incident, Notice
from kindr.privacy.incidents.rules import Reached
from kindr.web.demo import incidents as demo_incidents
from tests.cast import Player
from tests.privacy.incidents.test_letters import opened_by, send, stolen

pytestmark = pytest.mark.django_db


@pytest.mark.clause("6.3.7", "6.3.11")
def test_who_was_opened_gets_a_letter_and_the_clock_calls_the_officer(
    mara: Player, tariq: Player, odile: Player
) -> None:
    opened_by(tariq, mara)
    incident = stolen(tariq, odile)
    assert incident.deadline_at == incident.known_at + timedelta(hours=72)
    access, late = system_access("prove_compliance"), incident.deadline_at
    for hours in (24, 48, 60, 72):
        before = Alarm.objects.filter(kind="clock").count()
        assert actions.look_at_clocks(access=access, at=incident.known_at + timedelta(hours=hours)) == 1
        assert Alarm.objects.filter(kind="clock").count() == before + 1
    assert actions.look_at_clocks(access=access, at=late) == 0
    actions.order_letters(incident, Reached.OPENED, access=odile.access("prove_compliance"), at=clock.now())
    send(incident)
    assert MailboxLetter.objects.filter(message_id=f"incident.{Notice.objects.get().pk}").exists()


@pytest.mark.usefixtures("mara", "tariq", "odile")
def test_the_demo_has_an_incident_and_writes_to_nobody() -> None:
    demo_incidents.load(at=clock.now())
    demo_incidents.load(at=clock.now())
    assert Incident.objects.get().radii.count() == 1
    assert not Notice.objects.exists()

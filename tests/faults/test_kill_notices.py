"""Sending the letters of an incident while the program is killed at each step: nobody gets two, nobody is left out."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from kindr.adapters.mail.personal import MailboxLetter
from kindr.base import clock
from kindr.privacy.incidents import actions
from kindr.privacy.incidents.actions.letters import waiting
from kindr.privacy.incidents.models import Incident, Notice, NoticeEvent
from kindr.privacy.incidents.rules import Reached
from tests.cast import Player
from tests.faults.killing import Work, killed_at_every_step
from tests.privacy.incidents.test_letters import opened_by, send, stolen

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.slow]


def test_letters_that_were_interrupted_go_on_and_nobody_gets_two(
    mara: Player, ilse: Player, tariq: Player, odile: Player
) -> None:
    def prepare() -> tuple[Work, Callable[[], None]]:
        opened_by(tariq, mara)
        opened_by(tariq, ilse)
        incident = stolen(tariq, odile)
        actions.order_letters(incident, Reached.OPENED, access=odile.access("prove_compliance"), at=clock.now())
        return lambda: send(incident), lambda: is_whole(incident, {mara.id, ilse.id})

    assert killed_at_every_step(prepare) > 3


def is_whole(incident: Incident, people: set[object]) -> None:
    send(incident)
    assert not waiting(incident).exists()
    notices = list(Notice.objects.filter(incident=incident))
    assert {notice.person_id for notice in notices} == people
    for notice in notices:
        assert [event.happened for event in notice.events.all()] == [NoticeEvent.HANDED_OVER]
        assert MailboxLetter.objects.filter(message_id=f"incident.{notice.pk}").count() == 1

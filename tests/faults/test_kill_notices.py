"""Sending the letters of an incident while the program is killed at each step: nobody gets two, nobody is left out."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

import pytest
from procrastinate.contrib.django.models import ProcrastinateJob

from kindr.adapters.mail.personal import MailboxLetter
from kindr.base import clock
from kindr.policy import POLICY
from kindr.policy.who_we_are import AUTHORITY
from kindr.privacy import registry
from kindr.privacy.incidents import actions, tasks
from kindr.privacy.incidents.actions.letters import waiting
from kindr.privacy.incidents.models import Incident, Notice, NoticeEvent
from kindr.privacy.incidents.rules import Reached, Step
from tests.cast import Player
from tests.faults.killing import Work, killed_at_every_step
from tests.privacy.incidents.test_authority import ADDRESS
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


def test_the_notice_to_the_authority_is_ordered_with_its_task_and_sent_once_wherever_it_was_killed(
    mara: Player, tariq: Player, odile: Player, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(registry, "_adopted", [replace(POLICY, authority=replace(AUTHORITY, email=ADDRESS))])
    opened_by(tariq, mara)

    def prepare() -> tuple[Work, Callable[[], None]]:
        incident = stolen(tariq, odile)

        def order() -> None:
            actions.order_notice(incident, access=odile.access("prove_compliance"), at=clock.now())

        def order_and_send() -> None:
            order()
            tasks.send_to_authority(str(incident.pk))

        def go_on() -> None:
            asked = incident.events.filter(happened=Step.AUTHORITY_ASKED.value)
            queued = ProcrastinateJob.objects.filter(task_name__endswith="send_to_authority")
            assert queued.filter(args__incident_id=str(incident.pk)).count() == asked.count()
            if not asked.exists():
                order()
            tasks.send_to_authority(str(incident.pk))
            assert asked.count() == 1
            told = incident.events.get(happened=Step.AUTHORITY_TOLD.value)
            assert told.about["way"] == "email"
            assert MailboxLetter.objects.filter(message_id=f"incident-notice.{asked.get().pk}").count() == 1

        return order_and_send, go_on

    assert killed_at_every_step(prepare) > 5


def is_whole(incident: Incident, people: set[object]) -> None:
    send(incident)
    assert not waiting(incident).exists()
    notices = list(Notice.objects.filter(incident=incident))
    assert {notice.person_id for notice in notices} == people
    for notice in notices:
        assert [event.happened for event in notice.events.all()] == [NoticeEvent.HANDED_OVER]
        assert MailboxLetter.objects.filter(message_id=f"incident.{notice.pk}").count() == 1

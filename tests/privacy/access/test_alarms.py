"""Alarms: raised with ids and counts only, they stay whatever becomes of the caller (policy 8.2)."""

from __future__ import annotations

import uuid

import psycopg
import pytest
from django.db import connection, transaction

from kindr.base import clock
from kindr.privacy.access.alarms import AlarmKind, NotAKey, raise_alarm
from kindr.privacy.access.models import Alarm

pytestmark = pytest.mark.django_db


def test_an_alarm_keeps_ids_keys_and_counts() -> None:
    person, actor = uuid.uuid4(), uuid.uuid4()
    about = {"clause": "profile", "people": 12}
    made = raise_alarm(AlarmKind.SELF_TEST, at=clock.now(), person=person, actor=actor, about=about)
    found = Alarm.objects.get(pk=made)
    assert (found.kind, found.person_id, found.actor_id, found.about) == ("self_test", person, actor, about)


@pytest.mark.parametrize("words", ["Mara Putri", "mara@example.org", "Jl. Melati 3", "x" * 81])
def test_an_alarm_takes_no_words_about_anybody(words: str) -> None:
    with pytest.raises(NotAKey):
        raise_alarm(AlarmKind.SELF_TEST, at=clock.now(), about={"clause": words})


def test_alarms_of_the_same_words_are_one() -> None:
    words = uuid.uuid4().hex
    made = {raise_alarm(AlarmKind.SELF_TEST, at=clock.now(), once=words) for _ in range(3)}
    assert Alarm.objects.filter(pk__in=made).count() == len(made) == 1
    assert raise_alarm(AlarmKind.COVERAGE, at=clock.now(), once=words) not in made


def test_an_alarm_stays_when_what_raised_it_is_rolled_back() -> None:
    with transaction.atomic():
        made = raise_alarm(AlarmKind.COVERAGE, at=clock.now())
        transaction.set_rollback(True)
    assert Alarm.objects.filter(pk=made).exists()


@pytest.mark.parametrize("deed", ["UPDATE privacy_alarm SET about = '{}'", "DELETE FROM privacy_alarm"])
def test_no_alarm_is_changed_or_taken_away(deed: str) -> None:
    raise_alarm(AlarmKind.SELF_TEST, at=clock.now())
    with pytest.raises(Exception, match="permission denied") as refused, connection.cursor() as cursor:
        cursor.execute(deed)
    assert isinstance(refused.value.__cause__, psycopg.errors.InsufficientPrivilege)

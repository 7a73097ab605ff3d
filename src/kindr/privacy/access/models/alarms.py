"""Alarms and what they are counted from: random ids, keys of the policy and numbers only (policy 8.2)."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _

from kindr.base.ids import new_id

SKETCH_BITS = 2048
"""Room for some thousand people an hour, counted to about two per cent."""


class AlarmKind(models.TextChoices):
    """What the officer is called for."""

    HONEYTOKEN = "honeytoken", _("A decoy customer was opened")
    BULK_OPENING = "bulk_opening", _("Many people were opened")
    REFUSALS = "refusals", _("Many refusals")
    OUT_OF_HOURS = "out_of_hours", _("Opened outside working hours")
    BREAK_GLASS = "break_glass", _("Opened in an emergency")
    COVERAGE = "coverage", _("A place was left out of a request")
    LOG_BROKEN = "log_broken", _("The record of openings was changed")
    PROMISE_FAILED = "promise_failed", _("A promise does not hold")
    CLOCK = "clock", _("A deadline is close or over")
    INCIDENT = "incident", _("An incident was reported")
    TURNED_AWAY = "turned_away", _("A consultant without a certificate was turned away")
    RECOVERED = "recovered", _("A colleague got back in without their passkey or telephone")
    CLAIMED_ELSEWHERE = "claimed_elsewhere", _("An address leads to orders of another account")
    SELF_TEST = "self_test", _("A test of the alarm itself")


class Alarm(models.Model):
    """Something that the officer has to know. It stays as it was raised; that it was seen is a row of its own."""

    excused: ClassVar[Mapping[str, str]] = {
        "id": "a random id, or made from what makes two alarms one",
        "kind": "one of the alarms",
        "raised_at": "a moment",
        "person_id": "the random id of a person",
        "actor_id": "the random id of whoever acted",
        "about": "ids, keys and counts; `raise_alarm` refuses anything else",
    }
    append_only = True

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    kind = models.CharField(max_length=20, choices=AlarmKind.choices)
    raised_at = models.DateTimeField()
    person_id = models.UUIDField(null=True)
    actor_id = models.UUIDField(null=True)
    about = models.JSONField(default=dict)

    class Meta:
        app_label = "privacy"
        indexes = [models.Index(fields=["-raised_at"], name="alarm_by_moment")]
        constraints = [
            models.CheckConstraint(condition=models.Q(kind__in=AlarmKind.values), name="alarm_kind_is_known"),
        ]

    def __str__(self) -> str:
        return f"alarm {self.kind} {self.id}"


class AlarmSeen(models.Model):
    """An officer has looked at an alarm. What they wrote about it is an `AccessReason`."""

    excused: ClassVar[Mapping[str, str]] = {
        "alarm": "the id of an alarm",
        "by": "the random id of a member of staff",
        "seen_at": "a moment",
        "note": "the random id of a sealed record, or nothing",
    }
    append_only = True

    alarm = models.OneToOneField(Alarm, primary_key=True, on_delete=models.PROTECT, related_name="seen")
    by = models.UUIDField()
    seen_at = models.DateTimeField()
    note = models.UUIDField(null=True)

    class Meta:
        app_label = "privacy"

    def __str__(self) -> str:
        return f"alarm {self.alarm_id}, seen"


class AlarmLetter(models.Model):
    """A letter to the officers about one alarm or many."""

    excused: ClassVar[Mapping[str, str]] = {"id": "a random id", "sent_at": "a moment", "alarms": "a number"}
    append_only = True

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    sent_at = models.DateTimeField()
    alarms = models.PositiveIntegerField()

    class Meta:
        app_label = "privacy"
        indexes = [models.Index(fields=["-sent_at"], name="alarm_letter_by_moment")]

    def __str__(self) -> str:
        return f"letter about {self.alarms} alarms"


class AlarmTold(models.Model):
    """An alarm stood in a letter."""

    excused: ClassVar[Mapping[str, str]] = {"alarm": "the id of an alarm", "letter": "the random id of a letter"}
    append_only = True

    alarm = models.OneToOneField(Alarm, primary_key=True, on_delete=models.PROTECT, related_name="told")
    letter = models.ForeignKey(AlarmLetter, on_delete=models.PROTECT, related_name="+")

    class Meta:
        app_label = "privacy"

    def __str__(self) -> str:
        return f"alarm {self.alarm_id}, told"


class BitField(models.Field):  # type: ignore[type-arg]  # Django takes none when it runs
    """A row of bits, written as a text of 0 and 1."""

    def db_type(self, connection: Any) -> str:  # noqa: ARG002  # Django's own signature
        return f"bit({SKETCH_BITS})"


class OpeningTally(models.Model):
    """How many people somebody of the staff has opened in one hour or day, as a sketch (linear counting).

    Each person sets one bit that a key chooses, so that people are counted once and cannot be read back.
    """

    excused: ClassVar[Mapping[str, str]] = {
        "id": "a number",
        "actor_id": "the random id of a member of staff",
        "span": "hour or day",
        "began_at": "a moment",
        "sketch": "bits chosen by a key; what they say is a number",
        "refusals": "a number",
    }

    actor_id = models.UUIDField()
    span = models.CharField(max_length=4)
    began_at = models.DateTimeField()
    sketch = BitField()
    refusals = models.PositiveIntegerField(default=0)

    class Meta:
        app_label = "privacy"
        constraints = [
            models.UniqueConstraint(fields=["actor_id", "span", "began_at"], name="one_tally_for_a_span"),
        ]

    def __str__(self) -> str:
        return f"tally of {self.actor_id}"


class HoneyMark(models.Model):
    """The keyed mark of a decoy customer. Without the key nobody can tell which of the customers it is."""

    excused: ClassVar[Mapping[str, str]] = {
        "mark": "a keyed hash of a random id, of no use without the index key",
        "planted_at": "a moment",
    }

    mark = models.BinaryField(primary_key=True)
    planted_at = models.DateTimeField()

    class Meta:
        app_label = "privacy"

    def __str__(self) -> str:
        return "mark"

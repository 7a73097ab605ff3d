"""The letters of an incident and what became of each, and the notice that everybody can read."""

from __future__ import annotations

from collections.abc import Mapping
from typing import ClassVar

from django.db import models
from django.db.models import Q

from kindr.base.ids import new_id
from kindr.privacy.incidents.models.register import Incident


class Notice(models.Model):
    """One letter that is owed to one person; its Message-ID is made from it, so that two of them are one."""

    excused: ClassVar[Mapping[str, str]] = {
        "id": "a random id",
        "incident": "a random id",
        "person_id": "the random id of a person",
        "radius": "a random id",
        "queued_at": "a moment",
    }
    append_only = True

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    incident = models.ForeignKey(Incident, on_delete=models.PROTECT, related_name="notices")
    person_id = models.UUIDField()
    """Who gets it: for a child the guardian, for a guest the account that claimed them."""
    radius = models.UUIDField()
    queued_at = models.DateTimeField()

    class Meta:
        app_label = "incidents"
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["incident", "person_id"], name="one_notice_for_a_person"),
        ]

    def __str__(self) -> str:
        return f"notice {self.id}"


class NoticeEvent(models.Model):
    """What became of a letter: handed over to the mail provider, refused by it, or nowhere to send it to."""

    excused: ClassVar[Mapping[str, str]] = {
        "id": "a random id",
        "notice": "a random id",
        "at": "a moment",
        "happened": "what became of a letter, of three",
    }
    append_only = True
    HANDED_OVER, REFUSED, NO_ADDRESS = "handed_over", "refused", "no_address"

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    notice = models.ForeignKey(Notice, on_delete=models.PROTECT, related_name="events")
    at = models.DateTimeField()
    happened = models.CharField(max_length=12)

    class Meta:
        app_label = "incidents"
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=Q(happened__in=["handed_over", "no_address", "refused"]), name="notice_event_is_known"
            ),
            models.UniqueConstraint(fields=["notice"], condition=~Q(happened="refused"), name="a_notice_ends_once"),
        ]

    def __str__(self) -> str:
        return f"notice {self.notice_id}, {self.happened}"


class PublicNotice(models.Model):
    """What everybody can read about an incident (art. 46(3)), as it was published."""

    excused: ClassVar[Mapping[str, str]] = {
        "incident": "a random id",
        "published_at": "a moment",
        "content": "words that were written for everybody to read, keys of categories and counts",
    }
    append_only = True

    incident = models.OneToOneField(Incident, primary_key=True, on_delete=models.PROTECT, related_name="public_notice")
    published_at = models.DateTimeField()
    content = models.JSONField()

    class Meta:
        app_label = "incidents"

    def __str__(self) -> str:
        return f"public notice of {self.incident_id}"

"""The development mailbox: letters that were not sent but kept to be looked at, sealed like everything else."""

from __future__ import annotations

from collections.abc import Mapping
from typing import ClassVar

from django.db import models

from kindr.privacy.terms import Period
from kindr.privacy.vault.fields import Sealed
from kindr.privacy.vault.records import PersonalRecord


class MailboxLetter(PersonalRecord):
    """A letter in the development mailbox."""

    excused: ClassVar[Mapping[str, str]] = {
        "message_id": "made from an occasion and a random id",
    }

    clause = "development_mailbox"
    period = Period.RECORD

    message_id = models.CharField(max_length=120, unique=True)
    to = Sealed("email")
    subject = Sealed("correspondence")
    body = Sealed("correspondence")
    html = Sealed("correspondence", null=True, blank=True)

"""The new value of a correction, sealed from the moment it is asked for until it is carried out (policy 6.1.4)."""

from __future__ import annotations

from collections.abc import Mapping
from typing import ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _

from kindr.privacy.terms import Period
from kindr.privacy.vault.fields import Sealed
from kindr.privacy.vault.records import PersonalRecord

CLAUSE = "request_papers"
"""The clause of wanted values and of packages."""


class WantedValue(PersonalRecord):
    """What one column of one record shall say."""

    clause = CLAUSE
    period = Period.RECORD
    excused: ClassVar[Mapping[str, str]] = {
        "run": "a random id",
        "row": "the random id of a record",
        "column": "a name from the source text",
    }

    run = models.UUIDField()
    row = models.UUIDField()
    column = models.CharField(max_length=40)
    text = Sealed("correspondence", verbose_name=_("The change you asked for"))

    class Meta:
        app_label = "privacy"
        verbose_name = _("A change that you asked for")
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["run", "row", "column"], name="one_wanted_value_per_column"),
        ]

"""What the back office remembers of each change: who, which row, which fields, when. Never what they say."""

from __future__ import annotations

import json
from collections.abc import Iterable

from django.contrib.admin.models import ADDITION, CHANGE, LogEntry
from django.contrib.contenttypes.models import ContentType
from django.db.models import Model
from django.http import HttpRequest

__all__ = ["ADDITION", "CHANGE", "fields_of", "note"]


def note(request: HttpRequest, row: Model, fields: Iterable[str] = (), *, flag: int = CHANGE) -> LogEntry:
    """Writes one line. The database itself refuses a line with the text of an object (migration 1)."""
    return LogEntry.objects.create(
        user_id=request.user.pk,
        content_type=ContentType.objects.get_for_model(row),
        object_id=str(row.pk),
        object_repr="",
        action_flag=flag,
        change_message=json.dumps([{"changed": {"fields": sorted(set(fields))}}]) if flag == CHANGE else "",
    )


def fields_of(entry: LogEntry) -> list[str]:
    """The names of the fields that a line speaks of."""
    return json.loads(entry.change_message)[0]["changed"]["fields"] if entry.change_message else []

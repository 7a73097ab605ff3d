"""Alarms: whatever the data protection officer has to know at once, on the desk and by letter (policy 8.2)."""

from __future__ import annotations

import hashlib
import json
import re
import uuid
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from kindr.base import facts
from kindr.base.facts import Fact
from kindr.base.ids import new_id
from kindr.privacy.access import connection
from kindr.privacy.access.models.alarms import Alarm, AlarmKind

__all__ = ["AlarmKind", "AlarmRaised", "NotAKey", "raise_alarm"]

KEY = re.compile(r"[A-Za-z0-9_.:/-]{0,80}")
"""Ids, keys of the policy, names from the source text, dates: nothing that could be somebody's name or words."""
INSERT = (
    f"INSERT INTO {Alarm._meta.db_table} (id, kind, raised_at, person_id, actor_id, about)"  # noqa: S608  # a constant
    " VALUES (%s, %s, %s, %s, %s, %s) ON CONFLICT (id) DO NOTHING"
)


URGENT = frozenset(
    {AlarmKind.HONEYTOKEN, AlarmKind.BREAK_GLASS, AlarmKind.LOG_BROKEN, AlarmKind.PROMISE_FAILED, AlarmKind.INCIDENT}
)
"""Written about at once; the others go into the next letter, minutes later."""


class NotAKey(ValueError):
    """Something else than ids, keys and counts was to be written into an alarm, which is not sealed."""


@dataclass(frozen=True)
class AlarmRaised(Fact):
    """An urgent alarm was raised; the officers are written to at once."""


def raise_alarm(
    kind: AlarmKind,
    *,
    at: datetime,
    person: uuid.UUID | None = None,
    actor: uuid.UUID | None = None,
    about: Mapping[str, str | int] | None = None,
    once: str = "",
) -> uuid.UUID:
    """Raises an alarm for the officers' desk and mailbox; it stays when the caller's transaction is rolled back.

    `about` takes ids, keys and counts only. `once` makes alarms of one kind with the same words one alarm.
    Raises NotAKey, LogUnavailable.
    """
    content = dict(about or {})
    for word in [*content.keys(), *(value for value in content.values() if isinstance(value, str))]:
        if not KEY.fullmatch(word):
            raise NotAKey(f"an alarm takes ids, keys and counts only, not what stands under {sorted(content)}")
    alarm = _id_of(kind, once)
    connection.write(INSERT, [alarm, kind.value, at, person, actor, json.dumps(content, sort_keys=True)])
    if kind in URGENT:
        facts.publish(AlarmRaised())
    return alarm


def _id_of(kind: AlarmKind, once: str) -> uuid.UUID:
    if not once:
        return new_id()
    made = hashlib.sha256(f"kindr/alarm/{kind.value}/{once}".encode()).digest()[:16]
    return uuid.UUID(bytes=made, version=4)

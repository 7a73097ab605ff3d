"""Where visits are remembered: Django's database sessions, with the person's random id beside each."""

from __future__ import annotations

import uuid
from datetime import UTC, datetime
from typing import Any, cast

from django.contrib.auth import SESSION_KEY
from django.contrib.sessions.backends.base import SessionBase
from django.contrib.sessions.backends.db import SessionStore as DatabaseStore

from kindr.privacy.access.actors import GUEST_SESSION_KEY
from kindr.shop.accounts.models import Session

USED_AT = "used_at"
AN_HOUR = 3600


class SessionStore(DatabaseStore):
    """Sessions that can be ended by person."""

    @classmethod
    def get_model_class(cls) -> type[Session]:
        return Session

    def create_model_instance(self, data: dict[str, Any]) -> Session:
        session = cast(Session, super().create_model_instance(data))
        owner = data.get(SESSION_KEY) or data.get(GUEST_SESSION_KEY)
        session.person_id = uuid.UUID(str(owner)) if owner else None
        used = data.get(USED_AT)
        session.used_at = datetime.fromtimestamp(used, UTC) if used else None
        return session


def note_use(session: SessionBase, *, at: datetime) -> None:
    """Notes the hour in which somebody signed in was here; more is not kept of when."""
    hour = int(at.timestamp()) // AN_HOUR * AN_HOUR
    if session.get(SESSION_KEY) and session.get(USED_AT) != hour:
        session[USED_AT] = hour


def end_sessions(person: uuid.UUID, *, but: str | None = None) -> int:
    """Signs a person out everywhere, except in the session with the key `but`; counts the sessions ended."""
    ended: int = Session.objects.filter(person_id=person).exclude(session_key=but or "").delete()[0]
    return ended

"""Where visits are remembered: Django's database sessions, with the person's random id beside each."""

from __future__ import annotations

import uuid
from datetime import datetime
from typing import Any, cast

from django.contrib.auth import SESSION_KEY
from django.contrib.sessions.backends.db import SessionStore as DatabaseStore

from kindr.base import clock
from kindr.privacy.access.actors import GUEST_SESSION_KEY
from kindr.shop.accounts.models import Session


class SessionStore(DatabaseStore):
    """Sessions that can be ended by person."""

    @classmethod
    def get_model_class(cls) -> type[Session]:
        return Session

    def create_model_instance(self, data: dict[str, Any]) -> Session:
        session = cast(Session, super().create_model_instance(data))
        owner = data.get(SESSION_KEY) or data.get(GUEST_SESSION_KEY)
        session.person_id = uuid.UUID(str(owner)) if owner else None
        session.used_at = _hour()
        return session

    def _get_session_from_db(self) -> Session | None:
        """The row of this visit; somebody signed in has its last use noted, once an hour."""
        session = cast("Session | None", super()._get_session_from_db())  # type: ignore[misc]  # left out of the stubs
        if session and session.person_id and (session.used_at is None or session.used_at < _hour()):
            Session.objects.filter(pk=session.pk).update(used_at=_hour())
        return session


def _hour() -> datetime:
    """The hour that has begun: more is not kept of when somebody was here."""
    return clock.now().replace(minute=0, second=0, microsecond=0)


def end_sessions(person: uuid.UUID, *, but: str | None = None) -> int:
    """Signs a person out everywhere, except in the session with the key `but`; counts the sessions ended."""
    ended: int = Session.objects.filter(person_id=person).exclude(session_key=but or "").delete()[0]
    return ended

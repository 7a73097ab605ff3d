"""A colleague who has lost every passkey and code gets back in: the officer takes the passkeys off (policy 8.2)."""

from __future__ import annotations

import uuid
from datetime import datetime

from kindr.privacy.access import colleagues
from kindr.privacy.access.actions.reasons import actor_id
from kindr.privacy.access.alarms import AlarmKind, raise_alarm
from kindr.privacy.access.terms import Access, NotYours


def forget_passkeys(person: uuid.UUID, *, access: Access, at: datetime) -> int:
    """Takes all passkeys off the account of a colleague or consultant and ends their visits; counts the passkeys.

    They sign in with password and code, and make a new one before anything opens. Every officer is called.
    Raises NotYours for one's own account, for which a recovery code is the way.
    """
    me = actor_id(access)
    if person == me:
        raise NotYours("nobody takes off their own passkeys without proving who they are")
    about = {"role": access.actor.role, "purpose": access.purpose}
    raise_alarm(AlarmKind.RECOVERED, at=at, person=person, actor=me, about=about)
    return colleagues.forget_passkeys(person, at=at)

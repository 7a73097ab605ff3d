"""What requests tell the data protection officer, on the desk and by letter; ids, keys and counts only."""

from __future__ import annotations

from datetime import datetime

from kindr.privacy.access.alarms import AlarmKind, raise_alarm
from kindr.privacy.rights.requests.models import Request
from kindr.privacy.rights.requests.rules import Alert


def ring_claimed_elsewhere(request: Request, guests: int, *, at: datetime) -> None:
    """Tells once a request that its address leads to guests whom another account has claimed; the asker never hears."""
    about: dict[str, str | int] = {"request": request.number, "right": request.kind, "guests": guests}
    raise_alarm(AlarmKind.CLAIMED_ELSEWHERE, at=at, about=about, once=str(request.pk))


def ring(request: Request, said: Alert, *, at: datetime) -> None:
    """Rings once for each thing the clock says: after a third and five sixths of the time, and at the deadline."""
    about: dict[str, str | int] = {
        "request": request.number,
        "right": request.kind,
        "state": request.reason or request.state,
        "clock": said.name.lower(),
        "minutes_left": request.clock(at).minutes_left,
    }
    raise_alarm(AlarmKind.CLOCK, at=at, about=about, once=f"{request.pk} {said.name}")

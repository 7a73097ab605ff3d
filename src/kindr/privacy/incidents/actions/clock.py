"""The clock of incidents: calls the officer at 24, 48 and 60 of 72 hours, and at the deadline."""

from __future__ import annotations

import logging
from datetime import datetime

from django.db import transaction

from kindr.privacy.access.alarms import AlarmKind, raise_alarm
from kindr.privacy.access.terms import Access
from kindr.privacy.incidents import rules
from kindr.privacy.incidents.actions import book
from kindr.privacy.incidents.models import Incident
from kindr.privacy.incidents.rules import Alert, Step

logger = logging.getLogger(__name__)


def look_at_clocks(*, access: Access, at: datetime) -> int:
    """Says of every incident whose duty is not done what its clock has to have said by now; counts them.

    One that fails holds up no other.
    """
    living = Incident.objects.filter(closed_at=None, warned__lt=Alert.LATE).order_by("deadline_at", "pk")
    return sum(_looked(incident, access=access, at=at) for incident in living)


def _looked(incident: Incident, *, access: Access, at: datetime) -> bool:
    try:
        return _look(incident, access=access, at=at)
    except Exception:
        logger.exception("the clock of %s was not looked at", incident.number)
        return False


def _look(incident: Incident, *, access: Access, at: datetime) -> bool:
    said = rules.alert_at(at, known_at=incident.known_at, deadline_at=incident.deadline_at)
    if said <= incident.warned or book.happened(incident) >= rules.TOLD:
        return False
    # The alarm comes first: it rings once, and what crashes after it is looked at again a little later.
    _ring(incident, said, at=at)
    with transaction.atomic():
        living = book.locked(incident.pk)
        if living.closed_at or said <= living.warned:
            return False
        living.warned = said
        living.save(update_fields=["warned"])
        about = {"minutes_left": living.clock(at).minutes_left}
        book.write(living, Step.LATE if said is Alert.LATE else Step.WARNED, access=access, at=at, about=about)
    return True


def _ring(incident: Incident, said: Alert, *, at: datetime) -> None:
    about: dict[str, str | int] = {
        "incident": incident.number,
        "clock": said.name.lower(),
        "drill": int(incident.is_drill),
        "minutes_left": incident.clock(at).minutes_left,
    }
    raise_alarm(AlarmKind.CLOCK, at=at, about=about, once=f"{incident.pk} {said.name}")

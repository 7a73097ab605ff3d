"""An incident for tests that need one and do not care which."""

from __future__ import annotations

from datetime import datetime, timedelta

from kindr.privacy.access.declare import system_access
from kindr.privacy.incidents import actions
from kindr.privacy.incidents.actions.reporting import Reported
from kindr.privacy.incidents.models import Incident
from kindr.privacy.incidents.rules import Cause, Kind


def an_incident(at: datetime) -> Incident:
    """A stretch of time that somebody has to look into."""
    reported = Reported(Kind.CONFIDENTIALITY, Cause.WINDOW, at, at - timedelta(hours=2), at)
    return actions.report(reported, access=system_access("prove_compliance"), at=at)

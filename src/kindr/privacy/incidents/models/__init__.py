"""The tables of incidents."""

from kindr.privacy.incidents.models.letters import Notice, NoticeEvent, PublicNotice
from kindr.privacy.incidents.models.radius import AffectedPerson, Radius
from kindr.privacy.incidents.models.register import Incident, IncidentEvent

__all__ = ["AffectedPerson", "Incident", "IncidentEvent", "Notice", "NoticeEvent", "PublicNotice", "Radius"]

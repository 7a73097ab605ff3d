"""What staff wrote about an incident, opened through the gate."""

from __future__ import annotations

from datetime import datetime

from kindr.privacy import gates
from kindr.privacy.access.terms import Access
from kindr.privacy.incidents.models import Incident
from kindr.privacy.incidents.personal import IncidentText, TextKind
from kindr.privacy.vault.opening import Opened


def all_of(incident: Incident, *, access: Access, at: datetime) -> list[Opened[IncidentText]]:
    """Every text that is still there, oldest first; one key query and one line of the log for each writer."""
    rows = list(IncidentText.objects.filter(incident=incident).order_by("collected_at", "id"))
    return [each for each in gates.read_many(rows, access=access, at=at) if not each.is_forgotten]


def newest(incident: Incident, *, access: Access, at: datetime) -> dict[TextKind, str]:
    """The text of each kind that counts."""
    return {TextKind(each.record.kind): each.words for each in all_of(incident, access=access, at=at)}

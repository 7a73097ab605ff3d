"""How the open incidents stand, for the officer's first page: numbers and clocks (policy 6.3.7). Opens nothing."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from kindr.privacy.incidents import queries
from kindr.privacy.incidents.models import Incident, IncidentEvent
from kindr.privacy.incidents.queries import Shown
from kindr.privacy.incidents.rules import TOLD


@dataclass(frozen=True)
class Standing:
    """Every incident that is not closed; drills are left out."""

    untold: tuple[Shown, ...]
    """Those whose people or whose authority still have to be told, the nearest deadline first."""
    told: int
    """Those whose duty is done, and that only wait for their end."""

    @property
    def number(self) -> int:
        """All that are open."""
        return len(self.untold) + self.told

    @property
    def nearest(self) -> Shown | None:
        """The one whose time runs out first."""
        return self.untold[0] if self.untold else None


def standing(*, at: datetime) -> Standing:
    """Two queries, whatever there is."""
    living = list(Incident.objects.filter(closed_at=None, is_drill=False).order_by("deadline_at", "pk"))
    done: dict[object, set[str]] = {}
    steps = IncidentEvent.objects.filter(incident__in=living, happened__in=[step.value for step in TOLD])
    for incident, happened in steps.values_list("incident_id", "happened"):
        done.setdefault(incident, set()).add(happened)
    untold = [each for each in living if not done.get(each.pk, set()) >= {step.value for step in TOLD}]
    return Standing(tuple(queries.shown(each, at=at) for each in untold), len(living) - len(untold))

"""The nights of the demo's year: what the worker would have forgotten in each, and what it would have written down."""

from __future__ import annotations

import uuid
from collections import Counter, defaultdict
from collections.abc import Iterator
from datetime import datetime, timedelta

from kindr.privacy import gates, registry
from kindr.privacy.access.declare import system_access
from kindr.privacy.retention import rules, sweeps
from kindr.privacy.retention.models import SweepRun
from kindr.privacy.terms import Period
from kindr.privacy.vault.records import PersonalRecord

DAY = timedelta(days=1)
SHOWN = 30
"""So many past nights stand in the list of sweeps."""
TOOK = timedelta(seconds=2)


class Nights:
    """The sweeps of a year up to the last night before a moment."""

    def __init__(self, at: datetime) -> None:
        self.last = rules.last_sweep_before(at)
        self.gone: defaultdict[datetime, Counter[str]] = defaultdict(Counter)

    def pass_over(self, person: uuid.UUID) -> None:
        """Forgets what somebody's story left behind, each record in the night after its time was over.

        It follows each story at once, since the shop is open meanwhile and keeps nothing beyond its time.
        """
        for record, night in self._due(person):
            gates.expire(record, access=system_access("keep_systems_running"), at=night)
            self.gone[night][record.clause] += 1

    def write_down(self) -> None:
        """The list of sweeps, as the worker would have left it; what is swept beside the clauses goes in the last."""
        known = set(SweepRun.objects.values_list("began_at", flat=True))
        for night in (self.last - times * DAY for times in range(SHOWN - 1, -1, -1)):
            if night not in known:
                beside = self._swept_beside() if night == self.last else {}
                SweepRun.objects.create(
                    began_at=night, ended_at=night + TOOK, gone=dict(self.gone[night]), beside=beside
                )

    def _due(self, person: uuid.UUID) -> Iterator[tuple[PersonalRecord, datetime]]:
        for model in registry.personal_records():
            keep = registry.clause(model.clause).keep
            if model.period is Period.RECORD:
                over = {f"{model.counts_from_column}__lte": rules.latest_event(keep, self.last)}
                rows = model._default_manager.filter(person_id=person, **over)
                for record in rows.select_related(*model.counts_with) if model.counts_with else rows:
                    end = rules.end_of(keep, period=record.covers, event=record.counts_from())
                    if end is not None and end <= self.last:
                        yield record, rules.next_sweep_after(end)

    def _swept_beside(self) -> dict[str, int]:
        access = system_access("keep_systems_running")
        found = {name: sweeps.run(name, access=access, at=self.last) for name in sweeps.names()}
        return {name: number for name, number in found.items() if number}

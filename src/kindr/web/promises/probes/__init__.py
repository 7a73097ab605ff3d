"""Small looks at the running installation: read-only, without test data, each named after what it looks for."""

from __future__ import annotations

from datetime import datetime

from kindr.web.promises.code import mark_of_code
from kindr.web.promises.probes import books, program, servers, upkeep
from kindr.web.promises.probes.looking import Broken, Probe, looked
from kindr.web.promises.results import Run

PROBES: tuple[Probe, ...] = (*books.PROBES, *servers.PROBES, *program.PROBES, *upkeep.PROBES)


def run(*, at: datetime, among: tuple[Probe, ...] = PROBES) -> Run:
    """Looks at everything once."""
    return Run(at, mark_of_code(), "here", tuple(looked(probe, at=at) for probe in among))


__all__ = ["PROBES", "Broken", "Probe", "run"]

"""What a probe is, and how one is asked."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime

from django.db.utils import Error

from kindr.web.promises.results import Outcome


class Broken(Exception):
    """A probe saw what must not be; the words name settings, tables and counts, never a value of anybody."""


Look = Callable[[datetime], str]
"""Takes the moment, says in one sentence what was seen; raises Broken."""


@dataclass(frozen=True)
class Probe:
    """One look, and the sentences or clauses that it is about."""

    look: Look
    marks: tuple[str, ...]

    @property
    def name(self) -> str:
        """Its name, which is a sentence."""
        return f"probe::{self.look.__name__}"


def looked(probe: Probe, *, at: datetime) -> Outcome:
    """What a probe found. One that cannot look has not seen that the promise holds, so it counts as broken."""
    try:
        return Outcome(probe.name, probe.marks, True, probe.look(at))
    except Broken as broken:
        return Outcome(probe.name, probe.marks, False, str(broken))
    except (Error, OSError, LookupError, ValueError, RuntimeError) as unable:
        return Outcome(probe.name, probe.marks, False, f"could not look: {type(unable).__name__}")

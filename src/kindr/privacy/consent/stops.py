"""What has to stop when a consent is taken back or somebody objects: upper layers register it by purpose (9.1.3).

The gates refuse from the commit on by themselves. What is registered here goes further: it erases what rests on the
consent alone, and cancels what waits. Each stop can be done again.
"""

from __future__ import annotations

import uuid
from collections import defaultdict
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime

from kindr.privacy.access.terms import Access

Stop = Callable[..., int]
"""Takes the person's id, `language=`, `access=` and `at=`, and counts what it stopped or erased."""


@dataclass(frozen=True)
class Stopped:
    """What one registered stop did."""

    purpose: str
    name: str
    count: int


_stops: Mapping[str, dict[str, Stop]] = defaultdict(dict)


def register(purpose: str, name: str, stop: Stop) -> None:
    """Adds what has to stop with a purpose, or replaces the one of the same name."""
    _stops[purpose][name] = stop


def run(purpose: str, person: uuid.UUID, *, language: str, access: Access, at: datetime) -> list[Stopped]:
    """Runs every stop of a purpose; raises what a stop raises, and the worker tries again."""
    found = dict(_stops.get(purpose, {}))
    return [
        Stopped(purpose, name, stop(person, language=language, access=access, at=at)) for name, stop in found.items()
    ]

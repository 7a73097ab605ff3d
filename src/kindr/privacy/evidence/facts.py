"""What the log's room tells the rest of the program."""

from __future__ import annotations

from dataclasses import dataclass

from kindr.base.facts import Fact


@dataclass(frozen=True)
class LogCheckAsked(Fact):
    """An officer wants the whole log checked now."""

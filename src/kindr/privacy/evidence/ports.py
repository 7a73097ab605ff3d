"""What the log's tree needs from outside: its name, its key, and the places where witnesses keep its checkpoints."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from kindr.base.signing import Signer
from kindr.privacy.evidence.notes import LogKey


@dataclass(frozen=True)
class Log:
    """The log of this installation."""

    origin: str
    signer: Signer
    witness: Path
    """The file to which every checkpoint is appended, outside both servers."""
    second_witness: Path | None = None
    """A second such file, best on another machine's disk."""
    expects_past: bool = False
    """Rows with moments long over are expected: a demo with a past is loaded here."""

    @property
    def key(self) -> LogKey:
        """What others need to verify our notes."""
        return LogKey(self.origin, self.signer.public_key)


_logs: list[Log] = []


def bind(log: Log) -> None:
    """Binds the log; called by the wiring."""
    _logs[:] = [log]


def this_log() -> Log:
    """The log that the wiring bound."""
    return _logs[0]

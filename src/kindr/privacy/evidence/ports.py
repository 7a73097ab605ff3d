"""What the log's tree needs from outside: its name, its key, and the places where witnesses keep its checkpoints."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

from kindr.base.key_history import KnownKey
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
    older: Callable[[], Sequence[KnownKey]] = tuple
    """The keys before the one that signs now, the newest first."""

    @property
    def key(self) -> LogKey:
        """The key that signs now."""
        return LogKey(self.origin, self.signer.public_key)

    @property
    def keys(self) -> list[LogKey]:
        """What others need to verify our notes: the key that signs now, and those before it with their ends."""
        current = self.key
        older = [LogKey(self.origin, each.log_key, each.until) for each in self.older() if each.log_key]
        return older if current.public in {each.public for each in older} else [current, *older]

    @property
    def published(self) -> str:
        """The keys as a text for others, a line each."""
        return "\n".join(map(str, self.keys))


_logs: list[Log] = []


def bind(log: Log) -> None:
    """Binds the log; called by the wiring."""
    _logs[:] = [log]


def this_log() -> Log:
    """The log that the wiring bound."""
    return _logs[0]

"""The log's upkeep as tasks and commands do it: what is out of the ordinary reaches the data protection officer."""

from __future__ import annotations

import logging
from collections import Counter
from datetime import datetime

from kindr.privacy.access.alarms import AlarmKind, raise_alarm
from kindr.privacy.evidence import actions, checking
from kindr.privacy.evidence.actions import LogBroken
from kindr.privacy.evidence.checking import Checked
from kindr.privacy.evidence.models import LogCheck
from kindr.privacy.evidence.notes import Checkpoint

logger = logging.getLogger(__name__)


def keep_up(*, at: datetime, thorough: bool = False) -> Checkpoint | None:
    """One turn; None when another sequencer was at it, or when the log is broken and the alarm was raised."""
    try:
        made = actions.take_turn(at=at, thorough=thorough)
    except LogBroken as broken:
        logger.exception("the log is broken")
        _alarm({"what": type(broken).__name__}, at=at)
        return None
    counts = {word: made.count(word) for word in ("past", "found") if made and made.count(word)}
    if made and counts:
        _alarm({"checkpoint": made.number, **counts}, at=at)
    return made


def check_and_tell(*, at: datetime, since: datetime | None = None) -> Checked:
    """Checks the log, writes down what was found, and raises the alarm when anything was."""
    found = checking.check(since=since)
    counts = Counter(finding.kind.name for finding in found.findings)
    LogCheck.objects.create(at=at, since=found.since, size=found.size, forgotten=found.forgotten, findings=dict(counts))
    if counts:
        _alarm({"leaves": found.size, **counts}, at=at)
    return found


def _alarm(about: dict[str, str | int], *, at: datetime) -> None:
    """One alarm a day for the same words, however often they are found."""
    words = ",".join(f"{word}={count}" for word, count in sorted(about.items()))
    logger.error("the log is not what it was: %s", words)
    raise_alarm(AlarmKind.LOG_BROKEN, at=at, about=about, once=f"{words}/{at:%Y-%m-%d}")

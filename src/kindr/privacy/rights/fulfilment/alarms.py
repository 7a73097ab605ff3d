"""The alarm that something undeclared keeps a request from being completed; it reaches the data protection officer."""

from __future__ import annotations

import logging
import uuid
from collections import Counter
from datetime import datetime

from kindr.privacy.access.alarms import AlarmKind, raise_alarm
from kindr.privacy.rights.fulfilment.coverage import Proof

logger = logging.getLogger(__name__)


def raise_coverage_alarm(proof: Proof, *, case: uuid.UUID, person: uuid.UUID, at: datetime) -> None:
    """Tells once a case how many places of each kind are not covered; their names are read anew on the desk."""
    counts = {kind.replace(" ", "_"): count for kind, count in Counter(gap.kind for gap in proof.gaps).items()}
    logger.error("%s is held up: places are not covered: %s", case, counts)
    raise_alarm(AlarmKind.COVERAGE, at=at, person=person, about={"case": str(case), **counts}, once=f"{case} {at:%F}")

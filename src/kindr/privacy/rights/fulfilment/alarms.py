"""The alarm that something undeclared keeps a request from being completed; it reaches the data protection officer."""

from __future__ import annotations

import logging
import uuid
from collections import Counter
from datetime import datetime

from kindr.privacy.rights.fulfilment.coverage import Proof

logger = logging.getLogger(__name__)


def raise_coverage_alarm(proof: Proof, *, at: datetime, person: uuid.UUID | None = None) -> None:
    """Tells how many places of each kind are not covered; their names stand on the desk, read anew each time."""
    counts = Counter(gap.kind for gap in proof.gaps)
    logger.error("%s is held up since %s: not covered: %s", person or "everything", at.isoformat(), dict(counts))

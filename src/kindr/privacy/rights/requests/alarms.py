"""What the clock tells the data protection officer; ids, numbers and counts only."""

from __future__ import annotations

from datetime import datetime

from kindr.privacy.rights.requests.models import Request
from kindr.privacy.rights.requests.rules import Alert


def ring(request: Request, said: Alert, *, at: datetime) -> None:
    """Raises the alarm CLOCK: a warning after a third and five sixths of the time, an alarm at the deadline."""

"""Whether a guardian has agreed to words that speak of measurements (policy 2.5.2; UU 27/2022 art. 22)."""

from __future__ import annotations

import uuid
from datetime import datetime

from kindr.privacy import registry
from kindr.privacy.consent import ledger
from kindr.privacy.consent.events import Decision

PURPOSE = "measure_sizes"


def agrees_to_measurements(child: uuid.UUID, *, at: datetime) -> bool:
    """Whether the consent stands, and was given to the words that are asked today.

    An older text named the nickname, the month of birth, the height and the size: it stands for those, and no more.
    """
    events = [event for event in ledger.events_of([child]) if event.purpose == PURPOSE]
    if child not in ledger.who_consent(PURPOSE, events, at=at):
        return False
    given = [event for event in events if event.decision is Decision.GIVEN]
    return bool(given) and given[-1].text_version == registry.policy().asks[PURPOSE].version

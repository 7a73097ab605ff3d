"""The versions of the policy: since when each holds, what changed, and which consents it asks for again (S.6).

A change of the text or its meaning is a new entry here, announced before it is in force; `kindr policy check` sees a
change without one. The published text is the one that holds: what an announced version changes stands in `changed`, and
the text follows on its day, when `kindr policy mark` writes down, sentence by sentence, what it says. The consents of
`asks_again` end at the moment itself, whenever the text follows.

The first version is marked anew with each change until the first release: nobody has read or agreed to it before.
"""

from __future__ import annotations

from datetime import datetime

from kindr.base.clock import JAKARTA
from kindr.privacy.terms import PolicyVersion

VERSIONS = (
    PolicyVersion(
        "2026-11-22",
        announced_at=datetime(2026, 11, 22, tzinfo=JAKARTA),
        in_force_at=datetime(2026, 11, 22, tzinfo=JAKARTA),
        changed={
            "id": "Kebijakan pertama dengan kalimat bernomor.",
            "en": "The first policy with numbered sentences.",
        },
    ),
)

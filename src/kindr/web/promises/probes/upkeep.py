"""What the daily work leaves behind: nothing overdue, and a signature that is ours."""

from __future__ import annotations

from datetime import datetime, timedelta

from kindr.adapters.keys.key_file import KeyFile
from kindr.base.signing import Signer, check
from kindr.privacy import ports
from kindr.privacy.retention import queries
from kindr.web.configuration import configuration
from kindr.web.promises.probes.looking import Broken, Probe

A_DAY = timedelta(days=1)
"""The sweep runs once a day, so what became due since the last one may still lie there."""


def nothing_is_kept_beyond_its_time(at: datetime) -> str:
    """What the sweep of yesterday should have taken is gone, under every clause."""
    over = [due for due in queries.due_within(0, at=at - A_DAY) if due.left_over]
    if over:
        raise Broken(", ".join(f"{due.clause}: {due.left_over} left over" for due in over))
    return "0 left over"


def the_installation_signs_with_its_own_key(at: datetime) -> str:
    """A signature made now is good under the key that the key file holds."""
    signer = ports.signer()
    content = {"probe": "signing", "at": at.isoformat()}
    kept = Signer(KeyFile(configuration().folder("keys") / "roots.json").signing_seed())
    if kept.public_key != signer.public_key:
        raise Broken("the program signs with another key than the one in its key file")
    check(content, signer.sign(content), kept.public_key)
    return "the signature is good"


PROBES = (
    Probe(nothing_is_kept_beyond_its_time, ("1.5",)),
    Probe(the_installation_signs_with_its_own_key, ("7.3",)),
)

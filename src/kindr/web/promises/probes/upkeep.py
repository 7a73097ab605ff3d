"""What the daily work leaves behind: nothing overdue, and a signature that is ours."""

from __future__ import annotations

from datetime import datetime, timedelta

from kindr.base.signing import SignatureRefused, check
from kindr.privacy import ports
from kindr.privacy.retention.due import due_within
from kindr.web.promises.probes.looking import Broken, Probe

A_DAY = timedelta(days=1)
"""The sweep runs once a day, so what became due since the last one may still lie there."""


def nothing_is_kept_beyond_its_time(at: datetime) -> str:
    """What the sweep of yesterday should have taken is gone, under every clause."""
    over = [due for due in due_within(0, at=at - A_DAY) if due.left_over]
    if over:
        raise Broken(", ".join(f"{due.clause}: {due.left_over} left over" for due in over))
    return "0 left over"


def the_installation_signs_and_its_signature_can_be_checked(at: datetime) -> str:
    """A signature made now is good under the published key, and under no other content."""
    signer = ports.signer()
    content = {"probe": "signing", "at": at.isoformat()}
    signature = signer.sign(content)
    check(content, signature, signer.public_key)
    try:
        check({**content, "probe": "another"}, signature, signer.public_key)
    except SignatureRefused:
        return "the signature is good, and good for nothing else"
    raise Broken("a signature is taken for any content")


PROBES = (
    Probe(nothing_is_kept_beyond_its_time, ("1.5",)),
    Probe(the_installation_signs_and_its_signature_can_be_checked, ("7.3",)),
)

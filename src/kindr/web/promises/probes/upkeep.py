"""What the daily work leaves behind: nothing overdue, and a signature that is ours."""

from __future__ import annotations

from datetime import datetime

from kindr.base.signing import SignatureRefused, check
from kindr.privacy import ports
from kindr.privacy.retention import rules
from kindr.privacy.retention.models import SweepRun
from kindr.web.promises.probes.looking import Broken, Probe


def nothing_is_kept_beyond_its_time(at: datetime) -> str:
    """The sweep comes every night, and the last one took all that was due; before the first there is nothing to say."""
    last = SweepRun.objects.order_by("-began_at", "-pk").first()
    if last is None:
        return "no sweep has been due here yet"
    if last.began_at < rules.last_sweep_before(at):
        raise Broken(f"the last sweep was on {last.began_at:%Y-%m-%d}")
    if last.left_count or last.failed:
        raise Broken(f"left over: {', '.join(last.left)}; parts that failed: {len(last.failed)}")
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

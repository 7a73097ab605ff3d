"""The officer's periodic review of access: counts and keys, signed, and never changed (policy 8.2)."""

from __future__ import annotations

from datetime import datetime, timedelta

from kindr.privacy import ports, registry
from kindr.privacy.access.actions.reasons import actor_id, keep_reason
from kindr.privacy.access.models import AccessReview, Alarm, Certificate, Grant, RoleAssignment
from kindr.privacy.access.personal import ReasonKind
from kindr.privacy.access.queries import review
from kindr.privacy.access.terms import Access


def sign(*, words: str, access: Access, at: datetime) -> AccessReview:
    """Signs what the officer has looked at; raises Refused, ReasonTooShort."""
    before = review.last_review()
    since = before.signed_at if before else at - timedelta(weeks=review.WEEKS)
    content = _content(since, access=access, at=at)
    return AccessReview.objects.create(
        by=actor_id(access),
        signed_at=at,
        since=since,
        content=content,
        signature=ports.signer().sign(content),
        note=keep_reason(ReasonKind.REVIEW, words, access=access, at=at) if words.strip() else None,
    )


def _content(since: datetime, *, access: Access, at: datetime) -> dict[str, object]:
    """What was there to be looked at: no names, no words."""
    staff = {str(one.person_id): one.role for one in RoleAssignment.objects.order_by("assigned_at", "pk")}
    return {
        "v": 1,
        "policy": registry.policy().version,
        "by": str(actor_id(access)),
        "since": since.isoformat(),
        "until": at.isoformat(),
        "staff": staff,
        "grants": [str(key) for key in Grant.objects.filter(asked_at__gt=since).values_list("pk", flat=True)],
        "certificates": Certificate.objects.filter(revoked_at=None).count(),
        "alarms": Alarm.objects.filter(raised_at__gt=since).count(),
        "unseen_alarms": Alarm.objects.filter(seen=None).count(),
    }

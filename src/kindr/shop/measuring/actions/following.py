"""A child has one height: that of the profile follows the newest one that is kept (policy 2.1.11, 2.5.2)."""

from __future__ import annotations

import uuid
from datetime import datetime, time

from kindr.base.clock import JAKARTA
from kindr.privacy.access.terms import Access
from kindr.shop.accounts import actions as accounts
from kindr.shop.measuring.queries.kept import MeasuredChild, measured_child
from kindr.shop.measuring.rules.measures import whole_cm


def let_profile_follow(profile: uuid.UUID, before: MeasuredChild, *, access: Access, at: datetime) -> None:
    """Notes the newest kept height in the profile, with its day; without one, what the profile had from there goes.

    A height that the guardian told the profile itself on a later day is the newer one, and stays.
    """
    after = measured_child(profile, access=access, at=at)
    newest, told = after.newest_height, after.profile_height
    has_followed = told is None or before.follows
    if newest is None:
        if told is not None and before.newest_height is not None and has_followed:
            accounts.follow_height(profile, None, noted_at=at, access=access, at=at)
        return
    days_ago = newest.days_before(after.on)
    is_newer = told is None or days_ago <= told.days_ago
    # The same height measured anew is as young as its new day.
    is_news = told is None or told.cm != whole_cm(newest) or days_ago < told.days_ago
    if (has_followed or is_newer) and is_news:
        noted_at = datetime.combine(newest.measured_on, time(12), JAKARTA)
        accounts.follow_height(profile, whole_cm(newest), noted_at=min(noted_at, at), access=access, at=at)

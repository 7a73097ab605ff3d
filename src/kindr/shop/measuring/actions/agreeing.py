"""The consent given together with what it is for: read, agreed to and written down in one step (policy 2.5.2)."""

from __future__ import annotations

import uuid
from datetime import datetime

from kindr.privacy.access.terms import Access
from kindr.privacy.consent import actions as consents
from kindr.privacy.consent.events import BOX, Decision
from kindr.privacy.consent.wording import Shown
from kindr.shop.accounts import actions as accounts
from kindr.shop.accounts.queries import own_id
from kindr.shop.measuring.queries.agreeing import agrees_to_measurements


class NotAgreed(Exception):
    """The guardian has not agreed yet to the words that are asked today."""


def agree_in_place(
    child: uuid.UUID, shown: Shown | None, *, access: Access, at: datetime, has_gpc: bool | None = None
) -> None:
    """Writes down the words that the acting guardian agreed to; raises NotAgreed where there are none and none stand.

    The caller has made sure whose child it is.
    """
    if shown is not None:
        consents.decide(
            person=child, purpose=accounts.CHILD_PURPOSE, decision=Decision.GIVEN, shown=shown, by=own_id(access),
            offer=BOX, access=access, at=at, has_gpc=has_gpc,
        )  # fmt: skip
    elif not agrees_to_measurements(child, at=at):
        raise NotAgreed

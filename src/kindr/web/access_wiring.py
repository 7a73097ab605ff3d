"""What access needs to know of the shop: colleagues by name, how they sign in, order numbers, saved filters."""

from __future__ import annotations

import uuid
from collections.abc import Collection, Mapping
from dataclasses import fields
from datetime import datetime

from kindr.privacy.access import colleagues
from kindr.privacy.access.actions.sweeping import sweep_tallies
from kindr.privacy.access.colleagues import SavedQuery
from kindr.privacy.retention import sweeps
from kindr.shop.accounts.actions import passkeys as account_actions
from kindr.shop.accounts.queries import colleagues as account_queries
from kindr.shop.desk import queries as desk_queries
from kindr.shop.desk.rules import order_number
from kindr.shop.desk.views.words import called
from kindr.shop.orders import queries as order_queries
from kindr.shop.orders.queries import Wanted


def wire_access() -> None:
    """Called once by the wiring."""
    sweeps.register("tallies of openings", sweep_tallies)
    colleagues.register(
        names=account_queries.names_of,
        protections=account_queries.protections_of,
        passkeys=account_queries.passkeys_of,
        with_passkeys=account_queries.with_passkeys,
        forget_passkeys=account_actions.forget_passkeys,
        by_number=_by_number,
        queries=_queries,
        people_of_query=_people_of_query,
    )


def _by_number(words: str) -> uuid.UUID | None:
    try:
        return order_queries.person_of(order_number(words))
    except order_queries.NoSuchOrder:
        return None


def _queries() -> Collection[SavedQuery]:
    return [SavedQuery(one.id, called(one.wanted), vars(one.wanted)) for one in desk_queries.all_filters()]


def _people_of_query(content: Mapping[str, str | int], at: datetime) -> Collection[uuid.UUID]:
    """Asked by what the filter does: whoever keeps it may drop it while the grant waits."""
    known = {field.name for field in fields(Wanted)}
    wanted = Wanted(**{name: value for name, value in content.items() if name in known})  # type: ignore[arg-type]
    return order_queries.people_of(wanted, at=at)

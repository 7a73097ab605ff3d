"""What requests need to know of the shop: who has an address, whose children are whose, and who asks too often."""

from __future__ import annotations

import uuid
from datetime import datetime

from kindr.privacy.access.terms import Access
from kindr.privacy.people import PersonKind
from kindr.privacy.rights.requests import ports
from kindr.shop.accounts import queries as account_queries
from kindr.shop.accounts.actions import throttling
from kindr.shop.accounts.views import doors as account_doors
from kindr.shop.orders import queries as order_queries


def wire_requests() -> None:
    """Called once by the wiring."""
    ports.bind(
        people_of_address=_people_of,
        is_of_age=account_queries.is_child_of_age,
        spend=_count_letter,
        children=_children_of,
        caller_of=account_doors.caller_of,
    )


def _people_of(address: str, *, access: Access, at: datetime) -> list[uuid.UUID]:
    """The account that signs in with an address and the guests who left it; an address of staff leads to nobody."""
    account = account_queries.account_of_address(address)
    own = [account.pk] if account and account.person.kind == PersonKind.PARENT else []
    return [*own, *sorted(order_queries.guests_with_address(address, access=access, at=at))]


def _children_of(*, access: Access, at: datetime) -> list[ports.Child]:
    """The children of whoever asks; those of age ask for themselves."""
    found = account_queries.children(access=access, at=at)
    return [ports.Child(each.person, each.nickname, not each.is_of_age) for each in found]


def _count_letter(address: str, caller: str, *, at: datetime) -> None:
    """Counts a letter for its address and for whoever causes it, as for a code to sign in with."""
    try:
        throttling.spend(throttling.LETTERS_FOR_A_CALLER, caller, at=at)
        throttling.spend(throttling.LETTERS_TO_AN_ADDRESS, address, at=at)
    except throttling.TooManyTries as refusal:
        raise ports.TooMany(refusal.minutes) from None

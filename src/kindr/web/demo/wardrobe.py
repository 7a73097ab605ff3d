"""What hangs in Mara's closet for Noa: the first parcel that came for them, each thing said to be hers."""

from __future__ import annotations

from datetime import datetime

from kindr.privacy.access.declare import access_of
from kindr.shop.accounts import queries as accounts
from kindr.shop.orders import actions, queries
from kindr.web.demo import people
from kindr.web.demo.measurements import OF_WHOM, WHOSE


def load(*, at: datetime) -> None:
    """Says of everything in the oldest parcel that it is for Noa, unless anything was said already."""
    email = next(one.email for one in people.PARENTS if one.name == WHOSE)
    account = accounts.account_of_address(email)
    if account is None:
        return
    access = access_of(account.person, "measure_sizes")
    closet = queries.closet(access=access, at=at, language="id")
    child = next((shelf.child for shelf in closet.shelves if shelf.child.name == OF_WHOM), None)
    if child is None or closet.has_garments or not closet.unsaid:
        return
    oldest = min(closet.unsaid, key=lambda garment: garment.arrived_at).number
    for garment in closet.unsaid:
        if garment.number == oldest:
            actions.dress(garment.line, child.profile, access=access, at=at)

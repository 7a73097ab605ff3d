"""What hangs in Mara's closet for Noa: the first parcel that came for them, each thing said to be hers."""

from __future__ import annotations

from datetime import datetime

from kindr.shop.orders import actions, queries
from kindr.web.demo.measurements import OF_WHOM, access_of_guardian


def load(*, at: datetime) -> None:
    """Says of everything in the oldest parcel that it is for Noa, unless anything was said already."""
    access = access_of_guardian()
    if access is None:
        return
    closet = queries.closet(access=access, at=at, language="id")
    child = next((shelf.child for shelf in closet.shelves if shelf.child.name == OF_WHOM), None)
    if child is None or closet.has_garments or not closet.unsaid:
        return
    oldest = min(closet.unsaid, key=lambda garment: garment.arrived_at).number
    for garment in closet.unsaid:
        if garment.number == oldest:
            actions.dress(garment.line, child.profile, access=access, at=at)

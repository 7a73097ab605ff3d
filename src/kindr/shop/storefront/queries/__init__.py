"""What the pages of the shop window are put together from."""

from __future__ import annotations

from kindr.shop.storefront.queries.choices import Chip, Choice, Group, Rescue, Row, chips, groups, rescues
from kindr.shop.storefront.queries.delivery import Delivery, deliveries
from kindr.shop.storefront.queries.lists import Shown, everything, shelf

__all__ = [
    "Chip",
    "Choice",
    "Delivery",
    "Group",
    "Rescue",
    "Row",
    "Shown",
    "chips",
    "deliveries",
    "everything",
    "groups",
    "rescues",
    "shelf",
]

"""What the pages of the shop window are put together from."""

from __future__ import annotations

from kindr.shop.storefront.queries.choices import Chip, Choice, Group, Rescue, Row, chips, groups, rescues
from kindr.shop.storefront.queries.delivery import Delivery, deliveries
from kindr.shop.storefront.queries.fitting import Badges, Family, FamilyFit, badges, family_of, fits_of
from kindr.shop.storefront.queries.lists import Shown, everything, shelf

__all__ = [
    "Badges",
    "Chip",
    "Choice",
    "Delivery",
    "Family",
    "FamilyFit",
    "Group",
    "Rescue",
    "Row",
    "Shown",
    "badges",
    "chips",
    "deliveries",
    "everything",
    "family_of",
    "fits_of",
    "groups",
    "rescues",
    "shelf",
]

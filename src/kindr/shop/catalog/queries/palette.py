"""The colours of the shop, family by family."""

from __future__ import annotations

import uuid
from dataclasses import dataclass, replace

from kindr.shop.catalog.models import Colour
from kindr.shop.catalog.pictures import swatch_url
from kindr.shop.catalog.queries.edition import kept
from kindr.shop.catalog.queries.language import said
from kindr.shop.catalog.rules import Filters


@dataclass(frozen=True)
class Shade:
    """One dye with its name in the language of the page."""

    key: str
    name: str
    family: str
    picture: str


@kept
def palette(_edition: uuid.UUID, language: str) -> tuple[Shade, ...]:
    """All colours in shop order. One query, none with a known edition."""
    rows = Colour.objects.order_by("position")
    return tuple(Shade(row.key, said(row, "name", language), row.family, swatch_url(row.key)) for row in rows)


def settled(filters: Filters, *, edition: uuid.UUID) -> Filters:
    """The wishes with families that one of their shades narrows taken away: blue and indigo mean indigo."""
    if not (filters.families and filters.shades):
        return filters
    narrowed = {shade.family for shade in palette(edition, "id") if shade.key in filters.shades}
    return replace(filters, families=filters.families - narrowed)

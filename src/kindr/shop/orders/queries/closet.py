"""My closet: what was bought for whom, and what of it fits still (policy 2.5.4)."""

from __future__ import annotations

import uuid
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from typing import NoReturn

from kindr.privacy.access.terms import Access, NotYours
from kindr.shop.accounts.queries import own_id
from kindr.shop.catalog import queries as catalog
from kindr.shop.catalog.queries import Charts, Kind, VariantLine, variant_lines
from kindr.shop.measuring.queries import (
    Fits,
    Limit,
    MeasuredChild,
    Wear,
    biases,
    limit_of,
    limit_of_size,
    usable_own_children,
    wear,
)
from kindr.shop.orders.models import OrderLine, Worn
from kindr.shop.orders.queries.hanging import bought_by, hanging

MOST = 120
"""So many garments are shown, the newest first; what is older is outgrown."""
ORDER = (Fits.SOON_OVER, Fits.NOW, Fits.LATER, None, Fits.OUTGROWN)


@dataclass(frozen=True)
class Garment:
    """One thing that was bought and arrived."""

    line: int
    number: str
    """Of its order."""
    title: str
    colour: str
    size: int
    picture: str
    slug: str
    """Empty where the catalogue does not know it any more."""
    arrived_at: datetime
    limit: Limit
    """What decides whether it fits: its chart and cut, and what buyers say of it."""
    child: uuid.UUID | None = None
    """The profile of the child it is for; None while nobody said."""
    wear: Wear | None = None
    """None where too little is known of the child, and of what has no size."""

    @property
    def waits_for_the_foot(self) -> bool:
        """Whether only the child's foot could tell: nobody measured it, or too long ago."""
        return self.child is not None and self.wear is None and self.limit.kind is Kind.SHOES


@dataclass(frozen=True)
class Shelf:
    """What is for one child, what needs a look first."""

    child: MeasuredChild
    garments: tuple[Garment, ...]

    @property
    def is_by_age(self) -> bool:
        """Whether clothes are judged by the age alone, which the page has to say."""
        return not self.child.heights and any(each.wear and each.limit.garment for each in self.garments)

    @property
    def outgrown(self) -> int:
        """How many of them are too small by now."""
        return sum(each.wear is not None and each.wear.fits is Fits.OUTGROWN for each in self.garments)


@dataclass(frozen=True)
class Closet:
    """Everything that arrived: by child, and what nobody has said of yet."""

    shelves: tuple[Shelf, ...]
    unsaid: tuple[Garment, ...]

    @property
    def has_garments(self) -> bool:
        """Whether anything is for a child."""
        return any(shelf.garments for shelf in self.shelves)

    def garment(self, line: int) -> Garment:
        """One of them; raises NotYours."""
        everything = (*self.unsaid, *(garment for shelf in self.shelves for garment in shelf.garments))
        return next((each for each in everything if each.line == line), None) or _not_yours()

    def child(self, profile: uuid.UUID) -> MeasuredChild:
        """One of the children; raises NotYours."""
        found = (shelf.child for shelf in self.shelves if shelf.child.profile == profile)
        return next(found, None) or _not_yours()


def closet(*, access: Access, at: datetime, language: str) -> Closet:
    """The closet of the acting guardian; as many queries for many garments as for one. Raises NotYours."""
    children = usable_own_children(access=access, at=at)
    lines = hanging(bought_by(own_id(access)), most=MOST)
    known = variant_lines({line.variant for line in lines}, language=language)
    said = _said([line.pk for line in lines], children)
    limits = _limits(lines, known)
    garments = [_garment(line, known.get(line.variant), limits[line.pk], language) for line in lines]
    shelves = tuple(
        _shelf(child, [each for each in garments if said.get(each.line) == child.person]) for child in children
    )
    return Closet(shelves, tuple(each for each in garments if each.line not in said))


def _not_yours() -> NoReturn:
    raise NotYours("this hangs in no closet of whoever asks")


def limits_of(lines: Collection[OrderLine]) -> dict[int, Limit]:
    """Line -> what decides whether the thing fits. As many queries for many lines as for one."""
    return _limits(lines, variant_lines({line.variant for line in lines}, language="id"))


def _limits(lines: Iterable[OrderLine], known: Mapping[int, VariantLine]) -> dict[int, Limit]:
    turned_out = biases({each.product for each in known.values()})
    charts = catalog.charts(catalog.current_edition())
    return {line.pk: _limit(line.size, known.get(line.variant), turned_out, charts) for line in lines}


def _limit(size: int, known: VariantLine | None, turned_out: Mapping[int, float], charts: Charts) -> Limit:
    """By the garment's own chart and cut, and what buyers say of it; what the catalogue has forgotten by its size."""
    if known is None:
        return limit_of_size(size)
    return limit_of(known.tailored, size, charts=charts, bias_cm=turned_out.get(known.product, 0.0))


def _said(lines: Collection[int], children: Iterable[MeasuredChild]) -> dict[int, uuid.UUID]:
    """Line -> the child's person, of children who are still in the guardian's care."""
    rows = Worn.objects.filter(line_id__in=lines, person_id__in=[child.person for child in children])
    return dict(rows.values_list("line_id", "person_id"))


def _garment(line: OrderLine, known: VariantLine | None, limit: Limit, language: str) -> Garment:
    assert line.order.delivered_at is not None
    return Garment(
        line=line.pk,
        number=line.order.number,
        title=line.title_id if language == "id" else line.title_en,
        colour=line.colour_id if language == "id" else line.colour_en,
        size=line.size,
        picture=known.picture if known else "",
        slug=known.slug if known else "",
        arrived_at=line.order.delivered_at,
        limit=limit,
    )


def _shelf(child: MeasuredChild, garments: list[Garment]) -> Shelf:
    known = wear(child.measured, [each.limit for each in garments]) if garments and child.can_be_advised else {}
    seen = [_worn(each, child, known.get(each.limit)) for each in garments]
    return Shelf(child, tuple(sorted(seen, key=lambda each: ORDER.index(each.wear.fits if each.wear else None))))


def _worn(garment: Garment, child: MeasuredChild, found: Wear | None) -> Garment:
    return replace(garment, child=child.profile, wear=found)

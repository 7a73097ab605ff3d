"""The choices beside a list, those that are made, and the ways out of an empty one."""

from __future__ import annotations

import math
import uuid
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _

from kindr.base.money import Rupiah
from kindr.shop.catalog.queries import (
    Counts,
    Facets,
    Filters,
    Kind,
    Shade,
    Wish,
    kind_of_size,
    palette,
    sections,
)
from kindr.shop.storefront import wording
from kindr.shop.storefront.rules import Asked, begin_of, query_of

_Said = tuple[tuple[str, Sequence[Any], Callable[..., str]], ...]
CM_A_SIZE = 6
NEIGHBOURS = 3
"""So many sizes are offered instead of one that finds nothing."""


@dataclass(frozen=True)
class Choice:
    """One thing to tick: `name` and `value` as in the address, `count` the garments that it leaves."""

    name: str
    value: str
    label: str
    count: int
    is_chosen: bool
    note: str = ""
    picture: str = ""
    """A dot of the dye."""
    family: str = ""

    @property
    def is_idle(self) -> bool:
        """Whether ticking it would leave nothing."""
        return not self.count and not self.is_chosen


@dataclass(frozen=True)
class Row:
    """Choices of one kind under one legend."""

    legend: str
    choices: tuple[Choice, ...]


@dataclass(frozen=True)
class Group:
    """What opens under one word of the filter bar."""

    key: str
    legend: str
    rows: tuple[Row, ...]


@dataclass(frozen=True)
class Chip:
    """A wish that is in force, and the address of the list without it."""

    label: str
    query: str


@dataclass(frozen=True)
class Rescue:
    """Another list that is not empty."""

    label: str
    query: str
    count: int


def groups(facets: Facets, filters: Filters, *, language: str, edition: uuid.UUID) -> tuple[Group, ...]:
    """All choices of a list; a group with one choice or none is left out."""
    shades = palette(edition, language)
    named = {section.slug: section.name for section in sections(language=language, edition=edition)}
    kinds = _row("", "shelf", facets.shelves, filters.shelves, lambda key: named.get(key, key))
    all_groups = (
        Group("size", _("Age and size"), _sizes(facets, filters)),
        Group("colour", _("Colour"), _colours(facets, filters, shades)),
        Group("shelf", _("Kind"), (kinds,)),
        Group("fabric", _("Fabric"), (_row("", "fabric", facets.fabrics, filters.fabrics, wording.of_fabric),)),
    )
    return tuple(group for group in all_groups if group.rows and len(group.rows[0].choices) > 1)


def _row(legend: str, name: str, counts: Counts, chosen: Iterable[str], label: Callable[[str], str]) -> Row:
    ticked = set(chosen)
    return Row(legend, tuple(Choice(name, key, label(key), count, key in ticked) for key, count in counts))


def _sizes(facets: Facets, filters: Filters) -> tuple[Row, ...]:
    kinds = {kind_of_size(int(size)) for size, _count in facets.sizes}
    by_age = tuple(
        Choice("age", key, wording.of_ages(key), count, key in filters.ages, wording.sizes_of_ages(key, kinds))
        for key, count in facets.ages
    )
    feet = tuple((size, count) for size, count in facets.sizes if kind_of_size(int(size)) is Kind.SHOES)
    heights = tuple(each for each in facets.sizes if each not in feet)
    chosen = [str(size) for size in filters.sizes]
    exact = _row(_("Exact size, height in cm"), "size", heights, chosen, str)
    shoes = _row(_("Shoes, EU size"), "size", feet, chosen, str)
    return tuple(row for row in (Row(_("Usual age"), by_age), exact, shoes) if row.choices)


def _colours(facets: Facets, filters: Filters, shades: Iterable[Shade]) -> tuple[Row, ...]:
    families = tuple(
        Choice("colour", key, wording.of_family(key), count, key in filters.families, family=key)
        for key, count in facets.families
    )
    counts = dict(facets.shades)
    near = filters.families | {shade.family for shade in shades if shade.key in filters.shades}
    fine = tuple(
        Choice("shade", each.key, each.name, counts[each.key], each.key in filters.shades, picture=each.picture)
        for each in shades
        if each.family in near and each.key in counts
    )
    # Shades come after a family is chosen: all of them at once are too many to choose from.
    return (Row("", families), Row(_("Shade"), fine)) if fine else (Row("", families),)


def chips(asked: Asked, *, language: str, edition: uuid.UUID) -> tuple[Chip, ...]:
    """Every wish in force, each with the address of the list without it."""
    return tuple(_chips(asked, language, edition)) if asked.filters.is_narrow else ()


def _chips(asked: Asked, language: str, edition: uuid.UUID) -> Iterator[Chip]:
    filters = asked.filters
    for name, values, label in _several(filters, language, edition):
        for value in values:
            yield Chip(label(value), query_of(asked.without(name, value)))
    if Wish.PRICE in filters.wishes:
        yield Chip(_price(filters), query_of(asked.but(price_from=None, price_to=None)))
    if filters.in_stock:
        yield Chip(_("In stock"), query_of(asked.but(in_stock=False)))


def _several(filters: Filters, language: str, edition: uuid.UUID) -> _Said:
    shades = {shade.key: shade.name for shade in palette(edition, language)}
    named = {each.slug: each.name for each in sections(language=language, edition=edition)}
    return (
        ("ages", sorted(filters.ages, key=begin_of), wording.of_ages),
        ("sizes", sorted(filters.sizes), lambda size: _("size %(size)s") % {"size": size}),
        ("families", sorted(filters.families), wording.of_family),
        ("shades", sorted(filters.shades), lambda key: str(shades.get(key, key))),
        ("shelves", sorted(filters.shelves), lambda key: str(named.get(key, key))),
        ("fabrics", sorted(filters.fabrics), wording.of_fabric),
    )


def _price(filters: Filters) -> str:
    low = Rupiah(filters.price_from) if filters.price_from is not None else None
    high = Rupiah(filters.price_to) if filters.price_to is not None else None
    if low is None:
        return _("up to %(price)s") % {"price": high}
    if high is None:
        return _("from %(price)s") % {"price": low}
    return f"{low} – {high}"


def rescues(asked: Asked, facets: Facets) -> tuple[Rescue, ...]:
    """Lists near an empty one that are not empty: the nearest sizes first, then each kind of wish left out."""
    return (*_neighbours(asked, facets), *_left_out(asked, facets))


def _neighbours(asked: Asked, facets: Facets) -> Iterator[Rescue]:
    heights = asked.filters.heights
    if not heights:
        return
    known = [(int(size), count) for size, count in facets.sizes if count and int(size) not in heights]
    away = {size: _steps_away(size, heights) for size, _count in known}
    near = sorted((pair for pair in known if away[pair[0]] < math.inf), key=lambda pair: (away[pair[0]], -pair[0]))
    for size, count in near[:NEIGHBOURS]:
        instead = asked.but(ages=frozenset(), sizes=frozenset({size}))
        yield Rescue(_("Size %(size)s instead") % {"size": size}, query_of(instead), count)


def _steps_away(size: int, wished: Iterable[int]) -> float:
    """How many sizes lie between one and the nearest wished one of its kind; a shoe is near no height."""
    kind = kind_of_size(size)
    step = 1 if kind is Kind.SHOES else CM_A_SIZE
    return min((abs(size - each) / step for each in wished if kind_of_size(each) is kind), default=math.inf)


def _left_out(asked: Asked, facets: Facets) -> Iterator[Rescue]:
    names = {
        Wish.SIZE: _("In any size"),
        Wish.COLOUR: _("In any colour"),
        Wish.SHELF: _("Of any kind"),
        Wish.FABRIC: _("In any fabric"),
        Wish.PRICE: _("At any price"),
        Wish.STOCK: _("With what is sold out"),
    }
    for key, count in facets.without:
        wish = Wish(key)
        if count and wish in asked.filters.wishes:
            dropped = Asked(asked.words, asked.filters.without(wish))
            yield Rescue(names[wish], query_of(dropped), count)

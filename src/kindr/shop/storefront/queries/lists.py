"""A list as it is shown: the garments, what it can be narrowed by, and the addresses around it."""

from __future__ import annotations

import uuid
from dataclasses import dataclass, replace

from kindr.shop.catalog import queries as catalog
from kindr.shop.catalog.queries import Filters, Listing, Pages
from kindr.shop.storefront.queries.choices import Chip, Rescue, chips, rescues
from kindr.shop.storefront.rules import Asked, query_of


@dataclass(frozen=True)
class Shown:
    """Everything that a list shows. `understood` are other words than those that were typed."""

    asked: Asked
    listing: Listing
    chips: tuple[Chip, ...]
    rescues: tuple[Rescue, ...]
    understood: str = ""
    starts_at: int = 1
    """The page on which the garments at hand begin."""

    @property
    def filters(self) -> Filters:
        """The wishes in force."""
        return self.asked.filters

    @property
    def pages(self) -> Pages:
        """The pages that lie on the screen, those that were there before among them."""
        return replace(self.listing.pages, number=min(self.asked.page, self.listing.pages.number))

    @property
    def query(self) -> str:
        """The address of just this."""
        return query_of(replace(self.asked, page=self.pages.number, upto=self.pages.upto))

    @property
    def more(self) -> str:
        """The address of this with one page more."""
        return query_of(replace(self.asked, page=self.pages.number, upto=self.pages.after or 0))

    @property
    def next(self) -> str:
        """The address of the page after those on the screen, alone."""
        return query_of(replace(self.asked, page=self.pages.after or 1, upto=0))

    @property
    def first(self) -> str:
        """The address of the first page."""
        return query_of(replace(self.asked, page=1, upto=0))

    @property
    def plain(self) -> str:
        """The address without any wish."""
        return query_of(Asked(self.asked.words))


def shelf(slug: str, asked: Asked, *, is_more: bool, language: str, edition: uuid.UUID) -> Shown:
    """A shelf as asked for; with `is_more` only the last of its pages. As many queries as `category_listing`."""
    begin = asked.upto if is_more else asked.page
    listing = catalog.category_listing(
        slug, filters=asked.filters, page=begin, upto=asked.upto, language=language, edition=edition
    )
    return _shown(asked, listing, language, edition)


def everything(asked: Asked, *, is_more: bool, language: str, edition: uuid.UUID) -> Shown:
    """What the words find; sizes and colours among them become wishes. As many queries as `search`."""
    begin = asked.upto if is_more else asked.page
    found = catalog.search(
        asked.words, filters=asked.filters, page=begin, upto=asked.upto, language=language, edition=edition
    )
    meant = replace(asked, words=found.words, filters=found.filters)
    return replace(_shown(meant, found.listing, language, edition), understood=found.understood)


def _shown(asked: Asked, listing: Listing, language: str, edition: uuid.UUID) -> Shown:
    ways = () if listing.found else rescues(asked, listing.facets)
    return Shown(asked, listing, chips(asked, language=language, edition=edition), ways, starts_at=listing.pages.number)

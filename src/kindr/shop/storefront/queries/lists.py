"""A list as it is shown: the garments, what it can be narrowed by, and the addresses around it."""

from __future__ import annotations

import uuid
from collections.abc import Iterator
from dataclasses import dataclass, field, replace

from django.utils.translation import gettext as _

from kindr.shop.catalog import queries as catalog
from kindr.shop.catalog.queries import Filters, Listing, Pages
from kindr.shop.storefront.queries.choices import Chip, Rescue, chips, rescues
from kindr.shop.storefront.queries.fitting import Badges, Family, badges, wearable
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
    fitting: Badges = field(default_factory=dict)
    """What the cards say of the reader's children."""

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


def shelf(slug: str, asked: Asked, *, is_more: bool, language: str, edition: uuid.UUID, family: Family = ()) -> Shown:
    """A shelf as asked for; with `is_more` only the last of its pages. As many queries as `category_listing`."""
    asked = _for_own(asked, family)
    begin = asked.upto if is_more else asked.page
    listing = catalog.category_listing(
        slug,
        filters=asked.filters,
        page=begin,
        upto=asked.upto,
        language=language,
        edition=edition,
        wearable=wearable(family, asked.fits),
    )
    return _shown(asked, listing, language, edition, family=family)


def everything(asked: Asked, *, is_more: bool, language: str, edition: uuid.UUID, family: Family = ()) -> Shown:
    """What the words find; sizes and colours among them become wishes. As many queries as `search`."""
    asked = _for_own(asked, family)
    begin = asked.upto if is_more else asked.page
    found = catalog.search(
        asked.words,
        filters=asked.filters,
        page=begin,
        upto=asked.upto,
        language=language,
        edition=edition,
        wearable=wearable(family, asked.fits),
    )
    meant = replace(asked, words=found.words, filters=found.filters)
    shown = _shown(meant, found.listing, language, edition, family=family)
    return replace(shown, understood=found.understood)


def _for_own(asked: Asked, family: Family) -> Asked:
    """Nobody's children but the reader's own narrow a list."""
    return replace(asked, fits=asked.fits & {str(child.profile) for child in family})


def _shown(asked: Asked, listing: Listing, language: str, edition: uuid.UUID, *, family: Family) -> Shown:
    ways = () if listing.found else rescues(asked, listing.facets)
    wishes = (*_of_children(asked, family), *chips(asked, language=language, edition=edition))
    fitting = badges(listing.cards, family)
    return Shown(asked, listing, wishes, ways, starts_at=listing.pages.number, fitting=fitting)


def _of_children(asked: Asked, family: Family) -> Iterator[Chip]:
    for child in family:
        if (code := str(child.profile)) in asked.fits:
            without = replace(asked, fits=asked.fits - {code}, page=1, upto=0)
            yield Chip(_("fits %(name)s") % {"name": child.name}, query_of(without))

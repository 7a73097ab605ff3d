"""Plays the stories of the demo that a shop does not know yet: those of the cast, then a year of sixty families."""

from __future__ import annotations

import random
import uuid
from collections.abc import Callable, Mapping, Sequence
from datetime import datetime

from kindr.shop.accounts.queries import account_of_address
from kindr.shop.catalog import queries as catalog
from kindr.shop.catalog.models import Variant
from kindr.shop.orders.models import Order
from kindr.web.demo import families, people, year
from kindr.web.demo.families import Family
from kindr.web.demo.nights import Nights
from kindr.web.demo.stories import STORIES, Guest, Story
from kindr.web.demo.telling import Telling, address_of

ON_THE_SHELF, ENOUGH = 24, 6
Told = Callable[[int, int], object]
"""What is told how many stories of how many are played."""


def load(*, at: datetime, seed: int, most: int | None = None) -> int:
    """Plays the stories that this shop does not know yet, each in one commit; counts them.

    An interrupted load goes on where it stopped, and a complete one changes nothing. `most` limits the stories.
    """
    cast, shelf = _cast(), _shelf()
    if not shelf or not _has_staff(cast):
        return 0
    told = 0
    for number, story in enumerate(STORIES[:most]):
        if isinstance(story.by, Guest) or address_of(story) in cast:
            # The key comes first: what is on the shelf by now must not make it another order.
            chance = random.Random(f"{seed}/{number}")  # noqa: S311  # the same demo for the same seed
            key = _key(chance)
            told += Telling(story, cast, at, chance).tell(_chosen(story, shelf, chance), key=key)
    return told


def load_year(*, at: datetime, seed: int, many: int = year.MANY, told: Told | None = None) -> int:
    """Plays a year of orders of the families, who are made where they are missing; counts the orders. As `load`."""
    garments = list(Variant.objects.order_by("sku").values_list("pk", flat=True))
    if not garments or not _has_staff(_cast()):
        return 0
    numbered = year.stories(families.families(seed), seed=seed, at=at, many=many)
    known = set(Order.objects.values_list("key", flat=True))
    if {_key(_chance(seed, number)) for number, _ in numbered} <= known:
        return 0
    stories = [story for _, story in numbered]
    cast = _cast() | people.load_families(_those_in(stories), joined=_joined(stories, at))
    played, nights = 0, Nights(at)
    for done, (number, story) in enumerate(numbered, 1):
        chance = _chance(seed, number)
        key = _key(chance)
        if key not in known:
            telling = Telling(story, cast, at, chance, brings_stock=True)
            played += telling.tell(_liked(story, garments, chance), key=key)
            nights.pass_over(telling.placed.person_id)
        if told:
            told(done, len(numbered))
    nights.write_down()
    return played


def _chance(seed: int, number: int) -> random.Random:
    """The chance of one order of the year, whatever its place among the others at this moment."""
    return random.Random(f"{seed}/year/{number}")  # noqa: S311  # the same demo for the same seed


def _key(chance: random.Random) -> uuid.UUID:
    return uuid.UUID(int=chance.getrandbits(128), version=4)


def _cast() -> dict[str, uuid.UUID]:
    """The ids of the cast by address."""
    emails = [one.email for one in (*people.PARENTS, *people.STAFF)]
    found = {email: account_of_address(email) for email in emails}
    return {email: account.pk for email, account in found.items() if account}


def _has_staff(cast: Mapping[str, uuid.UUID]) -> bool:
    return {one.email for one in people.STAFF} <= cast.keys()


def _those_in(stories: Sequence[Story]) -> list[Family]:
    """The families with an account that order in these stories, those who joined first at the front."""
    buyers = {story.by: None for story in stories if isinstance(story.by, Family) and story.by.has_account}
    return list(buyers)


def _joined(stories: Sequence[Story], at: datetime) -> Mapping[Family, datetime]:
    """When each family joined: a quarter of an hour before its first order."""
    first: dict[Family, float] = {}
    for story in stories:
        if isinstance(story.by, Family):
            first[story.by] = max(first.get(story.by, 0), story.hours)
    return {family: at - (hours + 0.25) * year.HOUR for family, hours in first.items()}


def _shelf() -> list[int]:
    """Variants of the newest garments that are well in stock, so that the demo sells nothing out."""
    cards = catalog.newest(count=ON_THE_SHELF, language="id")
    pages = [catalog.product_page(card.slug, language="id") for card in cards]
    return [size.variant_id for page in pages for size in page.sizes if size.stock >= ENOUGH]


def _chosen(story: Story, shelf: list[int], chance: random.Random) -> dict[int, int]:
    garments = [found for size in story.sizes if (found := _of_size(size, chance))]
    if not garments:
        garments = chance.sample(shelf, min(len(story.pieces), len(shelf)))
    return dict(zip(garments, story.pieces, strict=False))


def _of_size(size: int, chance: random.Random) -> int | None:
    """A variant of a size that is well in stock; None in a shop too small to have one."""
    there = Variant.objects.filter(size=size, stock__gte=ENOUGH, product__is_shown=True).order_by("sku")
    found = list(there.values_list("pk", flat=True))
    return chance.choice(found) if found else None


def _liked(story: Story, garments: Sequence[int], chance: random.Random) -> dict[int, int]:
    """Some garments are liked much more than others."""
    chosen: dict[int, int] = {}
    for pieces in story.pieces:
        rank = min(int(chance.paretovariate(0.7)) - 1, 10**6)
        chosen[garments[rank * 7919 % len(garments)]] = pieces
    return chosen

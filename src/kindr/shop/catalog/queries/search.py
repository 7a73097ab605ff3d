"""Finding garments by words of either language, mistyped ones too."""

from __future__ import annotations

import uuid
from collections.abc import Sequence
from dataclasses import dataclass, replace

from django.contrib.postgres.search import SearchQuery, SearchRank
from django.db.models import Case, F, Q, QuerySet, Value, When
from django.db.models.functions import Replace
from django.db.models.lookups import IEndsWith

from kindr.shop.catalog import rules
from kindr.shop.catalog.models import Product, SearchWord
from kindr.shop.catalog.queries.edition import current_edition
from kindr.shop.catalog.queries.listing import Listing, Reading, listing, whole_shop
from kindr.shop.catalog.queries.tailoring import Wearable
from kindr.shop.catalog.rules import Filters, Meant

MOST_WORDS = 6
ALIKE_ENOUGH = 0.34


@dataclass(frozen=True)
class SearchResult:
    """What was found, with the words and wishes that were read out of the search.

    `understood` are the words that were looked for when the typed ones found nothing.
    """

    listing: Listing
    words: str
    filters: Filters
    understood: str = ""


def search(
    query: str,
    *,
    filters: Filters,
    page: int = 1,
    upto: int = 0,
    language: str,
    edition: uuid.UUID | None = None,
    wearable: Wearable | None = None,
) -> SearchResult:
    """One page of garments for some words; sizes, ages and colours among them narrow the list.

    Five queries, two more for a mistyping; words that only narrow cost what a shelf costs.
    """
    edition = edition or current_edition()
    said = rules.meant(query)
    products, meant = _found(said.words[:MOST_WORDS]), said
    if said.words and not products.exists():
        products, meant = _second_try(said)
    narrow = _narrowed(filters, said, meant)
    reading = Reading(narrow, page, upto, language, wearable)
    if not said.words:
        shown = whole_shop(reading, edition=edition)
    else:
        shown = listing(products, reading=reading, edition=edition)
    changed = " ".join(meant.words) if meant.words != said.words else ""
    told = replace(narrow, sizes=filters.sizes | _occurring(said.sizes | meant.sizes, shown))
    return SearchResult(shown, " ".join(said.words[:MOST_WORDS]), told, changed)


def _narrowed(filters: Filters, *meant: Meant) -> Filters:
    sizes = filters.sizes.union(*(each.sizes for each in meant))
    return replace(filters, sizes=sizes, families=filters.families.union(*(each.families for each in meant)))


def _occurring(sizes: frozenset[int], shown: Listing) -> frozenset[int]:
    """Of the sizes that were read out of words, those that what was found is made in: no shirt comes in EU 24."""
    made = {int(size) for size, _ in shown.facets.sizes}
    return sizes & made or sizes


def _second_try(said: Meant) -> tuple[QuerySet[Product], Meant]:
    """What the words may have been meant to be; where all of them together find nothing, any of them will do."""
    again = rules.of_words(_understood(said.words[:MOST_WORDS]))
    products = _found(again.words)
    if len(again.words) > 1 and not products.exists():
        products = _found(again.words, joined=" | ")
    return products, again


def _found(words: Sequence[str], *, joined: str = " & ") -> QuerySet[Product]:
    if not words:
        return Product.objects.filter(is_shown=True)
    # The words hold letters and digits only (rules.words), so that none of them is an operator; ":*" finds beginnings.
    raw = joined.join(f"{word}:*" for word in words)
    ours = SearchQuery(raw, config="indonesian", search_type="raw")
    english = SearchQuery(raw, config="english", search_type="raw")
    rank = SearchRank(F("found_id"), ours) + SearchRank(F("found_en"), english)
    found = Product.objects.filter(Q(found_id=ours) | Q(found_en=english), is_shown=True)
    return found.annotate(rank=rank, head=_head(words)).order_by("-head", "-rank", "-published_at", "pk")


def _head(words: Sequence[str]) -> Case:
    # A garment is what its title begins with in Indonesian and ends with in English: a shirt dress is a dress.
    english = Replace("title_en", Value("-"), Value(""))
    return Case(
        When(Q(title_id__istartswith=" ".join(words)), then=2),
        When(Q(title_id__istartswith=words[0]) | IEndsWith(english, words[-1]), then=1),
        default=0,
    )


def _understood(words: Sequence[str]) -> tuple[str, ...]:
    pieces = sorted(set().union(*(rules.trigrams(word) for word in words)))
    known = [*SearchWord.objects.filter(pieces__overlap=pieces).values_list("word", flat=True), *rules.FAMILY_WORDS]
    return tuple(_nearest(word, known) for word in words)


def _nearest(word: str, known: Sequence[str]) -> str:
    if word in known:
        return word
    best = max(known, key=lambda other: (rules.nearness(word, other), other), default=word)
    return best if rules.nearness(word, best) >= ALIKE_ENOUGH else word

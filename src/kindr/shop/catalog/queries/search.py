"""Finding garments by words of either language, mistyped ones too."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from django.contrib.postgres.search import SearchQuery, SearchRank
from django.db.models import F, Q, QuerySet

from kindr.shop.catalog import rules
from kindr.shop.catalog.models import Product, SearchWord
from kindr.shop.catalog.queries.listing import Listing, listing
from kindr.shop.catalog.rules import Filters

MOST_WORDS = 6
ALIKE_ENOUGH = 0.3


@dataclass(frozen=True)
class SearchResult:
    """What was found, and the words that were understood when the typed ones found nothing."""

    listing: Listing
    understood: str = ""


def search(query: str, *, filters: Filters, page: int, language: str) -> SearchResult:
    """One page of garments for some words; sizes among them narrow the list. Five queries, two more for a mistyping."""
    typed, sizes = rules.split_sizes(query)
    narrow = replace(filters, sizes=filters.sizes | sizes)
    meant = typed[:MOST_WORDS]
    products = _found(meant)
    if meant and not products.exists():
        meant = _understood(meant)
        products = _found(meant)
    listed = listing(products, filters=narrow, page=page, language=language)
    return SearchResult(listed, " ".join(meant) if meant != typed[:MOST_WORDS] else "")


def _found(words: Sequence[str]) -> QuerySet[Product]:
    if not words:
        return Product.objects.filter(is_shown=True)
    # The words hold letters and digits only (rules.words), so that none of them is an operator; ":*" finds beginnings.
    raw = " & ".join(f"{word}:*" for word in words)
    ours = SearchQuery(raw, config="indonesian", search_type="raw")
    english = SearchQuery(raw, config="english", search_type="raw")
    rank = SearchRank(F("found_id"), ours) + SearchRank(F("found_en"), english)
    found = Product.objects.filter(Q(found_id=ours) | Q(found_en=english), is_shown=True)
    return found.annotate(rank=rank).order_by("-rank", "-published_at", "pk")


def _understood(words: Sequence[str]) -> tuple[str, ...]:
    pieces = sorted(set().union(*(rules.trigrams(word) for word in words)))
    known = list(SearchWord.objects.filter(pieces__overlap=pieces).values_list("word", flat=True))
    return tuple(_nearest(word, known) for word in words)


def _nearest(word: str, known: Sequence[str]) -> str:
    best = max(known, key=lambda other: (rules.likeness(word, other), other), default=word)
    return best if rules.likeness(word, best) >= ALIKE_ENOUGH else word

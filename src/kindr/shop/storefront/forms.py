"""Reading what a listing is asked for; nonsense is left out, so that an old link still shows something."""

from __future__ import annotations

from django.http import QueryDict

from kindr.shop.catalog.queries import SIZE_CHART, Filters, Sort

LONGEST_QUERY = 80


def filters_from(asked: QueryDict) -> Filters:
    """Sizes (`size`), colour families (`colour`), `stock` and `sort` of a GET form."""
    return Filters(
        sizes=frozenset(size for text in asked.getlist("size") if (size := number(text)) in SIZE_CHART),
        families=frozenset(text for text in asked.getlist("colour") if text.isalpha() and len(text) <= 10),
        in_stock=asked.get("stock") == "1",
        sort=next((sort for sort in Sort if sort == asked.get("sort")), Sort.NEWEST),
    )


def page_from(asked: QueryDict) -> int:
    """The number of the page asked for, 1 where none or nonsense is."""
    return number(asked.get("page", "")) or 1


def size_from(asked: QueryDict) -> int | None:
    """The size in cm asked for, None where none or one that the shop does not have."""
    size = number(asked.get("size", ""))
    return size if size in SIZE_CHART else None


def query_from(asked: QueryDict) -> str:
    """The words searched for, cut to a sensible length."""
    return asked.get("q", "").strip()[:LONGEST_QUERY]


def number(text: str) -> int:
    """A small whole number, 0 for anything else."""
    return int(text) if text.isascii() and text.isdecimal() and len(text) <= 5 else 0

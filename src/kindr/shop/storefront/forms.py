"""Reading what a list is asked for; nonsense is left out, so that an old link still shows something."""

from __future__ import annotations

from django.http import QueryDict

from kindr.shop.catalog.queries import AGES, FABRICS, Filters, Sort, is_size, size_for_height
from kindr.shop.storefront.rules import DEAREST, Asked

LONGEST_QUERY = 80
LONGEST_KEY = 50
MOST_CHOICES = 40


def asked_from(given: QueryDict) -> Asked:
    """The words, wishes and pages of a GET form."""
    page = page_from(given)
    upto = max(page, number(given.get("upto", "")))
    return Asked(query_from(given), filters_from(given), page, upto, frozenset(given.getlist("fits")[:MOST_CHOICES]))


def filters_from(given: QueryDict) -> Filters:
    """The wishes of a GET form; a height is answered with the size that still fits."""
    sizes = {size for text in given.getlist("size") if is_size(size := number(text))}
    if fitting := size_for_height(number(given.get("height", ""))) if number(given.get("height", "")) else None:
        sizes.add(fitting)
    low, high = price_from(given.get("from", "")), price_from(given.get("to", ""))
    if low is not None and high is not None and low > high:
        low, high = high, low
    return Filters(
        sizes=frozenset(sizes),
        ages=frozenset(given.getlist("age")) & frozenset(AGES),
        families=frozenset(
            text for text in given.getlist("colour")[:MOST_CHOICES] if text.isalpha() and len(text) <= 10
        ),
        shades=_keys(given, "shade"),
        shelves=_keys(given, "shelf"),
        fabrics=frozenset(given.getlist("fabric")) & frozenset(FABRICS),
        price_from=low,
        price_to=high,
        in_stock=given.get("stock") == "1",
        sort=next((sort for sort in Sort if sort == given.get("sort")), Sort.NEWEST),
    )


def _keys(given: QueryDict, name: str) -> frozenset[str]:
    asked = given.getlist(name)[:MOST_CHOICES]
    return frozenset(text for text in asked if len(text) <= LONGEST_KEY and text.replace("-", "").isalnum())


def page_from(given: QueryDict) -> int:
    """The number of the page asked for, 1 where none or nonsense is."""
    return number(given.get("page", "")) or 1


def size_from(given: QueryDict) -> int | None:
    """The size asked for, None where none or one that the shop does not have."""
    size = number(given.get("size", ""))
    return size if is_size(size) else None


def price_from(text: str) -> int | None:
    """A price in rupiah as people type it: `150.000`, `150000` or `150rb`; None for anything else."""
    plain = text.lower().replace("rp", "").replace(".", "").replace(",", "").strip()
    thousands = next((word for word in ("ribu", "rb", "k") if plain.endswith(word)), "")
    plain = plain.removesuffix(thousands).strip()
    if not (plain.isascii() and plain.isdecimal() and len(plain) <= 9):
        return None
    return min(int(plain) * (1000 if thousands else 1), DEAREST)


def query_from(given: QueryDict) -> str:
    """The words searched for, cut to a sensible length."""
    return given.get("q", "").strip()[:LONGEST_QUERY]


def number(text: str) -> int:
    """A small whole number, 0 for anything else."""
    return int(text) if text.isascii() and text.isdecimal() and len(text) <= 5 else 0

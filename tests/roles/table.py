"""Reading `routes.md`: one row for each route and method, one column for each of the cast, a status in each cell."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from django.http import HttpResponse
from django.urls import URLPattern, URLResolver, get_resolver

TABLE = Path(__file__).with_name("routes.md")
CAST = (
    "Sam", "Noa", "Mara", "Ilse", "Tariq", "Bima", "Ratna", "Lestari", "Bagas", "Citra", "Odile", "Yusuf",
)  # fmt: skip
SIGN_IN = "in"
"""What stands in a cell when the answer leads to a sign-in page."""


@dataclass(frozen=True)
class Row:
    """One route asked with one method; `answers` has a status, or `in`, for each name of the cast."""

    method: str
    route: str
    answers: dict[str, str]

    def __str__(self) -> str:
        return "| " + " | ".join([self.method, self.route, *(self.answers[name] for name in CAST)]) + " |"


def rows() -> list[Row]:
    """The table as it is written."""
    lines = [line for line in TABLE.read_text(encoding="utf-8").splitlines() if line.startswith("| ")]
    cells = [[cell.strip() for cell in line.strip("| ").split("|")] for line in lines]
    heading, *found = cells
    assert heading == ["method", "route", *CAST], "the columns are the cast"
    return [Row(one[0], one[1], dict(zip(CAST, one[2:], strict=True))) for one in found if set(one[0]) != {"-"}]


def routes() -> Iterator[tuple[str, URLPattern]]:
    """Every route there is, by its full name."""
    yield from _below(get_resolver(), ())


def _below(resolver: URLResolver, spaces: tuple[str, ...]) -> Iterator[tuple[str, URLPattern]]:
    for pattern in resolver.url_patterns:
        if isinstance(pattern, URLResolver):
            yield from _below(pattern, (*spaces, pattern.namespace) if pattern.namespace else spaces)
        else:
            yield ":".join((*spaces, pattern.name or f"(no name) {pattern.pattern}")), pattern


def answer_of(response: HttpResponse | Any) -> str:
    """What a cell says about an answer."""
    leads_to_sign_in = response.status_code == 302 and "sign-in/" in response["Location"]
    return SIGN_IN if leads_to_sign_in else str(response.status_code)

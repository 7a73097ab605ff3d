"""What upper layers know about consents: pages on which one is given, and what children are called; see the wiring."""

from __future__ import annotations

import uuid
from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass
from datetime import datetime

from kindr.privacy.access.terms import Access

Names = Callable[..., Mapping[uuid.UUID, str]]
"""Takes `access=` and `at=`, and gives names by the ids of people."""
Addresses = Callable[[Collection[uuid.UUID]], Mapping[uuid.UUID, str]]
"""The addresses of pages about some people, by their ids."""


@dataclass(frozen=True)
class Pages:
    """Pages beside a consent, where a switch alone is not enough."""

    fill: str = ""
    """Name of the page where what the consent is for is written down."""
    give: str = ""
    """Name of the page where consent is given along with it."""
    take_back: Addresses | None = None
    """The pages that show all that goes, for a consent whose end erases a whole profile."""


_pages: dict[str, Pages] = {}
_names: list[Names] = []


def register(purpose: str, pages: Pages) -> None:
    """Says which pages stand beside a consent."""
    _pages[purpose] = pages


def register_names(names: Names) -> None:
    """Says who knows what children are called."""
    _names[:] = [names]


def pages_of(purpose: str) -> Pages:
    """The pages beside a consent."""
    return _pages.get(purpose, Pages())


def names(*, access: Access, at: datetime) -> dict[uuid.UUID, str]:
    """What the children of whoever asks are called."""
    return {person: name for source in _names for person, name in source(access=access, at=at).items()}

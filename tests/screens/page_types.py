"""Every type of page: where it is, who looks at it, and in which states."""

from __future__ import annotations

from dataclasses import dataclass

from tests.screens.deeds import Deed


@dataclass(frozen=True)
class PageType:
    """One page in one state.

    `path` is opened, then each link of `follow` in turn; `deed` is done on what is then there. `routes` are the
    names of the routes whose pages look like this.
    """

    name: str
    path: str
    who: str = "Sam"
    follow: tuple[str, ...] = ()
    deed: Deed | None = None
    routes: tuple[str, ...] = ()

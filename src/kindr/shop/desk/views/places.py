"""The row at the top of the desk: the places a role may go to, those of one kind behind one word."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext_lazy, pgettext_lazy

from kindr.shop.desk.rules import Spot

NAMES = {
    "desk:queue": gettext_lazy("Orders"),
    "desk:pick_list": gettext_lazy("Pick list"),
    "desk:find": gettext_lazy("Find a person"),
    "desk:problems": gettext_lazy("Problem reports"),
    "desk:invoices": gettext_lazy("Invoices"),
    "requests_desk:queue": gettext_lazy("Requests"),
    "desk:today": gettext_lazy("Today"),
    "desk:oversight": gettext_lazy("Oversight"),
    "desk:log": gettext_lazy("Who opened what"),
    "incidents:list": gettext_lazy("Incidents"),
    "retention:retention": gettext_lazy("Retention"),
    "evidence:desk": gettext_lazy("Evidence"),
    "access:alarms": gettext_lazy("Alarms"),
    "access:review": gettext_lazy("Access review"),
    "access:grants": gettext_lazy("Grants"),
    "access:certificates": gettext_lazy("Certificates"),
    "processing:record": gettext_lazy("Record of processing"),
}
GROUPS = {
    "today": gettext_lazy("Today"),
    "access": pgettext_lazy("part of the desk", "Access"),
    "keeping": pgettext_lazy("part of the desk", "Keeping"),
}
"""What several places together are called."""


@dataclass(frozen=True)
class Place:
    """One page of the desk; `current` says whether one is on it (`page`), below it (`true`), or elsewhere (nothing)."""

    name: str
    label: Any
    address: str
    current: str


@dataclass(frozen=True)
class Group:
    """One word of the row: a place, or several places of a kind, of which the first is where the word leads."""

    label: Any
    places: tuple[Place, ...]

    @property
    def address(self) -> str:
        """Where the word leads."""
        return self.places[0].address

    @property
    def name(self) -> str:
        """The full name of that address."""
        return self.places[0].name

    @property
    def current(self) -> str:
        """Like a place's own; on any other place of the group one is below the word."""
        others = "true" if any(place.current for place in self.places) else ""
        return self.places[0].current or others

    @property
    def is_open(self) -> bool:
        """Whether its places are shown: one is among them, and there are several."""
        return len(self.places) > 1 and bool(self.current)


def groups_of(spots: Iterable[Spot], *, path: str) -> tuple[Group, ...]:
    """The row as it is drawn on the page with this path."""
    known = list(spots)
    addresses = {spot.name: reverse(spot.name) for spot in known}
    nearest = max((each for each in addresses.values() if path.startswith(each)), key=len, default="")
    sorted_out: dict[str, list[Place]] = {}
    for spot in known:
        address = addresses[spot.name]
        current = "" if address != nearest else "page" if address == path else "true"
        place = Place(spot.name, NAMES[spot.name], address, current)
        sorted_out.setdefault(spot.group or spot.name, []).append(place)
    return tuple(
        Group(GROUPS[key] if len(places) > 1 else places[0].label, tuple(places)) for key, places in sorted_out.items()
    )

"""What the things of the catalogue are called on a page."""

from __future__ import annotations

from collections.abc import Collection

from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from kindr.shop.catalog.queries import AGES, Kind, SizeRow, Sort, kind_of_size, size_row


def of_age(row: SizeRow | int) -> str:
    """The age that a size usually fits: in months for babies, in years from two on."""
    known = size_row(row) if isinstance(row, int) else row
    if known.to_months == 0:
        return _("newborn")
    return _span(known.from_months, known.to_months)


def of_ages(age: str) -> str:
    """The name of one of the AGES."""
    first, _dash, last = (int(part) if part.isdecimal() else 0 for part in age.partition("-"))
    if first == 12:
        return _("%(start)s–%(end)s yr") % {"start": 1, "end": last // 12}
    return _span(first, last)


def heights_of_ages(age: str) -> str:
    """The heights of one of the AGES: `98–104 cm`."""
    return sizes_of_ages(age, {kind_of_size(AGES[age][0])})


def sizes_of_ages(age: str, kinds: Collection[Kind]) -> str:
    """The sizes of one of the AGES, of what a list holds: `98–104 cm · EU 24–26`."""
    found = [size for size in AGES[age] if kind_of_size(size) in kinds]
    shoes = [size for size in found if kind_of_size(size) is Kind.SHOES]
    heights = found[: len(found) - len(shoes)]
    spans = [f"{heights[0]}–{heights[-1]} cm"] if heights else []
    return " · ".join([*spans, f"EU {shoes[0]}–{shoes[-1]}"] if shoes else spans)


def _span(first: int, last: int) -> str:
    if last <= 24:
        return _("%(start)s–%(end)s mo") % {"start": first, "end": last}
    return _("%(start)s–%(end)s yr") % {"start": first // 12, "end": last // 12}


def of_family(family: str) -> str:
    """The name of a colour family."""
    names = {
        "white": _("White"),
        "grey": _("Grey"),
        "blue": _("Blue"),
        "green": _("Green"),
        "yellow": _("Yellow"),
        "orange": _("Orange"),
        "red": _("Red"),
        "pink": _("Pink"),
        "purple": _("Purple"),
        "brown": _("Brown"),
    }
    return names.get(family, family)


def of_fabric(fabric: str) -> str:
    """The name of what a cloth is made of."""
    names = {
        "cotton": pgettext("fabric", "Cotton"),
        "organic": pgettext("fabric", "Organic"),
        "linen": pgettext("fabric", "Linen"),
        "denim": pgettext("fabric", "Denim"),
        "knitted": pgettext("fabric", "Knitted"),
        "fleece": pgettext("fabric", "Fleece"),
        "stretch": pgettext("fabric", "Stretchy"),
        "recycled": pgettext("fabric", "Recycled"),
    }
    return names[fabric]


def of_sort(sort: Sort) -> str:
    """The name of an order of the list."""
    names = {
        Sort.NEWEST: _("Newest"),
        Sort.CHEAPEST: _("Price, low to high"),
        Sort.DEAREST: _("Price, high to low"),
        Sort.NAME: _("Name, A to Z"),
    }
    return names[sort]


def of_care(care: str) -> str:
    """How to wash it."""
    words = {
        "warm": _("Machine wash at 30–40 °C, inside out. Iron warm."),
        "cold": _("Machine wash cold with like colours. Dry in the shade."),
        "hand": _("Wash by hand in lukewarm water. Dry flat."),
    }
    return words[care]


def of_view(view: str) -> str:
    """What a picture shows."""
    names = {
        "front": _("seen from the front"),
        "back": _("seen from the back"),
        "detail": _("close up"),
        "worn": _("worn by a child"),
        "measures": _("measured in cm"),
    }
    return names[view]


def of_length(key: str) -> str:
    """What is measured on a garment that lies flat."""
    names = {
        "width": pgettext("measure", "Width"),
        "waist": pgettext("measure", "Waistband"),
        "length": pgettext("measure", "Length"),
        "inseam": pgettext("measure", "Inseam"),
    }
    return names[key]

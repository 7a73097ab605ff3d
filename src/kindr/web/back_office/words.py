"""The words of the back office for fields, states, outcomes and what is wrong with a sheet."""

from __future__ import annotations

from collections.abc import Mapping

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from kindr.shop.catalog.models import Care, Family, Kind, Outcome, State
from kindr.shop.catalog.rules import Cut
from kindr.shop.catalog.rules import Kind as Garment
from kindr.shop.catalog.sheets import Fault

Words = Mapping[str, str | Promise]

FIELDS: Words = {
    "title_id": _("Name in Indonesian"),
    "title_en": _("Name in English"),
    "name_id": _("Name in Indonesian"),
    "name_en": _("Name in English"),
    "intro_id": _("Introduction in Indonesian"),
    "intro_en": _("Introduction in English"),
    "description_id": _("Description in Indonesian"),
    "description_en": _("Description in English"),
    "material_id": _("Material in Indonesian"),
    "material_en": _("Material in English"),
    "origin_id": _("Origin in Indonesian"),
    "origin_en": _("Origin in English"),
    "also_called": _("Other words for it"),
    "category": _("Section"),
    "care": _("Washing"),
    "slug": _("Address"),
    "key": _("Key"),
    "is_shown": _("In the shop"),
    "position": _("Place in the order"),
    "family": _("Colour family"),
    "hex": _("Dye"),
    "kind": _("What it asks of a body"),
    "cut": _("How close it sits"),
    "chart": _("By whose size chart"),
    "price": _("Price"),
    "counted": _("Counted"),
    "arrived": _("Arrived"),
    "stock": _("Stock"),
    "variants": _("Colours and sizes"),
    "sku": _("Article number"),
    "silhouette": _("Garment"),
    "collar": _("Collar"),
    "sleeve": _("Sleeve"),
    "length": _("Length"),
    "pocket": _("Pocket"),
    "pattern": _("Pattern"),
    "accent": _("Accent"),
    "contrast": _("Edges in the accent colour"),
    "ease": _("Extra width in cm"),
    "size": _("Size that is drawn"),
}
HELP: Words = {
    "also_called": _("Other words, in both languages, by which parents look for it."),
    "is_shown": _("A hidden product stays in old orders and can be shown again."),
    "slug": _("Small letters, digits and dashes. Links that people saved stop working when it changes."),
    "position": _("Sections and colours are listed from the smallest number on."),
    "kind": _("Which measures decide who fits into it."),
    "cut": _("A slim cut forgives less than a roomy one."),
    "chart": _("Another maker's sizes can turn out smaller or larger than ours."),
    "hex": _("The colour that the drawings are dyed with, such as #7fb5a0."),
}
CARE: Words = {
    Care.WARM: _("Machine wash at 30–40 °C, inside out. Iron warm."),
    Care.COLD: _("Machine wash cold with like colours. Dry in the shade."),
    Care.HAND: _("Wash by hand in lukewarm water. Dry flat."),
}
GARMENTS: Words = {
    Garment.TOPS: _("Height and chest"),
    Garment.BOTTOMS: _("Height, waist, hip and inner leg"),
    Garment.SHORTS: _("Height, waist and hip"),
    Garment.WHOLE: _("Height, chest and hip"),
    Garment.SHOES: _("The foot alone"),
    Garment.UNSIZED: _("Nothing: it has no size to find"),
}
CUTS: Words = {Cut.SLIM: _("Slim"), Cut.REGULAR: pgettext_lazy("cut", "Regular"), Cut.ROOMY: _("Roomy")}
FAMILIES: Words = {
    Family.WHITE: _("White"),
    Family.GREY: _("Grey"),
    Family.BLUE: _("Blue"),
    Family.GREEN: _("Green"),
    Family.YELLOW: _("Yellow"),
    Family.ORANGE: _("Orange"),
    Family.RED: _("Red"),
    Family.PINK: _("Pink"),
    Family.PURPLE: _("Purple"),
    Family.BROWN: _("Brown"),
}
KINDS: Words = {
    Kind.PRICES: _("Prices and pieces"),
    Kind.TEXTS: _("Texts"),
    Kind.DRAWINGS: _("Drawings"),
}
STATES: Words = {
    State.CHECKED: _("Checked, nothing changed yet"),
    State.RUNNING: _("Being done"),
    State.DONE: _("Done"),
    State.UNDOING: _("Being put back"),
    State.UNDONE: _("Put back"),
}
OUTCOMES: Words = {
    Outcome.WAITING: _("waits"),
    Outcome.DONE: _("done"),
    Outcome.SKIPPED: _("left alone: it was changed meanwhile"),
    Outcome.UNDONE: _("put back"),
    Outcome.KEPT: _("kept: it was changed since"),
}
DRAWN: Words = {**OUTCOMES, Outcome.DONE: _("drawn"), Outcome.SKIPPED: _("cannot be drawn")}
FAULTS: Words = {
    Fault.EMPTY: _("There are no rows in it."),
    Fault.NO_KEY_COLUMN: _("The column with the article number or the address is missing."),
    Fault.UNKNOWN_COLUMN: _("There is no such column."),
    Fault.TWICE: _("It is there twice."),
    Fault.TOO_MANY_ROWS: _("The sheet is too long; at most 5,000 rows go at once."),
    Fault.TOO_MANY_CELLS: _("The row has more cells than there are columns."),
    Fault.NO_KEY: _("The row does not say which goods it is about."),
    Fault.UNKNOWN_KEY: _("The shop has no such goods."),
    Fault.NO_PRICE: _("This is no price in whole rupiah."),
    Fault.NO_PIECES: _("This is no number of pieces."),
    Fault.BOTH_WAYS: _("Say either what was counted or what has arrived."),
    Fault.TOO_LONG: _("The text is too long."),
    Fault.UNREADABLE: _("The file is no table of text. Save it as CSV with UTF-8."),
}
SAVED = _("Saved.")

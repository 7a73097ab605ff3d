"""Checks a postcode against the postal zone of the province that an address lies in.

No table with a licence that we could use gives the postcode of every village, so the parent types it. The first digit
of an Indonesian postcode is the postal zone, and a zone holds whole provinces; only Banten and West Java lie in two.
"""

from __future__ import annotations

import re

from kindr.shop.accounts.areas.places import area

LOWEST, HIGHEST = 10110, 99974

_FIVE_DIGITS = re.compile(r"[0-9]{5}")

# First digits by the first digit or digits of the area code, which groups provinces by island just as the post does.
_ZONES = {
    "11": "2", "12": "2", "13": "2", "14": "2", "21": "2",
    "15": "3", "16": "3", "17": "3", "18": "3", "19": "3",
    "31": "1", "32": "14", "36": "14",
    "33": "5", "34": "5", "35": "6",
    "51": "8", "52": "8", "53": "8",
    "6": "7", "7": "9", "8": "9", "9": "9",
}  # fmt: skip


class PostcodeOutOfRange(ValueError):
    """The postcode is not one of five digits that can lie in the chosen area."""


def check_postcode(village_code: str, postcode: str) -> str:
    """The postcode without spaces around it; raises `PostcodeOutOfRange` when it cannot belong to the village."""
    postcode = postcode.strip()
    if not _FIVE_DIGITS.fullmatch(postcode) or not LOWEST <= int(postcode) <= HIGHEST:
        raise PostcodeOutOfRange("a postcode has five digits, from 10110 to 99974")
    if area(village_code) is None:
        raise PostcodeOutOfRange("there is no such village")
    if postcode[0] not in zones_of(village_code):
        raise PostcodeOutOfRange("this postcode belongs to another part of the country")
    return postcode


def zones_of(code: str) -> str:
    """The first digits that a postcode in this place can have."""
    return _ZONES.get(code[:2]) or _ZONES.get(code[:1], "")

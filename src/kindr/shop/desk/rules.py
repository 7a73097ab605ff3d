"""Which place of the desk serves which purpose, and what somebody typed to find a person."""

from __future__ import annotations

import enum
import re
from collections.abc import Mapping
from dataclasses import dataclass

LIKELY_NUMBER = re.compile(r"KD-?[0-9A-Z]{4}-?[0-9A-Z]{4}")
LANDINGS: Mapping[str, str] = {
    "packer": "queue",
    "service": "find",
    "accountant": "invoices",
    "dpo": "oversight",
}
"""Role -> the place where its day begins; other roles have a page that says what comes."""


@dataclass(frozen=True)
class Spot:
    """A place of the desk: the name of its address, and the purposes of which one must be claimed."""

    name: str
    purposes: tuple[str, ...]


PACKING = ("fulfil_order",)
ONE_ORDER = ("fulfil_order", "answer_customer", "refund_payment", "keep_tax_records")
ANSWERING = ("answer_customer",)
CANCELLING = ("answer_customer", "refund_payment")
REFUNDING = ("refund_payment",)
MEETING = ("answer_customer", "answer_requests", "refund_payment")
"""A person's page, all cards closed."""
OPENING = (*MEETING, "record_calls", "keep_tax_records", "oversee_access")
"""What a card may be opened for, where the role and the clause both allow it."""
BOOKKEEPING = ("keep_tax_records",)
OVERSEEING = ("oversee_access",)

SPOTS = (
    Spot("queue", PACKING),
    Spot("pick_list", PACKING),
    Spot("find", ANSWERING),
    Spot("problems", ANSWERING),
    Spot("invoices", BOOKKEEPING),
    Spot("oversight", OVERSEEING),
)
"""The places that the desk's side lists, in the order in which the Tab key reaches them."""


class Hint(enum.Enum):
    """What the words look like by which a person is to be found; names are never searched."""

    ORDER = "order"
    ADDRESS = "address"
    PHONE = "phone"
    NOTHING = "nothing"


def hint_in(words: str) -> Hint:
    """What somebody typed: an order number, an e-mail address, a phone number, or nothing that leads to a person."""
    tidy = words.strip()
    if "@" in tidy:
        return Hint.ADDRESS
    if LIKELY_NUMBER.fullmatch(tidy.upper().replace(" ", "")):
        return Hint.ORDER
    digits = re.sub(r"[\s.()+\-/\u2010-\u2015]", "", tidy)
    return Hint.PHONE if digits.isdigit() and len(digits) >= 8 else Hint.NOTHING


def order_number(words: str) -> str:
    """An order number as it is printed, `KD-7XK2-M9QP`, however it was typed."""
    plain = re.sub(r"[\s-]", "", words.upper())
    return f"{plain[:2]}-{plain[2:6]}-{plain[6:]}"

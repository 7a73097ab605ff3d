"""Which place of the desk serves which purpose, what somebody typed to find a person, and how long an order waits."""

from __future__ import annotations

import enum
import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta

LIKELY_NUMBER = re.compile(r"KD-?[0-9A-Z]{4}-?[0-9A-Z]{4}")
LANDINGS: Mapping[str, str] = {
    "packer": "queue",
    "service": "find",
    "accountant": "invoices",
    "dpo": "today",
}
"""Role -> the place where its day begins; other roles have a page that says what comes."""

AMONG_GOODS = ("merchandiser",)
"""Roles whose work is goods and prices, in the back office."""


@dataclass(frozen=True)
class Spot:
    """A place of the desk: the full name of its address, and the purposes of which one must be claimed."""

    name: str
    purposes: tuple[str, ...]
    group: str = ""
    """Places of one group lie behind one word of the row."""


PACKING = ("fulfil_order",)
ONE_ORDER = ("fulfil_order", "answer_customer", "refund_payment", "keep_tax_records")
ANSWERING = ("answer_customer",)
FINDING = ("answer_customer", "answer_requests")
"""Finding a person by an exact number or address."""
JUMPING = (*ONE_ORDER, "answer_requests")
"""The quick find: whoever may see an order may type its number, whoever may find a person may type an address."""
BEING_STAFF = ("run_staff", "secure_account")
CANCELLING = ("answer_customer", "refund_payment")
REFUNDING = ("refund_payment",)
MEETING = ("answer_customer", "answer_requests", "refund_payment", "analyse_usage")
"""A person's page, all cards closed; whoever needs a grant for the purpose meets nobody without one."""
OPENING = (*MEETING, "record_calls", "keep_tax_records", "oversee_access", "avert_harm")
"""What a card may be opened for, where the role and the clause both allow it."""
BOOKKEEPING = ("keep_tax_records",)
OVERSEEING = ("oversee_access",)
PROVING = ("prove_compliance",)
WORKING_ON_REQUESTS = ("answer_requests",)
GRANTING = ("answer_customer", "oversee_access", "analyse_usage", "prove_compliance")
"""Whoever may claim one of these may ask a grant for somebody else, or needs one."""
EMERGENCY = "avert_harm"
"""What a card is opened for without asking first, while an emergency is open for it."""

SPOTS = (
    Spot("desk:today", OVERSEEING, "today"),
    Spot("desk:oversight", OVERSEEING, "today"),
    Spot("desk:queue", PACKING),
    Spot("desk:pick_list", PACKING),
    Spot("desk:find", FINDING),
    Spot("desk:problems", ANSWERING),
    Spot("desk:invoices", BOOKKEEPING),
    Spot("requests_desk:queue", WORKING_ON_REQUESTS),
    Spot("access:alarms", OVERSEEING),
    Spot("incidents:list", PROVING),
    Spot("desk:log", OVERSEEING, "access"),
    Spot("access:review", OVERSEEING, "access"),
    Spot("access:grants", GRANTING, "access"),
    Spot("access:certificates", OVERSEEING, "access"),
    Spot("retention:retention", PROVING, "keeping"),
    Spot("evidence:desk", OVERSEEING, "keeping"),
    Spot("processing:record", PROVING, "keeping"),
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


class Urgency(enum.Enum):
    """How pressing it is that an order moves on."""

    CALM = "calm"
    SOON = "soon"
    LATE = "late"


PATIENCE: Mapping[str, tuple[timedelta, timedelta]] = {
    "regular": (timedelta(hours=24), timedelta(hours=48)),
    "best": (timedelta(hours=8), timedelta(hours=24)),
}
"""Delivery -> after how long a parcel that we hold is to be hurried, and after how long it is late."""
ON_THE_WAY: Mapping[str, tuple[timedelta, timedelta]] = {
    "regular": (timedelta(days=6), timedelta(days=9)),
    "best": (timedelta(days=2), timedelta(days=3)),
}
"""Delivery -> the same for a parcel that the courier has."""
ANSWERED_WITHIN = (timedelta(hours=24), timedelta(hours=72))
"""The same for what a customer reported."""


def urgency(waited: timedelta, patience: tuple[timedelta, timedelta]) -> Urgency:
    """How pressing something is that has waited for so long."""
    soon, late = patience
    if waited >= late:
        return Urgency.LATE
    return Urgency.SOON if waited >= soon else Urgency.CALM


@dataclass(frozen=True)
class Waiting:
    """How long something has waited, in its largest unit, and how pressing it is."""

    number: int
    unit: str
    """minutes, hours or days."""
    urgency: Urgency


def waiting(since: datetime, at: datetime, patience: tuple[timedelta, timedelta] | None) -> Waiting:
    """How long something has waited; without patience it is never pressing."""
    waited = max(at - since, timedelta())
    pressing = urgency(waited, patience) if patience else Urgency.CALM
    if waited >= timedelta(days=1):
        return Waiting(waited.days, "days", pressing)
    hours = int(waited.total_seconds()) // 3600
    if hours:
        return Waiting(hours, "hours", pressing)
    return Waiting(max(1, int(waited.total_seconds()) // 60), "minutes", pressing)

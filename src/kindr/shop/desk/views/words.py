"""The words of the desk for stages, steps, kinds of people and verbs of the log."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext_lazy

from kindr.privacy.people import PersonKind
from kindr.shop.desk.actions import Came
from kindr.shop.desk.rules import Urgency
from kindr.shop.orders.queries import REFUNDS, Stage, Wanted

TABS = {
    Stage.TO_PACK: _("To pack"),
    Stage.PACKED: _("Packed"),
    Stage.SHIPPED: _("On the way"),
    Stage.DELIVERED: _("Delivered"),
    Stage.AWAITING_PAYMENT: _("Waiting for payment"),
    Stage.CANCELLED: _("Cancelled"),
    REFUNDS: _("Money going back"),
}
"""The tabs of the queue, in the order of the work; a stage is its own word, so plain text finds it as well."""
STEPS = {
    "place": _("Ordered"),
    "pay": _("Paid"),
    "cancel": _("Cancelled"),
    "revive": _("Paid late, taken up again"),
    "pack": _("Packed"),
    "ship": _("Handed to the courier"),
    "deliver": _("Delivered"),
    "owe": _("Money to be paid back"),
    "pay_back_part": _("A part of the money paid back"),
    "pay_back_all": _("All money paid back"),
}
KINDS = {
    PersonKind.PARENT: _("Customer with an account"),
    PersonKind.GUEST: _("Customer without an account"),
    PersonKind.CHILD: _("Child of a customer"),
    PersonKind.STAFF: _("Member of staff"),
    PersonKind.CONSULTANT: _("Consultant"),
    PersonKind.NEWCOMER: _("Somebody who has not proven an address yet"),
}
MONEY = {
    "card": _("Card"),
    "qris": _("QRIS"),
    "virtual_account": _("Virtual account"),
    "waiting": _("waiting"),
    "paid": _("paid"),
    "failed": _("failed"),
    "expired": _("time is over"),
    "cancelled": _("cancelled"),
    "refunded": _("all paid back"),
    "partly_refunded": _("a part paid back"),
    "refund_pending": _("on its way back"),
    "asked": _("asked for"),
    "done": _("done"),
    "refused": _("refused by the gateway"),
}
"""Ways to pay, and where payments and refunds stand."""
VERBS = {
    "read": _("opened"),
    "disclose": _("passed on"),
    "advise": _("saw advice from"),
    "collect": _("took in"),
    "correct": _("corrected"),
    "restrict": _("locked"),
    "expire": _("forgot"),
    "erase": _("erased"),
}


HELLOS = {
    "marketer": _("Letters to customers who asked for them will be written here; nobody sees an address for it."),
    "analyst": _("Numbers about how the shop is used will be read here: counts, never people."),
    "merchandiser": _("Your work is garments, stock and prices. No customer's data belongs to it, so none opens here."),
    "consultant": _("You see something here only with a grant, for some hours and one purpose."),
}
"""What the first page says to roles whose places are elsewhere or still being built."""
HOLDS = {"locked": _("locked: kept for a law"), "restricted": _("halted: the person asked for it")}
DECISIONS = {
    "given": _("agreed"),
    "refused": _("said no"),
    "withdrawn": _("withdrew"),
    "expired": _("ran out"),
    "superseded": _("asked anew"),
}
PURPOSES = {
    "answer_customer": _("to answer the customer"),
    "refund_payment": _("to pay money back"),
    "keep_tax_records": _("for the tax books"),
    "answer_requests": _("to work on a request under their rights"),
    "oversee_access": _("to oversee who opened what"),
    "record_calls": _("to work with call recordings"),
    "fulfil_order": _("to pack and ship"),
    "prove_compliance": _("to prove that the law is kept"),
    "avert_harm": _("to avert harm in an emergency"),
    "analyse_usage": _("to learn how the shop is used"),
}
"""Purposes in the words of whoever works at the desk; the policy's own words speak to the customer."""
CAME = {
    Came.DONE: _("done"),
    Came.MOVED_ON: _("It has moved on since you opened the page; nothing was changed."),
    Came.MISSING: _("There is no order with this number."),
    Came.NO_TRACKING_NUMBER: _("This is no tracking number. It has 4 to 40 letters and digits."),
    Came.REFUSED: _("The policy says no."),
}
"""How a step of one order ended."""
UNITS: Mapping[str, Any] = {
    "minutes": ngettext_lazy("%(number)s minute", "%(number)s minutes", "number"),
    "hours": ngettext_lazy("%(number)s hour", "%(number)s hours", "number"),
    "days": ngettext_lazy("%(number)s day", "%(number)s days", "number"),
}
URGENCIES = {Urgency.CALM: "", Urgency.SOON: _("soon due"), Urgency.LATE: _("late")}
FILTER_WORDS: Mapping[tuple[str, Any], Any] = {
    ("service", "regular"): "REGULAR",
    ("service", "best"): "BEST",
    ("waiting", 1): _("waiting 1 day or more"),
    ("waiting", 2): _("waiting 2 days or more"),
    ("waiting", 4): _("waiting 4 days or more"),
    ("problem", "open"): _("with an open problem"),
    ("pieces", "one"): _("one item"),
    ("pieces", "few"): _("2 or 3 items"),
    ("pieces", "many"): _("4 items or more"),
    ("sort", "oldest"): _("longest waiting first"),
    ("sort", "newest"): _("shortest waiting first"),
    ("sort", "pieces"): _("most items first"),
    ("sort", "total"): _("highest total first"),
}


def called(wanted: Wanted) -> str:
    """What a filter is called: what it does, in the words of the page."""
    parts = [TABS.get(wanted.stage, wanted.stage)]
    for name in ("service", "waiting", "problem", "pieces", "sort"):
        parts += [word] if (word := FILTER_WORDS.get((name, getattr(wanted, name)))) else []
    return " · ".join(str(part) for part in parts)

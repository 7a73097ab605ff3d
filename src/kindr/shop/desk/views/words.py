"""The words of the desk for stages, steps, kinds of people and verbs of the log."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from kindr.privacy.people import PersonKind
from kindr.shop.orders.queries import Stage

REFUNDS = "refunds"
TABS = {
    Stage.TO_PACK: _("To pack"),
    Stage.PACKED: _("Packed"),
    Stage.SHIPPED: _("On the way"),
    Stage.DELIVERED: _("Delivered"),
    Stage.AWAITING_PAYMENT: _("Waiting for payment"),
    Stage.CANCELLED: _("Cancelled"),
    REFUNDS: _("Money going back"),
}
"""The tabs of the queue, in the order of the work."""
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
    "collect": _("took in"),
    "correct": _("corrected"),
    "restrict": _("locked"),
    "expire": _("forgot"),
    "erase": _("erased"),
}


def stage_in(text: str) -> Stage | None:
    """The stage in an address: what is to be packed unless another is named, None for the money going back."""
    if text == REFUNDS:
        return None
    return Stage(text) if text in list(Stage) else Stage.TO_PACK

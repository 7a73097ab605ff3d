"""What can be done with payments; every action may be repeated."""

from __future__ import annotations

from kindr.shop.payments.actions.receive import UnknownReference, receive_notification
from kindr.shop.payments.actions.reconcile import ask_about, expire_due, reconcile
from kindr.shop.payments.actions.refund import NothingToRefund, refund, send_refund
from kindr.shop.payments.actions.start import AlreadyPaid, cancel_open_payments, instruct, start_payment

__all__ = [
    "AlreadyPaid",
    "NothingToRefund",
    "UnknownReference",
    "ask_about",
    "cancel_open_payments",
    "expire_due",
    "instruct",
    "receive_notification",
    "reconcile",
    "refund",
    "send_refund",
    "start_payment",
]

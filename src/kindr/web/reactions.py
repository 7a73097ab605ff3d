"""Which fact sets off which task: the one table. Tasks are queued in the transaction that made the fact true."""

from __future__ import annotations

from dataclasses import asdict
from importlib import import_module

from procrastinate import App
from procrastinate.contrib.django.django_connector import DjangoConnector
from procrastinate.manager import JobManager

from kindr.base import facts
from kindr.base.facts import Fact

REACTIONS: dict[str, tuple[str, ...]] = {
    "LogCheckAsked": ("kindr.privacy.evidence.tasks:check_the_log_now",),
    "ConsentEnded": ("kindr.privacy.consent.tasks:confirm_stop",),
    "CodeAsked": ("kindr.shop.accounts.tasks:send_code",),
    "ChildCameOfAge": ("kindr.shop.accounts.tasks:write_of_coming_of_age",),
    "AddressLeft": ("kindr.shop.accounts.tasks:send_farewell",),
    "OrderPlaced": ("kindr.shop.orders.tasks:write_of_order", "kindr.shop.orders.tasks:claim_order"),
    "OrderPaid": ("kindr.shop.orders.tasks:issue_invoice", "kindr.shop.orders.tasks:write_of_payment"),
    "OrderShipped": ("kindr.shop.orders.tasks:write_of_shipment",),
    "OrderCancelled": ("kindr.shop.orders.tasks:write_of_cancelling", "kindr.shop.orders.tasks:forget_closed"),
    "OrderDelivered": ("kindr.shop.orders.tasks:forget_closed",),
    "PaymentSettled": ("kindr.shop.orders.tasks:settle_up",),
    "PaidLate": ("kindr.shop.orders.tasks:settle_up",),
    "PaymentExpired": ("kindr.shop.orders.tasks:settle_up",),
    "PaymentFailed": ("kindr.shop.orders.tasks:settle_up",),
    "PaymentRefunded": ("kindr.shop.orders.tasks:settle_up",),
    "AddressProven": ("kindr.shop.orders.tasks:claim_guest_orders",),
    "ErrandAsked": ("kindr.shop.catalog.tasks:carry_on",),
    "AlarmRaised": ("kindr.privacy.access.tasks:tell_officers",),
    "RefundAsked": ("kindr.shop.payments.tasks:tell_gateway_of_refund",),
    "RadiusAsked": ("kindr.privacy.incidents.tasks:compute_radius",),
    "NoticesOrdered": ("kindr.privacy.incidents.tasks:send_letters",),
    "AuthorityNoticeOrdered": ("kindr.privacy.incidents.tasks:send_to_authority",),
    "RequestReceived": (
        "kindr.privacy.rights.requests.tasks:stop_at_receipt",
        "kindr.privacy.rights.requests.tasks:write_receipt",
    ),
    "RequestAskedAgain": ("kindr.privacy.rights.requests.tasks:stop_at_receipt",),
    "RequestProofAsked": ("kindr.privacy.rights.requests.tasks:write_proof",),
    "RequestProven": (
        "kindr.privacy.rights.requests.tasks:carry_on",
        "kindr.privacy.rights.requests.tasks:tell_everybody",
    ),
    "RequestClosed": ("kindr.privacy.rights.requests.tasks:write_result",),
}
"""Fact class name -> tasks as "module:function"; the fact's ids are the task's arguments."""

OUTBOX = JobManager(DjangoConnector())
"""Queues on the connection of whoever publishes. In the worker the queue itself has connections of its own: a job put
in through them could start before the fact is committed, and stay when it is rolled back."""


def adopt(_app: App) -> None:
    """Tells the facts who passes them on; called when the task queue is ready."""
    facts.adopt_relay(relay)


def relay(fact: Fact) -> None:
    """Queues the tasks of one fact through the caller's own database connection."""
    for path in REACTIONS.get(type(fact).__name__, ()):
        module, name = path.split(":")
        task = getattr(import_module(module), name)
        deferrer = task.configure()
        deferrer.job_manager = OUTBOX
        deferrer.defer(**{key: str(value) for key, value in asdict(fact).items()})

"""What can be done with orders; every action says who acts and why."""

from __future__ import annotations

from kindr.shop.orders.actions.claiming import claim_guest_orders, claim_order
from kindr.shop.orders.actions.dressing import dress
from kindr.shop.orders.actions.expiring import forget_closed, unfind_guests
from kindr.shop.orders.actions.fulfilling import NoTrackingNumber, mark_delivered, pack, presume_delivered, ship
from kindr.shop.orders.actions.invoicing import issue_invoice
from kindr.shop.orders.actions.judging import (
    NoLongerSold,
    NotDelivered,
    WithoutSize,
    judge_size,
    take_back_judgement,
)
from kindr.shop.orders.actions.letters import Occasion, write_letter
from kindr.shop.orders.actions.links import LinkExpired, guest_of_link
from kindr.shop.orders.actions.money import close_unpaid, settle_up
from kindr.shop.orders.actions.outgrowing import look_for_outgrown
from kindr.shop.orders.actions.paying import NotPayable, pay
from kindr.shop.orders.actions.placing import (
    Destination,
    EmptyOrder,
    Placed,
    PriceChanged,
    SoldOut,
    Wish,
    place_order,
)
from kindr.shop.orders.actions.problems import (
    LONGEST_MESSAGE,
    MOST_PICTURES,
    NotAPicture,
    PictureTooLarge,
    TooManyReports,
    close_problem,
    report_problem,
    sweep_pictures,
)
from kindr.shop.orders.actions.refunding import NothingToRefund, OnlyWholeOrdersReturn, cancel, refund, refund_pieces
from kindr.shop.orders.actions.steps import NoSuchOrder
from kindr.shop.orders.rules import StepNotAllowed

__all__ = [
    "LONGEST_MESSAGE",
    "MOST_PICTURES",
    "Destination",
    "EmptyOrder",
    "LinkExpired",
    "NoLongerSold",
    "NoSuchOrder",
    "NoTrackingNumber",
    "NotAPicture",
    "NotDelivered",
    "NotPayable",
    "NothingToRefund",
    "Occasion",
    "OnlyWholeOrdersReturn",
    "PictureTooLarge",
    "Placed",
    "PriceChanged",
    "SoldOut",
    "StepNotAllowed",
    "TooManyReports",
    "Wish",
    "WithoutSize",
    "cancel",
    "claim_guest_orders",
    "claim_order",
    "close_problem",
    "close_unpaid",
    "dress",
    "forget_closed",
    "guest_of_link",
    "issue_invoice",
    "judge_size",
    "look_for_outgrown",
    "mark_delivered",
    "pack",
    "pay",
    "place_order",
    "presume_delivered",
    "refund",
    "refund_pieces",
    "report_problem",
    "settle_up",
    "ship",
    "sweep_pictures",
    "take_back_judgement",
    "unfind_guests",
    "write_letter",
]

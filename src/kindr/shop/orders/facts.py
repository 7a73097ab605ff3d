"""What orders tell the rest of the shop; ids only. `web/reactions.py` says which tasks each sets off."""

from __future__ import annotations

import uuid
from dataclasses import dataclass

from kindr.base.facts import Fact


@dataclass(frozen=True)
class OrderPlaced(Fact):
    """An order was taken and its pieces are held; it waits for its money."""

    order_id: uuid.UUID


@dataclass(frozen=True)
class OrderPaid(Fact):
    """An order has its money and can be packed."""

    order_id: uuid.UUID


@dataclass(frozen=True)
class OrderCancelled(Fact):
    """An order will not be delivered; its pieces are back in stock."""

    order_id: uuid.UUID


@dataclass(frozen=True)
class OrderShipped(Fact):
    """A parcel was handed to the courier."""

    order_id: uuid.UUID


@dataclass(frozen=True)
class OrderDelivered(Fact):
    """A parcel has arrived."""

    order_id: uuid.UUID


@dataclass(frozen=True)
class GarmentOutgrown(Fact):
    """A child has surely outgrown something that was bought for it; told once for each garment, until it fits again."""

    worn_id: uuid.UUID

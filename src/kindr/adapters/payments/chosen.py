"""Which payment gateway this installation uses."""

from __future__ import annotations

from django.conf import settings

from kindr.adapters.payments.messages import derived_key
from kindr.adapters.payments.simulator import Simulator
from kindr.shop.payments.ports import PaymentGateway


def chosen_gateway() -> PaymentGateway:
    """The simulator; its practice pages are served in development only."""
    return Simulator(key=derived_key(settings.SECRET_KEY), has_practice_page=settings.DEVELOPMENT)

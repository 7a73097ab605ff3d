"""The checkout app."""

from __future__ import annotations

from django.apps import AppConfig


class CheckoutConfig(AppConfig):
    """Baskets and the page on which an order is placed."""

    name = "kindr.shop.checkout"
    label = "checkout"
    default_auto_field = "django.db.models.BigAutoField"

"""The orders app."""

from __future__ import annotations

from django.apps import AppConfig


class OrdersConfig(AppConfig):
    """Orders, invoices, deliveries and problem reports."""

    name = "kindr.shop.orders"
    label = "orders"
    default_auto_field = "django.db.models.BigAutoField"

"""The payment gateways as Django knows them."""

from __future__ import annotations

from django.apps import AppConfig


class GatewayConfig(AppConfig):
    name = "kindr.adapters.payments"
    label = "gateway"
    default_auto_field = "django.db.models.BigAutoField"

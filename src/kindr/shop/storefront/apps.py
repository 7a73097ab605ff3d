"""The storefront app."""

from __future__ import annotations

from django.apps import AppConfig


class StorefrontConfig(AppConfig):
    """Home, listing, search and product pages."""

    name = "kindr.shop.storefront"
    label = "storefront"

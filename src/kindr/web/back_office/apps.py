"""The back office app."""

from __future__ import annotations

from django.apps import AppConfig


class BackOfficeConfig(AppConfig):
    """Has the constraint on the admin's history, the pages and their words."""

    name = "kindr.web.back_office"
    label = "back_office"

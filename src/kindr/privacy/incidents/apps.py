"""Incidents as Django knows them."""

from __future__ import annotations

from django.apps import AppConfig


class IncidentsConfig(AppConfig):
    """Has tables, pages and words of its own."""

    name = "kindr.privacy.incidents"
    label = "incidents"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        from kindr.privacy.incidents import personal  # noqa: F401  # its table is found by importing it

"""The privacy engine as Django knows it."""

from __future__ import annotations

from django.apps import AppConfig


class PrivacyConfig(AppConfig):
    name = "kindr.privacy"
    label = "privacy"
    default_auto_field = "django.db.models.BigAutoField"

"""The vault's key tables, which live in a server of their own."""

from __future__ import annotations

from django.apps import AppConfig


class VaultConfig(AppConfig):
    name = "kindr.privacy.vault"
    label = "vault"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        from kindr.privacy.vault import checks  # noqa: F401  # registering is what importing does

"""Which table lives on which server, and which login may change tables."""

from __future__ import annotations

from typing import Any

from django.db.models import Model

KEY_TABLES = "vault"


class TwoServers:
    """Key tables live on the key server, all others on the data server; only the owners' logins migrate."""

    def db_for_read(self, model: type[Model], **_hints: Any) -> str:
        return "keys" if model._meta.app_label == KEY_TABLES else "default"

    def db_for_write(self, model: type[Model], **_hints: Any) -> str:
        return self.db_for_read(model)

    def allow_relation(self, first: Model, second: Model, **_hints: Any) -> bool:
        return (first._meta.app_label == KEY_TABLES) == (second._meta.app_label == KEY_TABLES)

    def allow_migrate(self, db: str, app_label: str, **_hints: Any) -> bool:
        return db == ("keys_owner" if app_label == KEY_TABLES else "owner")

"""Connection URLs of PostgreSQL taken apart for Django."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

import psycopg
from psycopg.conninfo import conninfo_to_dict

PREPARED_AFTER = 5
"""A question that is always in the same words is prepared by the server once it was asked so often (`vault.asking`)."""


class UnusableUrl(ValueError):
    """The URL is not one of PostgreSQL, or names no login or no database."""


@dataclass(frozen=True)
class Address:
    """One login on one database of one server."""

    user: str
    password: str = field(repr=False)
    host: str
    port: str
    database: str
    options: Mapping[str, Any]

    @property
    def server(self) -> tuple[str, str]:
        """What tells two servers apart before connecting: host (or socket folder) and port."""
        return (self.host or "localhost", self.port or "5432")

    def as_django(self) -> dict[str, Any]:
        """This address as an entry of Django's DATABASES."""
        return {
            "ENGINE": "django.db.backends.postgresql",
            "NAME": self.database,
            "USER": self.user,
            "PASSWORD": self.password,
            "HOST": self.host,
            "PORT": self.port,
            "CONN_MAX_AGE": 600,
            "CONN_HEALTH_CHECKS": True,
            "OPTIONS": {"connect_timeout": 5, "prepare_threshold": PREPARED_AFTER, **self.options},
        }


def address_of(url: str) -> Address:
    """Take a connection URL apart; raises UnusableUrl without repeating the password in its message."""
    if not url.startswith(("postgresql://", "postgres://")):
        raise UnusableUrl("it does not begin with postgresql://")
    try:
        parts = {name: str(value) for name, value in conninfo_to_dict(url).items()}
    except psycopg.ProgrammingError:
        raise UnusableUrl("PostgreSQL cannot read it") from None
    if not parts.get("user") or not parts.get("dbname"):
        raise UnusableUrl("it names no login or no database")
    port = parts.pop("port", "")
    if port and not (port.isascii() and port.isdigit() and 0 < int(port) < 65536):
        raise UnusableUrl("its port is not a number from 1 to 65535")
    return Address(
        user=parts.pop("user"),
        password=parts.pop("password", ""),
        host=parts.pop("host", ""),
        port=port,
        database=parts.pop("dbname"),
        options=parts,
    )

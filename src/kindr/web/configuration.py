"""The settings of this installation, read once from the environment, with defaults that work."""

from __future__ import annotations

import os
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from typing import Any

from kindr.web.database_urls import Address
from kindr.web.environment import Environment, Problem
from kindr.web.key_settings import KeySettings
from kindr.web.servers.places import PrivateServers, private_folder

PROJECT = Path(__file__).resolve().parents[3]


@dataclass(frozen=True)
class Configuration:
    """The settings of this installation. URLs and secrets are left out of its printed form."""

    data_folder: Path
    secret_key: str = field(repr=False)
    addresses: Mapping[str, Address] = field(repr=False)
    """Where each login connects: `default`, `keys`, and where they may migrate, `owner` and `keys_owner`."""
    servers: PrivateServers | None
    """The two private servers, or None when DATABASE_URL names servers of your own."""
    host: str
    port: int
    base_url: str
    allowed_hosts: tuple[str, ...]
    web_processes: int
    web_threads: int
    """Threads of each web process."""
    worker_tasks: int
    copy_days: tuple[int, int, int]
    """How long backups of keys, backups of data, and logs are kept; until the last goes a shred is logical only."""
    is_development: bool
    """Private servers, a development mailbox that can be read, and cookies without https."""
    is_debug: bool
    """Django's error pages; they show local variables, so only ever in development."""
    is_behind_proxy: bool = False
    """A proxy of our own stands in front and says who calls, and whether by https."""
    second_witness: Path | None = None
    """A second file for the checkpoints of the log, best on another machine's disk."""
    keys: KeySettings = field(default_factory=KeySettings)
    authserv_ids: tuple[str, ...] = ()
    """The names under which our own mail server writes what it found out about a sender."""
    problems: tuple[Problem, ...] = ()

    def folder(self, *names: str) -> Path:
        """A folder below the data folder that only this account may enter; made when it is missing."""
        return private_folder(self.data_folder, *names)


@cache
def configuration() -> Configuration:
    """The configuration of this process."""
    return read_configuration(os.environ)


def databases() -> dict[str, dict[str, Any]]:
    """Django's DATABASES: `default` and `keys`, and with the owners' logins `owner` and `keys_owner`."""
    return {alias: address.as_django() for alias, address in configuration().addresses.items()}


def read_configuration(environ: Mapping[str, str]) -> Configuration:
    """The configuration that `environ` describes; nothing is started and nothing is connected to."""
    reading = Environment(environ)
    data_folder = Path(environ.get("KINDR_DATA") or _default_data_folder()).expanduser().absolute()
    servers, host = reading.private_servers(data_folder), environ.get("HOST") or "127.0.0.1"
    port, is_development = reading.port(), reading.development(servers is not None, host=host)
    return Configuration(
        data_folder=data_folder,
        secret_key=reading.secret_key(data_folder),
        addresses=reading.addresses(servers),
        servers=servers,
        host=host,
        port=port,
        base_url=(environ.get("KINDR_BASE_URL") or f"http://localhost:{port}").rstrip("/"),
        keys=reading.keys(),
        allowed_hosts=_names(environ.get("KINDR_ALLOWED_HOSTS") or "localhost,127.0.0.1,[::1]"),
        web_processes=reading.number("KINDR_WEB_PROCESSES", 1, lowest=1, highest=64),
        web_threads=reading.number("KINDR_WEB_THREADS", 8, lowest=1, highest=512),
        worker_tasks=reading.number("KINDR_WORKER_TASKS", 4, lowest=1, highest=128),
        copy_days=reading.copy_days(),
        is_development=is_development,
        is_debug=reading.debug(is_development),
        is_behind_proxy=reading.truth("KINDR_BEHIND_PROXY", False),
        second_witness=Path(environ["KINDR_WITNESS"]).expanduser() if environ.get("KINDR_WITNESS") else None,
        authserv_ids=_names((environ.get("KINDR_MAIL_AUTHSERV") or "").lower()),
        problems=tuple(reading.problems),
    )


def _names(text: str) -> tuple[str, ...]:
    return tuple(name.strip() for name in text.split(",") if name.strip())


def _default_data_folder() -> Path:
    return (PROJECT if (PROJECT / "manage.py").exists() else Path.cwd()) / ".kindr"

"""What the environment of the process says, setting by setting, with the problems found on the way.

A wrong setting does not stop the program here: it becomes a `Problem`, which `kindr.web.checks` shows with a hint.
"""

from __future__ import annotations

import secrets
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from kindr.web.database_urls import Address, UnusableUrl, address_of
from kindr.web.key_settings import KeySettings, read_key_settings
from kindr.web.servers.places import PrivateServers, make_data_folder, private_servers, remembered_secret

YES = {"1", "true", "yes", "on"}
NO = {"", "0", "false", "no", "off"}
LOOPBACK = {"127.0.0.1", "::1", "localhost"}
URL_HINT = "Write it as postgresql://login:password@host:port/database."


@dataclass(frozen=True)
class Problem:
    """A wrong setting: the number of its system check (`kindr.E001`), what is wrong, and what to do."""

    number: str
    message: str
    hint: str


class Environment:
    """One pass over the environment that gathers problems instead of stopping at the first."""

    def __init__(self, environ: Mapping[str, str]) -> None:
        self.environ = environ
        self.problems: list[Problem] = []

    def report(self, number: str, message: str, hint: str) -> None:
        problem = Problem(f"kindr.E{number}", message, hint)
        if problem not in self.problems:
            self.problems.append(problem)

    def number(self, name: str, default: int, *, lowest: int, highest: int) -> int:
        text = self.environ.get(name) or str(default)
        if text.isascii() and text.isdigit() and lowest <= int(text) <= highest:
            return int(text)
        self.report("001", f"{name} is {text!r}.", f"Give a whole number from {lowest} to {highest}.")
        return default

    def port(self) -> int:
        return self.number("PORT", 8000, lowest=1, highest=65535)

    def copy_days(self) -> tuple[int, int, int]:
        return (
            self.number("KINDR_KEY_BACKUP_DAYS", 7, lowest=0, highest=365),
            self.number("KINDR_DATA_BACKUP_DAYS", 35, lowest=0, highest=3650),
            self.number("KINDR_LOG_DAYS", 30, lowest=0, highest=3650),
        )

    def truth(self, name: str, default: bool) -> bool:
        text = self.environ.get(name)
        if text is None:
            return default
        if text.lower() not in YES | NO:
            self.report("002", f"{name} is {text!r}.", "Give 1 or 0.")
        return text.lower() in YES

    def development(self, default: bool, *, host: str) -> bool:
        found = self.truth("KINDR_DEVELOPMENT", default)
        if found and host not in LOOPBACK and "KINDR_DEVELOPMENT" not in self.environ:
            self.report(
                "011",
                f"HOST is {host}, and the trial mailbox would show every letter to whoever reaches it.",
                "Set KINDR_DEVELOPMENT=0 for a shop, or 1 where everybody who reaches it may read them.",
            )
        return found

    def debug(self, is_development: bool) -> bool:
        wanted = self.truth("KINDR_DEBUG", False)
        if wanted and not is_development:
            self.report("003", "KINDR_DEBUG is on outside development.", "Django's error pages show values; unset it.")
        return wanted and is_development

    def keys(self) -> KeySettings:
        found, wrong = read_key_settings(self.environ)
        for number, message, hint in wrong:
            self.report(number, message, hint)
        return found

    def secret_key(self, data_folder: Path) -> str:
        given = self.environ.get("SECRET_KEY")
        if given:
            if len(given) < 50:
                self.report("004", "SECRET_KEY is too short.", "Give at least 50 random characters, or unset it.")
            return given
        try:
            make_data_folder(data_folder)
            return remembered_secret(data_folder / "secret_key")
        except OSError as error:
            self._unusable_folder(data_folder, error)
            return secrets.token_urlsafe(48)

    def private_servers(self, data_folder: Path) -> PrivateServers | None:
        if self.environ.get("DATABASE_URL") or self.environ.get("KEYS_DATABASE_URL"):
            return None
        try:
            return private_servers(data_folder)
        except OSError as error:
            self._unusable_folder(data_folder, error)
            return None

    def _unusable_folder(self, data_folder: Path, error: OSError) -> None:
        self.report(
            "005",
            f"The data folder {data_folder} cannot be used: {error.strerror}.",
            "Point KINDR_DATA at a folder that this account may read and write.",
        )

    def addresses(self, servers: PrivateServers | None) -> dict[str, Address]:
        if servers is not None:
            urls = {
                "default": servers.data.url("app"),
                "keys": servers.keys.url("keys"),
                "owner": servers.data.url("owner"),
                "keys_owner": servers.keys.url("owner"),
            }
        else:
            urls = self._given_urls()
        found: dict[str, Address] = {}
        for alias, url in urls.items():
            try:
                found[alias] = address_of(url)
            except UnusableUrl as error:
                self.report("006", f"The URL of the {alias} database cannot be used: {error}.", URL_HINT)
        self._compare(found)
        return found

    def _given_urls(self) -> dict[str, str]:
        names = {
            "default": "DATABASE_URL",
            "keys": "KEYS_DATABASE_URL",
            "owner": "OWNER_DATABASE_URL",
            "keys_owner": "KEYS_OWNER_DATABASE_URL",
        }
        given = {alias: self.environ[name] for alias, name in names.items() if self.environ.get(name)}
        for alias in ("default", "keys"):
            if given and alias not in given:
                self.report("007", f"{names[alias]} is missing.", "Data and keys are two servers; name both, or none.")
        return given

    def _compare(self, found: Mapping[str, Address]) -> None:
        pair = (found.get("default"), found.get("keys"))
        if pair[0] and pair[1] and pair[0].server == pair[1].server:
            self.report(
                "008",
                "Data and keys lie on one server.",
                "A backup or a replica of one server would hold both; give the keys a server of their own.",
            )
        for app, owner in (("default", "owner"), ("keys", "keys_owner")):
            one, other = found.get(app), found.get(owner)
            if one and other and one.user == other.user:
                self.report(
                    "009",
                    f"The logins of {app} and {owner} are the same.",
                    "The login of the running program must not own the tables; make a second one.",
                )

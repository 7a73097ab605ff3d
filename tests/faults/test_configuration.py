"""A wrong setting becomes a system check with an id and a hint; right ones work without being given."""

from __future__ import annotations

import os
import stat
from pathlib import Path

import pytest
from django.core.checks import Error

from kindr.web import checks
from kindr.web.configuration import Configuration, read_configuration
from kindr.web.servers.connections import data_connections, server_settings

DATA = "postgresql://app:secret-word@data.example/kindr"
KEYS = "postgresql://keys:secret-word@keys.example/kindr_keys"


def numbers(configuration: Configuration) -> list[str]:
    return [problem.number for problem in configuration.problems]


def test_without_any_setting_everything_has_a_value_that_works(tmp_path: Path) -> None:
    found = read_configuration({"KINDR_DATA": str(tmp_path / "data")})
    assert found.problems == ()
    assert found.servers is not None
    assert set(found.addresses) == {"default", "keys", "owner", "keys_owner"}
    assert (found.host, found.port, found.is_development, found.is_debug) == ("127.0.0.1", 8000, True, False)


def test_the_secret_key_is_made_once_and_kept_where_only_this_account_can_read_it(tmp_path: Path) -> None:
    environ = {"KINDR_DATA": str(tmp_path / "data")}
    assert read_configuration(environ).secret_key == read_configuration(environ).secret_key
    assert stat.S_IMODE((tmp_path / "data" / "secret_key").stat().st_mode) == 0o600


def test_servers_of_ones_own_are_used_when_they_are_named(tmp_path: Path) -> None:
    found = read_configuration({"KINDR_DATA": str(tmp_path), "DATABASE_URL": DATA, "KEYS_DATABASE_URL": KEYS})
    assert (found.problems, found.servers, found.is_development) == ((), None, False)
    assert found.addresses["default"].as_django()["HOST"] == "data.example"


@pytest.mark.parametrize(
    ("settings", "number"),
    [
        ({"PORT": "99999"}, "kindr.E001"),
        ({"PORT": "-1"}, "kindr.E001"),
        ({"KINDR_WEB_THREADS": "many"}, "kindr.E001"),
        ({"KINDR_DEVELOPMENT": "perhaps"}, "kindr.E002"),
        ({"KINDR_DEVELOPMENT": "0", "KINDR_DEBUG": "1"}, "kindr.E003"),
        ({"HOST": "0.0.0.0"}, "kindr.E011"),
        ({"SECRET_KEY": "short"}, "kindr.E004"),
        ({"KINDR_DATA": "/proc/nowhere"}, "kindr.E005"),
        ({"DATABASE_URL": "mysql://a:b@c/d", "KEYS_DATABASE_URL": KEYS}, "kindr.E006"),
        ({"DATABASE_URL": "postgresql://app@data.example:port/kindr", "KEYS_DATABASE_URL": KEYS}, "kindr.E006"),
        ({"DATABASE_URL": "postgresql://data.example", "KEYS_DATABASE_URL": KEYS}, "kindr.E006"),
        ({"DATABASE_URL": DATA}, "kindr.E007"),
        ({"KEYS_DATABASE_URL": KEYS}, "kindr.E007"),
        ({"DATABASE_URL": DATA, "KEYS_DATABASE_URL": DATA.replace("app", "keys")}, "kindr.E008"),
        ({"DATABASE_URL": DATA, "KEYS_DATABASE_URL": KEYS, "OWNER_DATABASE_URL": DATA}, "kindr.E009"),
    ],
)
def test_a_wrong_setting_is_named_with_a_hint(settings: dict[str, str], number: str, tmp_path: Path) -> None:
    found = read_configuration({"KINDR_DATA": str(tmp_path / "data"), **settings})
    assert number in numbers(found)
    assert all(problem.hint for problem in found.problems)


def test_a_folder_that_cannot_be_written_is_a_check_and_not_a_crash(monkeypatch: pytest.MonkeyPatch) -> None:
    wrong = read_configuration({"KINDR_DATA": "/proc/nowhere"})
    monkeypatch.setattr(checks, "configuration", lambda: wrong)
    (found,) = checks.every_setting_can_be_used()
    assert isinstance(found, Error)
    assert (found.id, bool(found.hint)) == ("kindr.E005", True)


def test_neither_a_printed_configuration_nor_a_problem_shows_a_password(tmp_path: Path) -> None:
    given = {"KINDR_DATA": str(tmp_path), "DATABASE_URL": DATA.replace("/kindr", ":x/kindr"), "KEYS_DATABASE_URL": KEYS}
    found = read_configuration(given)
    assert found.problems
    assert "secret-word" not in repr(found)
    assert found.secret_key not in repr(found)


@pytest.mark.django_db
def test_more_threads_than_connections_is_a_check(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    many = read_configuration({"KINDR_DATA": str(tmp_path / "data"), "KINDR_WEB_THREADS": "500"})
    monkeypatch.setattr(checks, "configuration", lambda: many)
    assert {found.id for found in checks.the_connections_fit(databases=["default", "keys"])} == {"kindr.E010"}
    few = read_configuration({"KINDR_DATA": str(tmp_path / "data"), "KINDR_WEB_THREADS": "4"})
    monkeypatch.setattr(checks, "configuration", lambda: few)
    assert checks.the_connections_fit(databases=["default", "keys"]) == []


def test_private_servers_offer_as_many_connections_as_the_threads_can_ask_for(tmp_path: Path) -> None:
    many = read_configuration({"KINDR_DATA": str(tmp_path / "data"), "KINDR_WEB_THREADS": "300"})
    assert server_settings(many)["max_connections"] > data_connections(many)


def test_the_programs_of_the_tests_read_the_databases_of_the_tests() -> None:
    assert "kindr_run_" in os.environ["DATABASE_URL"]


def test_a_shop_that_is_open_is_told_that_letters_and_payments_go_nowhere(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    given = {"KINDR_DATA": str(tmp_path), "DATABASE_URL": DATA, "KEYS_DATABASE_URL": KEYS}
    monkeypatch.setattr(checks, "configuration", lambda: read_configuration(given))
    assert [found.id for found in checks.the_outside_parties_are_real()] == ["kindr.W013", "kindr.W012"]
    monkeypatch.setenv("KINDR_SMTP_URL", "smtps://mail.example:465")
    assert [found.id for found in checks.the_outside_parties_are_real()] == ["kindr.W013"]
    monkeypatch.setattr(checks, "configuration", lambda: read_configuration({"KINDR_DATA": str(tmp_path / "own")}))
    assert checks.the_outside_parties_are_real() == []


@pytest.mark.parametrize(
    ("setting", "value", "number"),
    [
        ("KINDR_KEYS", "paper", "kindr.E015"),
        ("KINDR_KEYS", "aws-kms", "kindr.E016"),
        ("KINDR_FORMAT", "3", "kindr.E017"),
        ("KINDR_JOURNAL_COPY", "elsewhere", "kindr.E018"),
    ],
)
def test_a_wrong_setting_of_the_keys_has_a_number(setting: str, value: str, number: str, tmp_path: Path) -> None:
    found = read_configuration({"KINDR_DATA": str(tmp_path), setting: value})
    assert number in {problem.number for problem in found.problems}

"""The program's logins can do what the program needs and no more."""

from __future__ import annotations

import pytest
from django.db import connections
from django.db.utils import ProgrammingError

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("alias", ["default", "keys"])
def test_the_login_of_the_program_may_not_make_a_table(alias: str) -> None:
    with connections[alias].cursor() as cursor, pytest.raises(ProgrammingError, match="permission denied"):
        cursor.execute("CREATE TABLE anything (id int)")


@pytest.mark.parametrize("alias", ["default", "keys"])
def test_the_login_of_the_program_may_not_rewrite_the_book_of_migrations(alias: str) -> None:
    with connections[alias].cursor() as cursor:
        cursor.execute("SELECT count(*) FROM django_migrations")
        with pytest.raises(ProgrammingError, match="permission denied"):
            cursor.execute("DELETE FROM django_migrations")


@pytest.mark.parametrize("alias", ["default", "keys"])
def test_a_server_logs_no_statement_and_no_value(alias: str) -> None:
    silent = {
        "log_statement": "none",
        "log_min_duration_statement": "-1",
        "log_min_error_statement": "panic",
        "log_parameter_max_length": "0",
        "log_parameter_max_length_on_error": "0",
        "log_error_verbosity": "terse",
    }
    with connections[alias].cursor() as cursor:
        cursor.execute("SELECT name, setting FROM pg_settings WHERE name = ANY(%s)", [list(silent)])
        assert dict(cursor.fetchall()) == silent


def test_only_passwords_let_a_login_in() -> None:
    with connections["default"].cursor() as cursor:
        cursor.execute("SELECT current_user, current_setting('password_encryption')")
        assert cursor.fetchone() == ("app", "scram-sha-256")

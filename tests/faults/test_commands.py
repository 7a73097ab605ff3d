"""Every command says what it is for, explains itself and declares why it may or may not open anything."""

from __future__ import annotations

import argparse
from pathlib import Path

import pytest
from django.db import ProgrammingError
from psycopg.errors import UndefinedTable

from kindr.privacy.access.declare import declared
from kindr.web import cli
from kindr.web.configuration import read_configuration
from kindr.web.servers import set_up


@pytest.mark.parametrize("name", cli.COMMANDS)
def test_every_command_explains_itself(name: str, capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as ended:
        cli.main([name, "--help"])
    assert ended.value.code == 0
    assert f"kindr {name}" in capsys.readouterr().out


@pytest.mark.parametrize("name", cli.COMMANDS)
def test_every_command_declares_its_purpose(name: str) -> None:
    assert declared(cli.command_named(name).run)


def test_an_unknown_command_is_refused_with_the_list_of_known_ones(capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as ended:
        cli.main(["frobnicate"])
    assert ended.value.code == 2
    assert "choose from" in capsys.readouterr().err


def test_servers_of_ones_own_are_neither_started_nor_stopped(capsys: pytest.CaptureFixture[str]) -> None:
    assert cli.main(["db", "stop"]) == 1
    assert "servers of your own" in capsys.readouterr().err


def test_a_wrong_setting_stops_a_command_with_its_number_and_a_hint(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    wrong = read_configuration({"KINDR_DATA": str(tmp_path / "data"), "PORT": "high"})
    monkeypatch.setattr(cli, "configuration", lambda: wrong)
    assert cli.main(["db", "status"]) == 1
    assert "kindr.E001: PORT is 'high'. Give a whole number" in capsys.readouterr().err


def test_an_account_that_may_not_write_among_the_sources_is_told_what_to_run(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    def refuse() -> None:
        raise PermissionError(13, "Permission denied", "django.mo")

    monkeypatch.setattr(set_up, "compile_translations", refuse)
    assert cli.main(["worker", "--once"]) == 1
    said = capsys.readouterr().err
    assert "run `make install` as the owner of the program first (django.mo: Permission denied)" in said


def test_tables_that_are_not_there_are_said_in_words(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    class Asking:
        def add_arguments(self, _parser: argparse.ArgumentParser) -> None: ...

        def run(self, _options: argparse.Namespace) -> int:
            raise ProgrammingError("no table") from UndefinedTable("no table")

    monkeypatch.setattr(cli, "command_named", lambda _name: Asking())
    assert cli.main(["breach"]) == 1
    assert "kindr db migrate" in capsys.readouterr().err

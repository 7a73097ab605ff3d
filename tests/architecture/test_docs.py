"""The documents keep in step: what they name exists, and each phrase a person reads has its Indonesian."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from kindr.web import cli
from tests.architecture.house_rules import PROJECT
from tests.screens import pictures

DOCUMENTS = sorted([PROJECT / "README.md", *(PROJECT / "docs").rglob("*.md")])
PATHS = re.compile(r"`((?:src/kindr|tests|docs|bench|requirements)/[\w./-]+)`")
TESTS = re.compile(r"`(tests/[\w/]+\.py)::(\w+)`")
SHOWN = re.compile(r"pictures/([\w-]+)\.webp")
LINKS = re.compile(r"\]\((?!https?:|#)([^)#]+)")


def _missing(text: str, folder: Path) -> list[str]:
    named = [PROJECT / path for path in PATHS.findall(text)]
    linked = [folder / link for link in LINKS.findall(text)]
    return [str(path) for path in (*named, *linked) if not path.exists()]


@pytest.mark.parametrize("document", DOCUMENTS, ids=lambda path: path.name)
def test_every_file_that_a_document_names_exists(document: Path) -> None:
    assert _missing(document.read_text(), document.parent) == []


def test_a_document_that_names_a_lost_file_is_caught() -> None:
    assert _missing("see `src/kindr/lost.py` and [there](gone.md)", PROJECT)


@pytest.mark.parametrize("document", DOCUMENTS, ids=lambda path: path.name)
def test_every_picture_in_a_document_is_one_that_the_screens_take(document: Path) -> None:
    taken = {pictures.FRONT, *(picture.name for picture in pictures.PICTURES)}
    assert set(SHOWN.findall(document.read_text())) <= taken


def _tests_not_there(text: str) -> list[str]:
    return [
        f"{path}::{name}"
        for path, name in TESTS.findall(text)
        if not (PROJECT / path).exists() or not re.search(rf"^ *def {name}\(", (PROJECT / path).read_text(), re.M)
    ]


@pytest.mark.parametrize("document", DOCUMENTS, ids=lambda path: path.name)
def test_every_test_that_a_document_names_exists(document: Path) -> None:
    assert _tests_not_there(document.read_text()) == []


def test_a_document_that_names_a_lost_test_is_caught() -> None:
    assert _tests_not_there("`tests/architecture/test_docs.py::test_that_is_not_there`")
    assert _tests_not_there("`tests/lost.py::test_that_is_not_there`")


def test_every_answer_to_an_attack_names_a_test_or_says_that_it_is_not_covered() -> None:
    rows = (PROJECT / "docs" / "security.md").read_text().split("what answers it | test |")[1].split("\n\n")[0]
    unproven = [row for row in rows.splitlines()[2:] if not TESTS.search(row) and "not covered" not in row]
    assert len(rows.splitlines()) > 30
    assert unproven == []


def test_every_setting_is_explained_in_operations() -> None:
    sources = [
        *(PROJECT / f"src/kindr/web/{name}.py" for name in ("configuration", "environment", "key_settings")),
        PROJECT / "src/kindr/adapters/mail/chosen.py",
    ]
    named = {
        name for path in sources for name in re.findall(r'"(KINDR_[A-Z_]+|[A-Z_]*DATABASE_URL)"', path.read_text())
    }
    explained = (PROJECT / "docs" / "operations.md").read_text()
    assert sorted(name for name in named if name not in explained) == []


def test_every_command_has_help_and_stands_in_a_module_of_its_own() -> None:
    commands = PROJECT / "src/kindr/web/commands"
    assert [name for name, purpose in cli.COMMANDS.items() if not purpose.strip()] == []
    assert sorted(cli.COMMANDS) == sorted(path.stem for path in commands.glob("*.py") if path.stem != "__init__")

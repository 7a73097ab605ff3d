"""Runs the promise tests in a process of their own and reads which of them held."""

from __future__ import annotations

import os
import subprocess
import sys
import tempfile
from collections import defaultdict
from collections.abc import Iterator, Mapping
from datetime import datetime
from importlib.util import find_spec
from pathlib import Path
from xml.etree import ElementTree

from kindr.web.policy_check.map import CHECKOUT, Proofs, proofs_under
from kindr.web.promises.code import mark_of_code
from kindr.web.promises.results import Outcome, Run

TESTS = CHECKOUT / "tests"
OURS = ("KINDR_", "DATABASE_URL", "OWNER_DATABASE_URL", "KEYS_", "DJANGO_", "SECRET_KEY", "PORT", "HOST")
"""Beginnings of the names that tell this installation who it is; its tests are another one."""


class TestsDidNotRun(Exception):
    """The tests broke off before they said anything."""


def are_there() -> bool:
    """Whether the text of the promise tests lies beside the program, as it does in a checkout."""
    return (TESTS / "promises").is_dir()


def can_run() -> bool:
    """Whether what the tests need is installed as well; on a server it is not."""
    return are_there() and find_spec("pytest") is not None


def run_tests(*, at: datetime, folder: Path = TESTS, settings: str = "tests.settings") -> Run:
    """Runs every test marked with a clause. Raises TestsDidNotRun."""
    proofs = proofs_under(folder)
    modules = sorted({test.partition("::")[0] for tests in proofs.values() for test in tests})
    with tempfile.TemporaryDirectory() as scratch:
        report = Path(scratch) / "report.xml"
        arguments = ["-q", "-m", "clause", f"--ds={settings}", f"--junitxml={report}", "-p", "no:cacheprovider"]
        _pytest([*arguments, *(str(folder / module) for module in modules)], near=folder.parent)
        if not report.exists():
            raise TestsDidNotRun("pytest wrote no report")
        verdicts = verdicts_in(report.read_bytes(), folder.name)
    return Run(at, mark_of_code(), "here", tuple(_outcomes(proofs, verdicts)))


def verdicts_in(report: bytes, package: str) -> dict[str, bool]:
    """Which tests of a JUnit report held, by name; one that was left out did neither, and is not there."""
    found: dict[str, bool] = {}
    for case in ElementTree.fromstring(report).iter("testcase"):  # noqa: S314 -- as above
        module = case.get("classname", "").removeprefix(f"{package}.").replace(".", "/")
        name = f"{module}.py::{case.get('name', '').partition('[')[0]}"
        tags = {child.tag for child in case}
        if "skipped" not in tags:
            found[name] = found.get(name, True) and not tags & {"failure", "error"}
    return found


def _outcomes(proofs: Proofs, verdicts: Mapping[str, bool]) -> Iterator[Outcome]:
    marks: dict[str, list[str]] = defaultdict(list)
    for mark, tests in proofs.items():
        for test in tests:
            marks[test].append(mark)
    for test, about in marks.items():
        if test in verdicts:
            yield Outcome(test, tuple(about), verdicts[test])


def _pytest(arguments: list[str], *, near: Path) -> None:
    environment = {name: value for name, value in os.environ.items() if not name.startswith(OURS)}
    subprocess.run([sys.executable, "-m", "pytest", *arguments], cwd=near, env=environment, check=False)  # noqa: S603 -- our own interpreter and our own tests

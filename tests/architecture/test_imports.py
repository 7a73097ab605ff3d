"""The import contracts of pyproject.toml hold, and each catches a violation that is planted."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from tests.architecture.house_rules import PROJECT

LINT = "from importlinter.cli import lint_imports_command; lint_imports_command()"
VIOLATIONS = {
    "an inner layer that knows an outer one": ("base/money.py", "import kindr.shop.orders.actions"),
    "a query that uses a view": ("shop/orders/queries.py", "import kindr.shop.orders.views"),
    "a slice that knows one above it": ("shop/orders/actions.py", "import kindr.shop.checkout.actions"),
    "a view that opens personal records": ("shop/orders/views.py", "import kindr.shop.orders.personal"),
    "cryptography outside the vault": ("shop/orders/rules.py", "import cryptography"),
}


def _lint(folder: Path) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-c", LINT, "--no-cache"],
        cwd=PROJECT,
        capture_output=True,
        text=True,
        check=False,
        env={"PYTHONPATH": str(folder), "PATH": "/usr/bin:/bin"},
    )


@pytest.fixture
def bare_house(tmp_path: Path) -> Path:
    """The tree of the house with empty modules: only what is planted imports anything."""
    for path in (PROJECT / "src" / "kindr").rglob("*.py"):
        copy = tmp_path / path.relative_to(PROJECT / "src")
        copy.parent.mkdir(parents=True, exist_ok=True)
        copy.touch()
    return tmp_path


@pytest.mark.slow
def test_the_house_keeps_its_import_contracts() -> None:
    found = _lint(PROJECT / "src")
    assert found.returncode == 0, found.stdout


@pytest.mark.slow
@pytest.mark.parametrize("violation", VIOLATIONS, ids=str)
def test_a_planted_import_is_caught(bare_house: Path, violation: str) -> None:
    file, line = VIOLATIONS[violation]
    assert _lint(bare_house).returncode == 0
    (bare_house / "kindr" / file).write_text(line + "\n")
    assert _lint(bare_house).returncode == 1

"""The officer answers an auditor with proofs, which a program that knows no Kindr accepts, or refuses when touched."""

from __future__ import annotations

import json
import re
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest
from playwright.sync_api import Browser, expect

from tests.faults.installation import Installation
from tests.journeys.staff import come_in
from tests.journeys.test_parent import sign_up
from tests.journeys.test_rights import save
from tests.journeys.walking import DESKTOP, Walk, walking

pytestmark = pytest.mark.slow
Check = Callable[[Path], "subprocess.CompletedProcess[str]"]


def signed(shop: Installation) -> int:
    """The number of a checkpoint that has everything of this moment, as the worker signs one every minute."""
    found = re.search(r"checkpoint (\d+)", shop.run("log", "sign"))
    assert found
    return int(found[1])


def program(walk: Walk, folder: Path) -> Check:
    """What the auditor has: the program from the page, and the key; alone in a folder that knows no Kindr."""
    verifier = save(walk, "main a[href$='/verify_log.py']", folder / "verify_log.py")
    key = walk.page.request.get(f"{walk.shop.base}log/key").text().strip()

    def run(proof: Path) -> subprocess.CompletedProcess[str]:
        command = [sys.executable, "-I", str(verifier), str(proof), "--key", key]
        return subprocess.run(command, capture_output=True, text=True, cwd=folder, env={}, timeout=300)

    return run


def touched(proof: Path, name: str) -> Path:
    """The same proof with one hash of its way changed."""
    content = json.loads(proof.read_text())
    first = content[name][0]
    content[name][0] = ("A" if first[0] != "A" else "B") + first[1:]
    forged = proof.with_name(f"forged-{proof.name}")
    forged.write_text(json.dumps(content))
    return forged


def assert_holds(check: Check, proof: Path, name: str) -> str:
    """The proof is accepted and its forgery refused; what the program said of the true one."""
    said = check(proof)
    assert (said.returncode, said.stdout[:5]) == (0, "HOLDS"), said.stdout + said.stderr
    refused = check(touched(proof, name))
    assert (refused.returncode, refused.stdout[:13]) == (1, "DOES NOT HOLD"), refused.stdout + refused.stderr
    return said.stdout


def test_the_officer_answers_an_auditor_with_proofs(browser: Browser, shop: Installation, tmp_path: Path) -> None:
    first = signed(shop)
    with walking(browser, shop, window=DESKTOP, language="en") as parent:
        sign_up(parent, "audited@families.example")
        parent.go("/my-data/")
        second = signed(shop)
        parent.go("/my-data/openings/?show=all")
        line = save(parent, "main a[href*='/my-data/proof/']", tmp_path / "line.json")
    with walking(browser, shop, window=DESKTOP, language="en") as officer:
        come_in(officer, "Odile")
        officer.go("/desk/evidence/")
        check = program(officer, tmp_path)
        officer.fill(first=str(first), second=str(second))
        officer.press("main form:has([name=first]) button")
        expect(officer.page.get_by_text("The later log begins with the earlier one.")).to_be_visible()
        growth = save(officer, "main a[href*='/log/growth.json']", tmp_path / "growth.json")
    assert f"checkpoint {first}" in assert_holds(check, growth, "path")
    assert "audited@" not in assert_holds(check, line, "path")

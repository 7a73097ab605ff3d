"""`kindr policy`: hold policy, text and program against each other, or write its map, or what its version says."""

from __future__ import annotations

import argparse
from pathlib import Path

from kindr.privacy import registry
from kindr.privacy.access.declare import no_personal_data
from kindr.web.policy_check import marks
from kindr.web.policy_check.map import MAP, PROMISE_TESTS, current_map, proofs_under, unknown_proofs
from kindr.web.policy_check.report import findings, open_points
from kindr.web.policy_pages import archive
from kindr.web.policy_pages.texts import all_published, published


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Check, write the map, or write the marks."""
    actions = parser.add_subparsers(dest="action", metavar="check|map|mark", required=True)
    actions.add_parser("check", help="say what does not agree; exit code 1 when anything does not")
    drawing = actions.add_parser("map", help="write which sentence is kept where, and what proves it")
    drawing.add_argument("--to", type=Path, default=MAP, help="the file to write")
    actions.add_parser("mark", help="write down, item by item, what the newest version says")


@no_personal_data("reads the policy and the program's own text")
def run(options: argparse.Namespace) -> int:
    """Do the one thing that was asked for."""
    if options.action == "mark":
        return _mark()
    return _map(options.to) if options.action == "map" else _check()


def _check() -> int:
    found = [*findings(), *unknown_proofs(registry.policy(), published("en"), proofs_under(PROMISE_TESTS))]
    for finding in found:
        print(finding)
    for point in open_points():
        print(f"open: {point}")
    print(f"{len(found)} disagreements" if found else "policy, text and program agree")
    return 1 if found else 0


def _mark() -> int:
    policy = registry.policy()
    written = marks.write(policy.version, marks.marks_of(policy, all_published(policy)))
    kept = ", ".join(file.name for file in archive.write(policy)) or "the archive stays as it is"
    print(f"written: {written.name}, {kept}.")
    print(f"Once version {policy.version} is published, a change is a new version instead.")
    return 0


def _map(target: Path) -> int:
    target.write_text(current_map(), encoding="utf-8")
    print(f"written: {target}")
    return 0

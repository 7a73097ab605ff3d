"""`kindr policy`: hold policy, text and program against each other, or write the map of the policy."""

from __future__ import annotations

import argparse
from pathlib import Path

from kindr.privacy import registry
from kindr.privacy.access.declare import no_personal_data
from kindr.web.policy_check.map import MAP, PROMISE_TESTS, current_map, proofs_under, unknown_proofs
from kindr.web.policy_check.report import findings, open_points
from kindr.web.policy_pages.texts import published


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Check, or write the map."""
    actions = parser.add_subparsers(dest="action", metavar="check|map", required=True)
    actions.add_parser("check", help="say what does not agree; exit code 1 when anything does not")
    drawing = actions.add_parser("map", help="write which sentence is kept where, and what proves it")
    drawing.add_argument("--to", type=Path, default=MAP, help="the file to write")


@no_personal_data("reads the policy and the program's own text")
def run(options: argparse.Namespace) -> int:
    """Do the one thing that was asked for."""
    return _map(options.to) if options.action == "map" else _check()


def _check() -> int:
    found = [*findings(), *unknown_proofs(registry.policy(), published("en"), proofs_under(PROMISE_TESTS))]
    for finding in found:
        print(finding)
    for point in open_points():
        print(f"open: {point}")
    print(f"{len(found)} disagreements" if found else "policy, text and program agree")
    return 1 if found else 0


def _map(target: Path) -> int:
    target.write_text(current_map(), encoding="utf-8")
    print(f"written: {target}")
    return 0

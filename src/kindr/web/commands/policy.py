"""`kindr policy check` holds policy, text and program against each other; `kindr policy map` writes the map of them."""

from __future__ import annotations

import argparse

from kindr.policy import POLICY
from kindr.privacy.access.declare import no_personal_data
from kindr.web import policy_map, policy_report
from kindr.web.policy_texts import published


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """What to do with the policy."""
    parser.add_argument("verb", choices=["check", "map"], help="check: list what disagrees; map: write the map")


@no_personal_data("reads the policy's text, the declarations of the program and the shapes of its tables")
def run(options: argparse.Namespace) -> int:
    """Do it; 1 when something disagrees."""
    return _check() if options.verb == "check" else _write_map()


def _check() -> int:
    for point in policy_report.open_points():
        print(f"open: {point}")
    proofs = policy_map.proofs_under(policy_map.PROMISE_TESTS)
    found = [*policy_report.findings(), *policy_map.unknown_proofs(POLICY, published("id"), proofs)]
    for finding in found:
        print(finding)
    print(f"{len(found)} disagreements" if found else "The policy, its text and the program agree.")
    return 1 if found else 0


def _write_map() -> int:
    policy_map.MAP.parent.mkdir(exist_ok=True)
    policy_map.MAP.write_text(policy_map.current_map(), "utf-8")
    print(f"wrote {policy_map.MAP.relative_to(policy_map.CHECKOUT)}")
    return 0

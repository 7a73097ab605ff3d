"""`kindr breach`: hold a drill of a failure of protection, from the report to the end; nobody is written to."""

from __future__ import annotations

import argparse

from kindr.base import clock
from kindr.privacy.access.declare import command_for_purpose
from kindr.privacy.access.terms import Access
from kindr.privacy.incidents import drill
from kindr.privacy.incidents.drill import NothingToDrill, Outcome
from kindr.privacy.incidents.rules import Cause
from kindr.web.configuration import configuration
from kindr.web.servers import CannotRun
from kindr.web.servers.connections import server_settings
from kindr.web.servers.postgres import borrowed


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Which failure is drilled."""
    actions = parser.add_subparsers(dest="action", metavar="drill", required=True)
    drilling = actions.add_parser("drill", help="compute, draft, check, close; exit code 1 when something is missing")
    drilling.add_argument(
        "--cause", choices=[cause.value for cause in Cause], default=Cause.CREDENTIAL.value, help="what was stolen"
    )


@command_for_purpose("prove_compliance")
def run(options: argparse.Namespace, *, access: Access) -> int:
    """0 when a real incident would have gone well."""
    with borrowed(configuration().servers, server_settings(configuration())):
        try:
            return _told(drill.drill(Cause(options.cause), access=access, at=clock.now()))
        except NothingToDrill as reason:
            raise CannotRun(str(reason)) from None


def _told(found: Outcome) -> int:
    print(f"DRILL {found.incident.number}, {found.incident.cause}: nothing has happened, nobody is written to")
    for name, seconds in found.seconds.items():
        print(f"{name}: {seconds * 1000:.0f} ms")
    for how in ("opened", "changed", "could"):
        print(f"people, {how}: {found.people.get(how, 0)}")
    for kind, number in sorted(found.kinds.items()):
        print(f"people, {kind or 'unknown'}: {number}")
    for category, hows in found.radius.counts["categories"].items():
        said = ", ".join(f"{how} {sum(kinds.values())}" for how, kinds in hows.items())
        print(f"category {category}: {said}")
    print(f"letters drafted and checked: {found.letters}; without an address in the sample: {found.without_address}")
    for failure in found.failures:
        print(f"MISSING {failure}")
    print("closed" if not found.failures else f"closed, {len(found.failures)} missing")
    return 1 if found.failures else 0

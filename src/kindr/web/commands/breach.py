"""`kindr breach`: hold a drill of a failure of protection, from the report to the end; nobody is written to."""

from __future__ import annotations

import argparse
from collections.abc import Mapping, Sequence

from django.utils import translation

from kindr.base import clock
from kindr.privacy.access.declare import command_for_purpose
from kindr.privacy.access.terms import Access
from kindr.privacy.incidents import drill, queries
from kindr.privacy.incidents.drill import NothingToDrill, Outcome
from kindr.privacy.incidents.rules import Cause
from kindr.web.configuration import configuration
from kindr.web.servers import CannotRun
from kindr.web.servers.connections import server_settings
from kindr.web.servers.postgres import borrowed

CAUSES: Mapping[Cause, str] = {
    Cause.CREDENTIAL: "the sign-in of a colleague was stolen a day ago",
    Cause.BACKUP: "copies of both servers and the root key were taken just now",
    Cause.KEY: "one data key is in wrong hands",
    Cause.TABLE: "the first table with something in it leaked, keys included",
    Cause.WINDOW: "something went wrong within the last day, and nobody knows what",
}
COLUMNS = ("opened", "changed", "could")
LEGEND = "opened: somebody saw it · changed: written or erased · could: within reach, and not known to be opened\n"


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Which failure is drilled."""
    actions = parser.add_subparsers(dest="action", metavar="drill", required=True)
    drilling = actions.add_parser(
        "drill",
        help="report, compute, draft, check and close an incident that did not happen",
        description="Holds a drill on this installation: it reads what a real incident would read, writes so into the "
        "access log, keeps the drill among the incidents of the desk, and sends nothing to anybody.",
        epilog="causes:\n" + "\n".join(f"  {cause.value:<11} {says}" for cause, says in CAUSES.items())
        + "\n\nThe exit code is 1 when a real incident would have lacked something.",
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )  # fmt: skip
    drilling.add_argument(
        "--cause",
        choices=[cause.value for cause in Cause],
        default=Cause.CREDENTIAL.value,
        metavar="CAUSE",
        help="what failed, one of the causes below (a stolen sign-in when left out)",
    )


@command_for_purpose("prove_compliance")
def run(options: argparse.Namespace, *, access: Access) -> int:
    """0 when a real incident would have gone well."""
    with borrowed(configuration().servers, server_settings(configuration())), translation.override("en"):
        try:
            return told(drill.drill(Cause(options.cause), access=access, at=clock.now()))
        except NothingToDrill as reason:
            raise CannotRun(str(reason)) from None


def told(found: Outcome) -> int:
    """Says what a drill found; 1 when a real incident would have lacked something."""
    incident, shown = found.incident, queries.found_in(found.radius)
    print(f"Drill {incident.number}: {CAUSES[Cause(incident.cause)]}.")
    print("Nothing has happened, and nobody is written to.\n")
    print(LEGEND)
    _line("how many people", COLUMNS)
    _line("people in all", [shown.people[how] for how in COLUMNS])
    for name, *numbers in shown.kinds:
        _line(f"  {name}", numbers)
    for each in shown.categories:
        _line(each.name.lower(), [each.opened, each.changed, each.could])
    took = ", ".join(f"{name} {seconds * 1000:.0f} ms" for name, seconds in found.seconds.items())
    print(f"\n{found.letters} letters drafted and checked; {found.without_address} of the sample have no address")
    print(f"took: {took}")
    print(f"kept: {configuration().base_url}/en/desk/incidents/{incident.number}/")
    for failure in found.failures:
        print(f"MISSING {failure}")
    print("nothing is missing" if not found.failures else f"{len(found.failures)} missing")
    return 1 if found.failures else 0


def _line(name: str, cells: Sequence[object]) -> None:
    print(f"{name:<44}" + "".join(f"{cell:>9}" for cell in cells))

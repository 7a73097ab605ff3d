"""`kindr log`: hold the access log and the consent ledger against their tree, and the tree against a witness."""

from __future__ import annotations

import argparse
from collections.abc import Sequence
from datetime import timedelta
from pathlib import Path

from kindr.base import clock
from kindr.privacy.access.declare import no_personal_data
from kindr.privacy.evidence import comparing, upkeep
from kindr.privacy.evidence.actions import LogBroken, go_on_after_restore
from kindr.privacy.evidence.findings import Finding
from kindr.privacy.evidence.ports import this_log
from kindr.privacy.evidence.witness import WitnessFile
from kindr.web.configuration import configuration
from kindr.web.servers import CannotRun
from kindr.web.servers.connections import server_settings
from kindr.web.servers.postgres import borrowed

A_DAY = timedelta(days=1)
MOST_SHOWN = 50


class NoWitness(CannotRun):
    """There is no such file, or no checkpoint in it."""


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Check, compare, sign, or say the key."""
    actions = parser.add_subparsers(dest="action", metavar="check|witness|sign|restored|key", required=True)
    checking = actions.add_parser("check", help="hold the rows against the tree; exit code 1 when they do not agree")
    checking.add_argument("--all", action="store_true", help="from the first row on, not from yesterday's")
    witness = actions.add_parser("witness", help="hold a witness's copy of the checkpoints against the tree")
    witness.add_argument("file", type=Path, help="the copy")
    actions.add_parser("sign", help="give waiting rows their places and sign a checkpoint, as the worker does")
    actions.add_parser("restored", help="say in a checkpoint that the data server was put back to an older day")
    actions.add_parser("key", help="print the key with which others verify checkpoints")


@no_personal_data("makes the leaves of rows again in memory; shows counts, random ids and hashes")
def run(options: argparse.Namespace) -> int:
    """Do the one thing that was asked for."""
    with borrowed(configuration().servers, server_settings(configuration())):
        match options.action:
            case "check":
                return _check(is_whole=options.all)
            case "witness":
                return _compare(options.file)
            case "sign":
                return _sign()
            case "restored":
                return _restored()
            case _:
                print(this_log().published)
                return 0


def _check(*, is_whole: bool) -> int:
    at = clock.now()
    found = upkeep.check_and_tell(at=at, since=None if is_whole else at - A_DAY)
    print(f"{found.size - found.since} leaves checked, {found.forgotten} of forgotten rows, {found.size} in all")
    return _said(found.findings)


def _compare(copy: Path) -> int:
    if not copy.exists():
        raise NoWitness(f"there is no {copy}")
    found = comparing.compare(WitnessFile(copy).notes())
    if not found.checkpoints:
        raise NoWitness(f"{copy} holds no checkpoint")
    if found.last is not None:
        print(f"the copy and this log agree up to checkpoint {found.last.number}, {found.last.size} leaves")
    if found.lost:
        print(f"{found.lost} checkpoints were lost in a restore that said so")
    return _said(found.findings)


def _sign() -> int:
    made = upkeep.keep_up(at=clock.now())
    print(f"checkpoint {made.number}, {made.size} leaves" if made else "nothing was signed")
    return 0 if made else 1


def _restored() -> int:
    try:
        made = go_on_after_restore(at=clock.now())
    except LogBroken as broken:
        print(f"nothing was signed: {broken}")
        return 1
    print(f"checkpoint {made.number}, {made.size} leaves, says that the server was restored")
    return 0


def _said(findings: Sequence[Finding]) -> int:
    for finding in findings[:MOST_SHOWN]:
        print(finding)
    print(f"{len(findings)} findings" if findings else "everything agrees")
    return 1 if findings else 0

"""`kindr sweep`: forgets what is due now, or says what would go."""

from __future__ import annotations

import argparse
from collections.abc import Mapping
from datetime import datetime

from kindr.base import clock
from kindr.privacy import registry
from kindr.privacy.access.declare import command_for_purpose
from kindr.privacy.access.terms import Access
from kindr.privacy.retention import actions, clocks, due, sweeps
from kindr.privacy.retention.clocks import ClockDoubtful
from kindr.privacy.retention.models import SweepRun
from kindr.web.configuration import configuration
from kindr.web.servers.connections import server_settings
from kindr.web.servers.postgres import borrowed


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Whether anything goes."""
    parser.add_argument("--dry-run", action="store_true", help="say what would go, and let nothing go")
    parser.epilog = "The worker sweeps every night at a quarter past three in Jakarta; this is the same sweep."


@command_for_purpose("keep_systems_running")
def run(options: argparse.Namespace, *, access: Access) -> int:
    """Sweep, or count; 1 when something is left over or a part failed."""
    with borrowed(configuration().servers, server_settings(configuration())):
        if options.dry_run:
            return _would_go(at=clock.now())
        return _swept(access=access, at=clock.now())


def _swept(*, access: Access, at: datetime) -> int:
    try:
        clocks.check(at)
    except ClockDoubtful as doubtful:
        print(f"{doubtful}; set them first: nothing was swept")
        return 1
    return _told(actions.sweep(access=access, at=at, now=clock.now))


def _would_go(*, at: datetime) -> int:
    found = due.due_within(0, at=at)
    _print("would go", {each.clause: each.left_over for each in found})
    _print("would go", {clause: sweeps.left_over(clause, at=at) for clause in sweeps.watched()})
    _print("held", {each.clause: each.held for each in found})
    print("nothing was changed")
    return 0


def _told(run: SweepRun) -> int:
    _print("gone", run.gone)
    _print("gone", run.beside)
    _print("held", run.held)
    _print("left over", run.left)
    for part in run.failed:
        print(f"failed: {part}")
    print(f"{run.gone_count} gone, {run.held_count} held, {run.left_count} left over")
    return 1 if run.left_count or run.failed else 0


def _print(what: str, counts: Mapping[str, int]) -> None:
    clauses = registry.policy().clauses
    for key, count in counts.items():
        if count:
            number = clauses[key].number if key in clauses else ""
            print(f"{what}: {count:>7} {number:>7} {key}".rstrip())

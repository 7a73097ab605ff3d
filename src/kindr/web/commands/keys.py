"""`kindr keys`: how the root keys stand, a new one, and everything wrapped or sealed anew while the shop serves."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Callable

from kindr.base import clock
from kindr.privacy.access.declare import no_personal_data
from kindr.privacy.rights import journal_copies
from kindr.privacy.signing_keys import mark_of, signing_keys
from kindr.privacy.vault import keyrings, resealing, rotation, sealing
from kindr.privacy.vault.rotation import KeysLeftBehind
from kindr.web.configuration import configuration
from kindr.web.servers import CannotRun
from kindr.web.servers.connections import server_settings
from kindr.web.servers.postgres import borrowed

ACTIONS = {
    "status": "say which root keys there are, how many keys each wraps, and what is sealed in an old format",
    "rotate": "start a new root key, wrap every key under it, and destroy the older roots for good",
    "rewrap": "wrap every key under the current root key: what an interrupted rotation left",
    "retire": "wrap what is left, and destroy the older roots for good",
    "new-signer": "start a new key that signs receipts, certificates and checkpoints; the old one is gone for good",
    "reseal": "seal every row and file again in the format that is written now",
    "copy-journal": "copy what is new in the shred journal to its second place",
}


class StillWrapped(CannotRun):
    """Keys are left under an older root, which was therefore kept."""


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Which of the actions."""
    actions = parser.add_subparsers(dest="action", metavar="|".join(ACTIONS), required=True)
    for name, purpose in ACTIONS.items():
        actions.add_parser(name, help=purpose, description=purpose)
    parser.epilog = (
        "Each can be stopped at any moment and run again, also while the shop serves and while another one runs."
        " After a rotation, older backups of the keys open nothing any more: make a new one."
    )


@no_personal_data("keys are wrapped and values sealed anew inside the vault; nothing is released")
def run(options: argparse.Namespace) -> int:
    """Do the one thing that was asked for."""
    deeds: dict[str, Callable[[], None]] = {
        "status": _status,
        "rotate": _rotate,
        "rewrap": _rewrap,
        "retire": _retire,
        "new-signer": _new_signer,
        "reseal": _reseal,
        "copy-journal": _copy_journal,
    }
    with borrowed(configuration().servers, server_settings(configuration())):
        try:
            deeds[options.action]()
        except KeysLeftBehind as left:
            raise StillWrapped(f"{left}; run `kindr keys retire` again") from None
    return 0


def _status() -> None:
    for epoch in rotation.epochs():
        state = "current" if epoch.is_current else "destroyed" if epoch.is_destroyed else "older, still there"
        print(f"root {epoch.number}: {epoch.keys} keys, {state}")
    left = resealing.left()
    print(f"format {sealing.version_written()} is written; {left.rows} rows and {left.files} files have another")


def _rotate() -> None:
    epoch = rotation.turn(at=clock.now(), told=_progress("wrapped"))
    print(f"root {epoch} wraps every key; the older roots are destroyed")
    print("Copy the root keys to their safe place, and make a new backup of the keys: older ones open nothing now.")


def _rewrap() -> None:
    print(f"{rotation.rewrap(keyrings.roots().current_epoch(), told=_progress('wrapped'))} keys wrapped again")


def _retire() -> None:
    gone = rotation.retire_earlier(at=clock.now())
    print(f"destroyed: {', '.join(map(str, gone)) or 'nothing; there is one root only'}")


def _new_signer() -> None:
    made = signing_keys().turn(at=clock.now())
    print(f"key {mark_of(made.public_key)} signs from now on; what the older ones signed stays good for their time")
    for known in signing_keys().older():
        print(f"key {mark_of(known.public_key)} signed until {known.until:%Y-%m-%d %H:%M} UTC, and is gone")
    print("Copy roots.json and roots.json.signers to their safe place, and publish the new key where others know it.")


def _reseal() -> None:
    done = resealing.reseal(told=_progress("sealed"))
    left = resealing.left()
    print(
        f"{done} sealed again in format {sealing.version_written()}; {left.rows} rows and {left.files} files are left"
    )


def _copy_journal() -> None:
    head = journal_copies.copy_now()
    print(f"{head.lines} lines are in the second place" if head else "KINDR_JOURNAL_COPY names no second place")


def _progress(did: str) -> Callable[[int], None]:
    """Writes over its own line on a terminal, and nothing elsewhere."""

    def told(number: int) -> None:
        if sys.stderr.isatty():
            print(f"\r{number} {did}", end="", file=sys.stderr, flush=True)

    return told

"""`kindr mail receive`: takes in one letter for the information centre, as a mail server hands it over."""

from __future__ import annotations

import argparse
import os
import signal
import sys
from typing import BinaryIO

from kindr.base import clock
from kindr.privacy import registry
from kindr.privacy.access.declare import command_for_purpose
from kindr.privacy.access.terms import Access
from kindr.privacy.rights.intake import actions
from kindr.privacy.rights.intake.rules import MOST_BYTES, Envelope, Mailbox, read
from kindr.web.cli import TRY_AGAIN
from kindr.web.configuration import configuration
from kindr.web.servers.connections import server_settings
from kindr.web.servers.postgres import borrowed

PATIENCE = 120
"""Seconds until a letter is left to the mail server for later."""


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Who sent it and for whom, as the mail server knows it."""
    parser.add_argument("action", choices=("receive",), help="take in the letter on standard input")
    parser.add_argument("--from", dest="sender", help="envelope sender; SENDER of the environment otherwise")
    parser.add_argument("--to", dest="recipient", help="envelope recipient; RECIPIENT of the environment otherwise")


@command_for_purpose("answer_requests")
def run(options: argparse.Namespace, *, access: Access) -> int:
    """0 once the letter is committed; 75 for whatever else, so that the mail server keeps it and tries again."""
    signal.signal(signal.SIGALRM, _too_slow)
    signal.alarm(PATIENCE)
    try:
        letter = read(_all_of(sys.stdin.buffer), envelope_of(options), mailbox())
        with borrowed(configuration().servers, server_settings(configuration())):
            actions.take_in(letter, access=access, at=clock.now())
    except Exception as problem:  # whatever it is, the letter must not be lost; its words stay out of every log
        print(f"kindr: the letter was not taken in ({type(problem).__name__}); try again later", file=sys.stderr)
        return TRY_AGAIN
    finally:
        signal.alarm(0)
    return 0


def envelope_of(options: argparse.Namespace) -> Envelope:
    """The envelope by option or environment; `<>` and nothing are the sender that must not be replied to."""
    sender = options.sender if options.sender is not None else os.environ.get("SENDER")
    recipient = options.recipient or os.environ.get("RECIPIENT", "")
    is_null = sender is not None and sender.strip().strip("<>").upper() in ("", "MAILER-DAEMON")
    return Envelope("" if is_null else sender, recipient)


def mailbox() -> Mailbox:
    """Our own addresses, and whose Authentication-Results are ours."""
    own = {party.email.lower() for party in registry.policy().parties.values()}
    return Mailbox(frozenset(own), frozenset(configuration().authserv_ids))


def _all_of(source: BinaryIO) -> bytes:
    """As much as is read of a letter; the rest is taken from the mail server and let go."""
    whole = source.read(MOST_BYTES)
    while source.read(1 << 20):
        pass
    return whole


def _too_slow(_number: int, _frame: object) -> None:
    raise TimeoutError

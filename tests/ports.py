"""Ports for the shops of the tests: nobody else takes one while its shop is stopped and started again."""

from __future__ import annotations

import random
import socket
from contextlib import closing, suppress

OURS = range(20_000, 32_000, 2)
"""Below what systems give to connections that leave: one of those could hold the port when the shop comes back."""
_claims: dict[int, socket.socket] = {}


def free_port() -> int:
    """A port of this process until it ends: the odd one beside it is held, which tells other test processes so."""
    for port in random.SystemRandom().sample(OURS, len(OURS)):
        with suppress(OSError):
            _claim(port)
            return port
    raise OSError("every port of the tests is taken")


def _claim(port: int) -> None:
    with closing(socket.socket()) as probe:
        probe.bind(("127.0.0.1", port))
    claim = socket.socket()
    try:
        claim.bind(("127.0.0.1", port + 1))
    except OSError:
        claim.close()
        raise
    _claims[port] = claim

"""The ports of the tests: each is one shop's own."""

from __future__ import annotations

import socket
from contextlib import closing

import pytest

from tests import ports


def test_a_port_is_given_once_and_never_one_that_somebody_has(monkeypatch: pytest.MonkeyPatch) -> None:
    given = ports.free_port()
    monkeypatch.setattr(ports, "OURS", range(given, given + 6, 2))
    with closing(socket.socket()) as other:
        other.bind(("127.0.0.1", given + 2))
        assert ports.free_port() == given + 4
        with pytest.raises(OSError, match="every port"):
            ports.free_port()

"""How a long load says how far it is: a bar on a terminal, plain lines in a pipe."""

from __future__ import annotations

import io

from kindr.web.progress import LINES, progress


class Terminal(io.StringIO):
    def isatty(self) -> bool:
        return True


def said(stream: io.StringIO, *, has_bar: bool = True) -> str:
    told = progress("orders", to=stream, has_bar=has_bar)
    for number in range(1, 101):
        told(number, 100)
    return stream.getvalue()


def test_a_pipe_gets_a_few_plain_lines() -> None:
    lines = said(io.StringIO()).splitlines()
    assert lines[-1] == "kindr: 100 of 100 orders"
    assert len(lines) == LINES
    assert not any(sign in "".join(lines) for sign in "\x1b\r")


def test_a_terminal_gets_a_bar_unless_others_write_there_too() -> None:
    assert said(Terminal()).count("\r") == 100
    assert "\r" not in said(Terminal(), has_bar=False)

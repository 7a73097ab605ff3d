"""What is asked of the servers: every statement is a way there and back."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from typing import Any

from django.db import connections


@contextmanager
def counted(*aliases: str) -> Iterator[list[str]]:
    """The statements that reach these servers meanwhile, both by default, but not by the log's own connection."""
    asked: list[str] = []

    def note(execute: Any, sql: str, *rest: Any) -> Any:
        asked.append(sql)
        return execute(sql, *rest)

    with ExitStack() as stack:
        for alias in aliases or ("default", "keys"):
            stack.enter_context(connections[alias].execute_wrapper(note))
        yield asked

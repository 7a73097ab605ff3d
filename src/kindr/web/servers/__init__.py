"""The processes that Kindr runs on this computer: two private PostgreSQL servers, the web and the worker."""

from __future__ import annotations


class CannotRun(RuntimeError):
    """Something on this computer keeps Kindr from running; the message says what to do about it."""

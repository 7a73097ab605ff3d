"""Logs and error reports without values: where it went wrong, never with what."""

from __future__ import annotations

import logging
import traceback
from collections.abc import ItemsView
from types import TracebackType
from typing import Any

from django.http import HttpRequest
from django.views.debug import SafeExceptionReporterFilter


class PlainFormatter(logging.Formatter):
    """Writes a traceback's files, lines and types; an exception's message may quote a value, so it stays out."""

    def __init__(self, *_: Any, **__: Any) -> None:
        super().__init__("%(asctime)s %(levelname)s %(name)s %(message)s")

    def format(self, record: logging.LogRecord) -> str:
        if record.name.startswith("django.request") and record.args:
            record = logging.makeLogRecord({**record.__dict__, "msg": "a request failed", "args": None})
        return super().format(record)

    def formatException(
        self,
        ei: tuple[type[BaseException], BaseException, TracebackType | None] | tuple[None, None, None],
    ) -> str:
        kind, _error, trace = ei
        frames = traceback.extract_tb(trace)
        lines = [f"  {frame.filename}:{frame.lineno} in {frame.name}" for frame in frames]
        return "\n".join([f"{kind.__module__}.{kind.__qualname__}" if kind else "no exception", *lines])


class NothingPersonalFilter(SafeExceptionReporterFilter):
    """Error reports show no local variables, no form fields and no cookies."""

    def is_active(self, request: HttpRequest | None) -> bool:
        return True

    def get_post_parameters(self, request: HttpRequest | None) -> dict[str, Any]:
        return {}

    def get_traceback_frame_variables(self, request: Any, tb_frame: Any) -> ItemsView[str, Any]:
        return dict[str, Any]().items()

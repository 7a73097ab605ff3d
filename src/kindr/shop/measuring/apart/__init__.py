"""A stranger's picture is opened in a process of its own: it holds no key and no connection, and may not write.

Whatever a picture does to a decoder happens there, in little memory and little time, and what comes back is a few
numbers or the name of a refusal. The process inherits no secret and no open file, and before it looks at the first
byte it gives up opening files and sockets, starting processes, writing files and gaining rights; where the shop runs
as root it becomes a nobody. It is not a machine of its own: somebody who took it over could still use its processor
time, signal other processes of the same account, and, where the kernel lets one account's processes look into each
other (ptrace_scope 0), read the shop's memory. Wrong numbers it could also say; they are shown to be confirmed.
"""

from __future__ import annotations

import json
import math
import os
import sys
import threading
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

import kindr
from kindr.shop.measuring.apart import bounded
from kindr.shop.measuring.apart.bounded import Bounds, NotAnswered, TooLong
from kindr.shop.measuring.rules.foot_photo.terms import Found, Paper, Point, Reason, Refused, Way

PROGRAM = (sys.executable, "-P", "-m", __name__)
SECONDS = 8.0
"""A usual picture takes one or two, the heaviest that is opened at all three."""
AT_ONCE, WAITS_SECONDS = 2, 1.5
"""So many pictures at a time in one web process; another one waits a little and is then asked to come again."""
MOST_WORDS = 64 * 1024
_places = threading.BoundedSemaphore(AT_ONCE)


class Busy(Exception):
    """Too many pictures are being looked at just now."""


@dataclass(frozen=True)
class Asked:
    """Which sheet lies in the picture, and how the foot was drawn."""

    paper: Paper
    way: Way


def foot_in(content: bytes, asked: Asked) -> Found:
    """What a picture says. Raises Refused and Busy."""
    if not _places.acquire(timeout=WAITS_SECONDS):
        raise Busy
    try:
        return _read(_answer(content, asked))
    finally:
        _places.release()


def _answer(content: bytes, asked: Asked) -> bytes:
    question = json.dumps(asdict(asked)).encode() + b"\n" + content
    try:
        return bounded.answer(PROGRAM, question, Bounds(SECONDS, MOST_WORDS), surroundings=_surroundings())
    except TooLong:
        raise Refused(Reason.TOO_LONG) from None
    except NotAnswered:
        raise Refused(Reason.NOT_A_PICTURE) from None


def _surroundings() -> dict[str, str]:
    """Where the program lies, and nothing else of ours: no address of a database, no secret."""
    return {
        "PYTHONPATH": str(Path(kindr.__file__).parents[1]),
        "PATH": os.defpath,
        "OPENBLAS_NUM_THREADS": "1",
        "OMP_NUM_THREADS": "1",
        "PYTHONDONTWRITEBYTECODE": "1",
    }


def _read(answer: bytes) -> Found:
    """The answer of a program that might have been taken over: of the right shape, or none."""
    try:
        said: dict[str, Any] = json.loads(answer)
        reason = Reason(said["refused"]) if "refused" in said else None
        found = None if reason else _found(said)
    except (ValueError, KeyError, TypeError, IndexError, RecursionError):
        raise Refused(Reason.NOT_A_PICTURE) from None
    if found is None:
        raise Refused(reason or Reason.NOT_A_PICTURE)
    return found


def _found(said: dict[str, Any]) -> Found:
    return Found(
        length=_number(said["length"]),
        width=_number(said["width"]),
        spread=_number(said["spread"]),
        is_unsure=bool(said["is_unsure"]),
        sides=_points([said["sides"]])[0],
        outline=_points(said["outline"]),
        ends=_points(said["ends"]),
    )


def _points(said: list[list[float]]) -> tuple[Point, ...]:
    return tuple((_number(x), _number(y)) for x, y in said)


def _number(said: float) -> float:
    number = float(said)
    if not math.isfinite(number):
        raise ValueError(said)
    return number

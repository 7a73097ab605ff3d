"""A stranger's picture is opened in a process of its own: it holds no key and no connection, and may not write.

Whatever a picture does to a decoder happens there. It has little memory and little time, and what comes back is a few
numbers or the name of a refusal.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
import threading
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

import kindr
from kindr.shop.measuring.rules.foot_photo.terms import Found, Paper, Point, Reason, Refused, Way

SECONDS = 25
AT_ONCE, WAITS_SECONDS = 2, 10
"""So many pictures at a time in one web process; another one waits a little."""
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
        done = subprocess.run(  # noqa: S603  # the program is our own and so are its arguments
            [sys.executable, "-P", "-m", __name__],
            input=question,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            env=_surroundings(),
            cwd="/",
            timeout=SECONDS,
            check=False,
        )
    except subprocess.TimeoutExpired:
        raise Refused(Reason.NOT_A_PICTURE) from None
    return done.stdout if done.returncode == 0 else b""


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
    if not answer or len(answer) > MOST_WORDS:
        raise Refused(Reason.NOT_A_PICTURE)
    said: dict[str, Any] = json.loads(answer)
    if "refused" in said:
        raise Refused(Reason(said["refused"]))
    return Found(
        length=float(said["length"]),
        width=float(said["width"]),
        spread=float(said["spread"]),
        is_unsure=bool(said["is_unsure"]),
        sides=_points([said["sides"]])[0],
        outline=_points(said["outline"]),
        ends=_points(said["ends"]),
    )


def _points(said: list[list[float]]) -> tuple[Point, ...]:
    return tuple((float(x), float(y)) for x, y in said)

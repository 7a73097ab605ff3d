"""One question to one program: so many seconds, so many bytes of an answer, and then it is ended whatever it does."""

from __future__ import annotations

import contextlib
import os
import selectors
import signal
import subprocess
import time
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import IO

PIECE = 64 * 1024


class NotAnswered(Exception):
    """No answer came of it: the program failed, or said more than it may."""


class TooLong(NotAnswered):
    """The program was ended before it had answered: by us, by its own limit, or by a machine without memory."""


@dataclass(frozen=True)
class Bounds:
    """Seconds of the clock on the wall, and bytes of an answer."""

    seconds: float
    most: int


def answer(program: Sequence[str], question: bytes, bounds: Bounds, *, surroundings: Mapping[str, str]) -> bytes:
    """What the program says to the question. Raises NotAnswered and TooLong; nothing of it runs on."""
    until = time.monotonic() + bounds.seconds
    with _running(program, surroundings) as process:
        said = _heard(process, question, until, bounds.most)
        try:
            ended = process.wait(timeout=max(0.0, until - time.monotonic()))
        except subprocess.TimeoutExpired:
            raise TooLong from None
    if ended in (-signal.SIGKILL, -signal.SIGXCPU, -signal.SIGALRM):
        raise TooLong
    if ended:
        raise NotAnswered
    return said


@contextlib.contextmanager
def _running(program: Sequence[str], surroundings: Mapping[str, str]) -> Iterator[subprocess.Popen[bytes]]:
    """The program in a group of its own, so that what it might have started ends with it."""
    process = subprocess.Popen(  # noqa: S603  # the program is our own and so are its arguments
        program,
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        env=dict(surroundings),
        cwd="/",
        bufsize=0,
        start_new_session=True,
    )
    try:
        yield process
    finally:
        with contextlib.suppress(ProcessLookupError, PermissionError):
            os.killpg(process.pid, signal.SIGKILL)
        process.wait()
        for end in (process.stdin, process.stdout):
            if end is not None:
                end.close()


def _heard(process: subprocess.Popen[bytes], question: bytes, until: float, most: int) -> bytes:
    """Gives the question and takes the answer in turns: neither side waits for the other with a full pipe."""
    assert process.stdin is not None
    assert process.stdout is not None
    left, said = memoryview(question), bytearray()
    with selectors.DefaultSelector() as ready:
        os.set_blocking(process.stdin.fileno(), False)
        ready.register(process.stdin, selectors.EVENT_WRITE)
        ready.register(process.stdout, selectors.EVENT_READ)
        while True:
            able = ready.select(max(0.0, until - time.monotonic()))
            if not able or time.monotonic() > until:
                raise TooLong
            for key, _ in able:
                if key.fileobj is process.stdin:
                    left = left[_given(process.stdin, left) :]
                    if not left:
                        ready.unregister(process.stdin)
                        process.stdin.close()
                    continue
                piece = os.read(process.stdout.fileno(), PIECE)
                said += piece
                if len(said) > most:
                    raise NotAnswered
                if not piece:
                    return bytes(said)


def _given(end: IO[bytes], left: memoryview) -> int:
    """How many bytes were taken; whoever no longer listens has taken all."""
    try:
        return os.write(end.fileno(), left[:PIECE])
    except BlockingIOError:
        return 0
    except BrokenPipeError:
        return len(left)

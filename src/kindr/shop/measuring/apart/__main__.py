"""The process that opens one picture: limits first, then a question on its input, then the answer on its output."""

from __future__ import annotations

import ctypes
import json
import os
import resource
import signal
import sys
from dataclasses import asdict

MOST_MEMORY = 1536 * 1024 * 1024
MOST_SECONDS, LONGEST_SECONDS = 6, 15
"""Of the processor's time; and of the clock on the wall, for when whoever asked is gone."""
MOST_INPUT = 20 * 1024 * 1024
NO_NEW_PRIVILEGES = 38
NOBODY = 65534


def main() -> None:
    """Everything is loaded before files and sockets can no longer be opened."""
    bound()
    import numpy.ma
    from PIL import Image, JpegImagePlugin, PngImagePlugin, TiffImagePlugin, WebPImagePlugin

    from kindr.shop.measuring.rules.foot_photo import measuring
    from kindr.shop.measuring.rules.foot_photo.terms import Paper, Refused, Way

    # What numpy and Pillow would load later, when they may not open its file any more.
    Image.preinit()
    del numpy, JpegImagePlugin, PngImagePlugin, TiffImagePlugin, WebPImagePlugin
    shut_in()
    asked, _, content = sys.stdin.buffer.read(MOST_INPUT).partition(b"\n")
    told = json.loads(asked)
    try:
        found = measuring.measure(content, paper=Paper(told["paper"]), way=Way(told["way"]))
        said = json.dumps(asdict(found))
    except Refused as refusal:
        said = json.dumps({"refused": refusal.reason.value})
    sys.stdout.write(said)


def bound() -> None:
    """Little time and memory, no file written, no picture left behind in a core."""
    signal.alarm(LONGEST_SECONDS)
    _limit(resource.RLIMIT_CORE, 0)
    _limit(resource.RLIMIT_FSIZE, 0)
    _limit(resource.RLIMIT_CPU, MOST_SECONDS)
    _limit(resource.RLIMIT_AS, MOST_MEMORY)


def shut_in() -> None:
    """No right beyond an ordinary account's, no new file or socket, no new process; there is no way back."""
    if os.geteuid() == 0:
        # Root may start processes past every limit.
        os.setgroups([])
        os.setgid(NOBODY)
        os.setuid(NOBODY)
    if sys.platform == "linux" and ctypes.CDLL(None).prctl(NO_NEW_PRIVILEGES, 1, 0, 0, 0) != 0:
        raise OSError("the process may still gain rights")
    _limit(resource.RLIMIT_NPROC, 0)
    # None at all: with three allowed, whoever closes one could open another in its place.
    _limit(resource.RLIMIT_NOFILE, 0)


def _limit(what: int, most: int) -> None:
    resource.setrlimit(what, (most, most))


if __name__ == "__main__":
    main()

"""The process that opens one picture: limits first, then a question on its input, then the answer on its output."""

from __future__ import annotations

import json
import resource
import sys
from dataclasses import asdict

MOST_MEMORY = 1536 * 1024 * 1024
MOST_SECONDS = 20
MOST_INPUT = 20 * 1024 * 1024


def main() -> None:
    """Everything is loaded before files and sockets can no longer be opened."""
    _limit(resource.RLIMIT_CORE, 0)
    _limit(resource.RLIMIT_FSIZE, 0)
    _limit(resource.RLIMIT_CPU, MOST_SECONDS)
    _limit(resource.RLIMIT_AS, MOST_MEMORY)
    import numpy.ma
    from PIL import Image, JpegImagePlugin, PngImagePlugin, TiffImagePlugin, WebPImagePlugin

    from kindr.shop.measuring.rules.foot_photo import measuring
    from kindr.shop.measuring.rules.foot_photo.terms import Paper, Refused, Way

    # What numpy and Pillow would load later, when they may not open its file any more.
    Image.preinit()
    del numpy, JpegImagePlugin, PngImagePlugin, TiffImagePlugin, WebPImagePlugin
    asked, _, content = sys.stdin.buffer.read(MOST_INPUT).partition(b"\n")
    told = json.loads(asked)
    _limit(resource.RLIMIT_NOFILE, 3)
    try:
        found = measuring.measure(content, paper=Paper(told["paper"]), way=Way(told["way"]))
        said = json.dumps(asdict(found))
    except Refused as refusal:
        said = json.dumps({"refused": refusal.reason.value})
    sys.stdout.write(said)


def _limit(what: int, most: int) -> None:
    resource.setrlimit(what, (most, most))


if __name__ == "__main__":
    main()

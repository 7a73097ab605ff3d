"""Opening a picture without trusting it: kind and size are read from its head before anything is unpacked.

Nothing but pixels comes out: turned upright as the camera meant it, at most `LONGEST_SIDE` long, without any note.
"""

from __future__ import annotations

import io
import struct
import warnings

import numpy as np
from PIL import Image, ImageOps

from kindr.shop.measuring.rules.foot_photo.terms import Pixels, Reason, Refused

LARGEST_BYTES = 16 * 1024 * 1024
MOST_PIXELS = {"JPEG": 64_000_000, "PNG": 25_000_000, "WEBP": 25_000_000}
"""By kind: a JPEG is unpacked at a smaller size at once, the others are unpacked whole."""
MOST_PIXELS_IN_PASSES = 25_000_000
MOST_PASSES = 30
"""A JPEG in passes is held whole while it is unpacked, and each pass goes over all of it."""
SHORTEST_SIDE, LONGEST_SIDE = 480, 4032
SLIMMEST = 3.0
START_OF_SCAN = b"\xff\xda"


def opened(content: bytes) -> Pixels:
    """The pixels in RGB. Raises Refused: not a picture, too large, too small."""
    if len(content) > LARGEST_BYTES:
        raise Refused(Reason.TOO_LARGE)
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            with Image.open(io.BytesIO(content), formats=tuple(MOST_PIXELS)) as image:
                _check(image, content)
                image.draft("RGB", (LONGEST_SIDE, LONGEST_SIDE))
                upright = ImageOps.exif_transpose(image.convert("RGB"))
                upright.thumbnail((LONGEST_SIDE, LONGEST_SIDE), Image.Resampling.BOX)
                return np.asarray(upright, dtype=np.uint8).copy()
    except Image.DecompressionBombError as error:
        raise Refused(Reason.TOO_LARGE) from error
    except (OSError, SyntaxError, ValueError, TypeError, LookupError, EOFError, struct.error) as error:
        raise Refused(Reason.NOT_A_PICTURE) from error


def _check(image: Image.Image, content: bytes) -> None:
    """From the head alone."""
    pixels, in_passes = image.width * image.height, bool(image.info.get("progressive"))
    if pixels > MOST_PIXELS[image.format or ""] or (in_passes and pixels > MOST_PIXELS_IN_PASSES):
        raise Refused(Reason.TOO_LARGE)
    if in_passes and content.count(START_OF_SCAN) > MOST_PASSES:
        raise Refused(Reason.NOT_A_PICTURE)
    short, long = sorted(image.size)
    if short < SHORTEST_SIDE or long > SLIMMEST * short:
        raise Refused(Reason.TOO_SMALL)

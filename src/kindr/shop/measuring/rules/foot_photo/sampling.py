"""Looking up places between the pixels."""

from __future__ import annotations

from typing import Any

import cv2
import numpy as np
from numpy.typing import NDArray


def sampled(pixels: NDArray[Any], places: NDArray[Any]) -> NDArray[Any]:
    """What lies at places (x, y in their last axis); beyond its edges a picture goes on as it ends."""
    x, y = (np.ascontiguousarray(places[..., axis], dtype=np.float32) for axis in (0, 1))
    return cv2.remap(pixels, x, y, cv2.INTER_LINEAR, borderMode=cv2.BORDER_REPLICATE)

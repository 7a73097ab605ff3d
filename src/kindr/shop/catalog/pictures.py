"""Where the picture of a garment lies: the address changes with the design, so a picture may be kept for ever."""

from __future__ import annotations

import json
import zlib
from collections.abc import Mapping

from kindr.shop.catalog.drawing import VERSION


def picture_url(slug: str, colour: str, view: str, *, design: Mapping[str, object], size: int | None = None) -> str:
    """The path of one picture; `view` is one of `drawing.VIEWS`, `size` a height in cm for the measures."""
    return picture_path(slug, colour, view, mark=design_mark(design), size=size)


def picture_path(slug: str, colour: str, view: str, *, mark: str, size: int | None = None) -> str:
    """As `picture_url`, for a design whose mark is known: a list has many pictures of each."""
    name = f"{view}-{size}" if size else view
    return f"/garments/{slug}/{colour}/{name}.svg?v={mark}"


def design_mark(design: Mapping[str, object]) -> str:
    """A short mark of a design and of how designs are drawn."""
    return f"{zlib.crc32(json.dumps([VERSION, design], sort_keys=True).encode()):08x}"


def swatch_url(colour: str) -> str:
    """The path of a dot of one dye."""
    return f"/garments/swatches/{colour}.svg"

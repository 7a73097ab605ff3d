"""Garments drawn from the size chart: pure functions from a design, a colour and a size to an SVG text."""

from __future__ import annotations

from kindr.shop.catalog.drawing.design import Design, WrongDesign, read_design
from kindr.shop.catalog.drawing.shapes import SHAPES, flat
from kindr.shop.catalog.drawing.views import VIEWS, NoSuchView, draw

VERSION = 4
"""Raised when the same design is drawn differently, so that kept pictures are fetched again."""

__all__ = ["SHAPES", "VERSION", "VIEWS", "Design", "NoSuchView", "WrongDesign", "draw", "flat", "read_design"]

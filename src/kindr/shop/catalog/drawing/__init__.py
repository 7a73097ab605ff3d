"""Garments drawn from the size chart: pure functions from a design, a colour and a size to an SVG text."""

from __future__ import annotations

VERSION = 1
"""Raised when the same design is drawn differently, so that kept pictures are fetched again."""

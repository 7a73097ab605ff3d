"""The tables of measuring: only the sealed records of what a guardian keeps."""

from __future__ import annotations

from kindr.shop.measuring.personal import Measurement

__all__ = ["Measurement"]

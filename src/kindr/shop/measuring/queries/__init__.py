"""What can be asked of measuring: which sizes fit a body, how sure that is, how long they last, and why."""

from __future__ import annotations

from kindr.shop.measuring.queries.advice import Advice, Kind, KindAdvice, advice
from kindr.shop.measuring.queries.believing import Believed, Measured, believed, is_unusual

__all__ = [
    "Advice",
    "Believed",
    "Kind",
    "KindAdvice",
    "Measured",
    "advice",
    "believed",
    "is_unusual",
]

"""What can be asked of measuring: which sizes fit a body, how sure that is, how long they last, and why."""

from __future__ import annotations

from kindr.shop.measuring.queries.advice import Advice, Kind, KindAdvice, advice
from kindr.shop.measuring.queries.believing import Believed, Measured, believed, is_unusual
from kindr.shop.measuring.queries.kept import Kept, MeasuredChild, kept_one, measured_child, measured_children

__all__ = [
    "Advice",
    "Believed",
    "Kept",
    "Kind",
    "KindAdvice",
    "Measured",
    "MeasuredChild",
    "advice",
    "believed",
    "is_unusual",
    "kept_one",
    "measured_child",
    "measured_children",
]

"""What can be asked of measuring: which sizes fit a body, how sure that is, how long they last, and why."""

from __future__ import annotations

from kindr.shop.measuring.queries.advice import Advice, Kind, KindAdvice, advice
from kindr.shop.measuring.queries.believing import Believed, Measured, believed, is_unusual
from kindr.shop.measuring.queries.kept import Kept, MeasuredChild, kept_one, measured_child, measured_children
from kindr.shop.measuring.queries.verdicts import bias_cm, said_of_lines, verdicts_on
from kindr.shop.measuring.rules.feedback import Verdict, Verdicts

__all__ = [
    "Advice",
    "Believed",
    "Kept",
    "Kind",
    "KindAdvice",
    "Measured",
    "MeasuredChild",
    "Verdict",
    "Verdicts",
    "advice",
    "believed",
    "bias_cm",
    "is_unusual",
    "kept_one",
    "measured_child",
    "measured_children",
    "said_of_lines",
    "verdicts_on",
]

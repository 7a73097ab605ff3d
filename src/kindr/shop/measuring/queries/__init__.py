"""What can be asked of measuring: which sizes fit a body, how sure that is, how long they last, and why."""

from __future__ import annotations

from kindr.shop.catalog.queries import Kind
from kindr.shop.measuring.queries.advice import Advice, KindAdvice, advice, foot_spread, shoe
from kindr.shop.measuring.queries.agreeing import agrees_to_measurements
from kindr.shop.measuring.queries.answers import SizeAnswer, size_answer
from kindr.shop.measuring.queries.believing import Believed, Measured, believed, is_unusual
from kindr.shop.measuring.queries.families import (
    Badge,
    FittedChild,
    badges,
    fitted_children,
    keeps_measurements,
    wearable,
)
from kindr.shop.measuring.queries.garments import Answer, GarmentAdvice, Sewn, best_size, garment_advice, taken
from kindr.shop.measuring.queries.kept import (
    Kept,
    MeasuredChild,
    kept_one,
    measured_child,
    measured_children,
    usable_children,
    usable_own_children,
)
from kindr.shop.measuring.queries.verdicts import bias_cm, biases, is_objecting, pausing, said_of_lines
from kindr.shop.measuring.queries.wearing import Limit, Wear, limit_of, limit_of_size, wear
from kindr.shop.measuring.rules.feedback import Verdict, Verdicts
from kindr.shop.measuring.rules.feet import ShoeAdvice
from kindr.shop.measuring.rules.wearing import Fits

__all__ = [
    "Advice",
    "Answer",
    "Badge",
    "Believed",
    "Fits",
    "FittedChild",
    "GarmentAdvice",
    "Kept",
    "Kind",
    "KindAdvice",
    "Limit",
    "Measured",
    "MeasuredChild",
    "Sewn",
    "ShoeAdvice",
    "SizeAnswer",
    "Verdict",
    "Verdicts",
    "Wear",
    "advice",
    "agrees_to_measurements",
    "badges",
    "believed",
    "best_size",
    "bias_cm",
    "biases",
    "fitted_children",
    "foot_spread",
    "garment_advice",
    "is_objecting",
    "is_unusual",
    "keeps_measurements",
    "kept_one",
    "limit_of",
    "limit_of_size",
    "measured_child",
    "measured_children",
    "pausing",
    "said_of_lines",
    "shoe",
    "size_answer",
    "taken",
    "usable_children",
    "usable_own_children",
    "wear",
    "wearable",
]

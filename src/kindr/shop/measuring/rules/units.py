"""Lengths and weights as people write them: `108`, `108,5 cm`, `42 in`, `17.5 kg`, `38 lb`."""

from __future__ import annotations

import enum
import re
import unicodedata

CM_PER_INCH = 2.54
KG_PER_POUND = 0.45359237
TO_CM = {"": 1.0, "cm": 1.0, "mm": 0.1, "m": 100.0, "in": CM_PER_INCH, "inch": CM_PER_INCH, '"': CM_PER_INCH}
TO_KG = {"": 1.0, "kg": 1.0, "g": 0.001, "lb": KG_PER_POUND, "lbs": KG_PER_POUND, "pound": KG_PER_POUND}
_WRITTEN = re.compile(r"(\d{1,5}(?:[.,]\d{1,4})?)\s*([a-z\"]*)")


class Units(enum.StrEnum):
    """What a number without a unit means, and what is shown."""

    METRIC = "metric"
    IMPERIAL = "imperial"


class NotAMeasure(ValueError):
    """Not a number with a unit that is known."""


def centimetres(text: str, bare: Units = Units.METRIC) -> float:
    """A length in cm, to the millimetre unless it was written in inches; raises NotAMeasure."""
    return _read(text, TO_CM if bare is Units.METRIC else {**TO_CM, "": CM_PER_INCH})


def kilograms(text: str, bare: Units = Units.METRIC) -> float:
    """A weight in kg; raises NotAMeasure."""
    return _read(text, TO_KG if bare is Units.METRIC else {**TO_KG, "": KG_PER_POUND})


def shown_length(cm: float, units: Units) -> tuple[float, str]:
    """A length as it is shown, with the sign of its unit."""
    return (cm, "cm") if units is Units.METRIC else (cm / CM_PER_INCH, "in")


def shown_weight(kg: float, units: Units) -> tuple[float, str]:
    """A weight as it is shown, with the sign of its unit."""
    return (kg, "kg") if units is Units.METRIC else (kg / KG_PER_POUND, "lb")


def _read(text: str, units: dict[str, float]) -> float:
    plain = unicodedata.normalize("NFKC", text).replace("”", '"').strip().lower().rstrip(".")
    found = _WRITTEN.fullmatch(plain)
    if not found or not plain.isascii() or found[2] not in units:
        raise NotAMeasure(text)
    return round(float(found[1].replace(",", ".")) * units[found[2]], 2)

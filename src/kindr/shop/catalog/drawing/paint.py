"""Colours: one dye becomes cloth, rib, lining, seams and pattern by moving through OKLCH."""

from __future__ import annotations

import math
from dataclasses import dataclass


@dataclass(frozen=True)
class Paint:
    """The colours that one garment is drawn in, as #rrggbb."""

    cloth: str
    rib: str
    lining: str
    seam: str
    edge: str
    motif: str
    """The first colour of the pattern."""
    motif_two: str
    trim: str
    """Collars, cuffs and binding where the design asks for contrast."""
    button: str
    thread: str
    """Thread that is meant to be seen."""


ACCENTS = {
    "cream": "#f8efdc",
    "ink": "#2e3350",
    "coral": "#e37a5e",
    "sun": "#ecc05a",
    "teal": "#2f7f86",
    "rose": "#d98b97",
}

UNDYED = "#bda17c"
"""The brown of cotton as it grows."""


def paint_for(dye: str, *, accent: str = "tone") -> Paint:
    """All colours of a garment from its dye and the name of an accent ("tone" or a key of `ACCENTS`)."""
    light = _oklch(dye)[0]
    is_dark = light < 0.5
    motif = ACCENTS.get(accent) or (UNDYED if _is_white(dye) else moved_light(dye, 0.2 if light < 0.75 else -0.22))
    if accent in ACCENTS and abs(_oklch(motif)[0] - light) < 0.16:
        motif = moved_light(dye, 0.28 if light < 0.7 else -0.3)
    return Paint(
        cloth=dye,
        rib=moved_light(dye, 0.035 if is_dark else -0.04),
        lining=moved_light(dye, -0.09 if not is_dark else -0.05),
        seam=moved_light(dye, 0.16 if is_dark else -0.17),
        edge=moved_light(dye, -0.13 if is_dark else -0.22),
        motif=motif,
        motif_two=moved_light(motif, 0.1 if _oklch(motif)[0] < 0.6 else -0.12),
        trim=motif,
        button=moved_light(dye, 0.34 if light < 0.72 else -0.2),
        thread="#d9a45c" if light < 0.66 else moved_light(dye, -0.2),
    )


def _is_white(dye: str) -> bool:
    """White cloth has no tone of its own: darkened, it would only look grey."""
    light, chroma, _ = _oklch(dye)
    return light > 0.92 and chroma < 0.05


def moved_light(dye: str, by: float) -> str:
    """The same hue lighter (above zero) or darker by a step of OKLCH lightness, 0 to 1."""
    light, chroma, hue = _oklch(dye)
    new = min(0.985, max(0.12, light + by))
    # Very light and very dark dyes hold less colour; without this they turn neon or muddy.
    room = min(1.0, (1 - new) / 0.25, new / 0.2)
    return _hex(new, chroma * max(0.25, room), hue)


def light_of(dye: str) -> float:
    """How light a dye is, 0 to 1."""
    return _oklch(dye)[0]


def hue_of(dye: str) -> float:
    """The hue of a dye in radians."""
    return _oklch(dye)[2]


def _oklch(dye: str) -> tuple[float, float, float]:
    """Björn Ottosson's OKLab in polar form: lightness 0 to 1, chroma, hue in radians."""
    red, green, blue = (_linear(int(dye[at : at + 2], 16) / 255) for at in (1, 3, 5))
    long = (0.4122214708 * red + 0.5363325363 * green + 0.0514459929 * blue) ** (1 / 3)
    middle = (0.2119034982 * red + 0.6806995451 * green + 0.1073969566 * blue) ** (1 / 3)
    short = (0.0883024619 * red + 0.2817188376 * green + 0.6299787005 * blue) ** (1 / 3)
    light = 0.2104542553 * long + 0.7936177850 * middle - 0.0040720468 * short
    a = 1.9779984951 * long - 2.4285922050 * middle + 0.4505937099 * short
    b = 0.0259040371 * long + 0.7827717662 * middle - 0.8086757660 * short
    return light, math.hypot(a, b), math.atan2(b, a)


def _hex(light: float, chroma: float, hue: float) -> str:
    a, b = chroma * math.cos(hue), chroma * math.sin(hue)
    long = (light + 0.3963377774 * a + 0.2158037573 * b) ** 3
    middle = (light - 0.1055613458 * a - 0.0638541728 * b) ** 3
    short = (light - 0.0894841775 * a - 1.2914855480 * b) ** 3
    channels = (
        4.0767416621 * long - 3.3077115913 * middle + 0.2309699292 * short,
        -1.2684380046 * long + 2.6097574011 * middle - 0.3413193965 * short,
        -0.0041960863 * long - 0.7034186147 * middle + 1.7076147010 * short,
    )
    return "#" + "".join(f"{round(255 * _gamma(channel)):02x}" for channel in channels)


def _linear(channel: float) -> float:
    return channel / 12.92 if channel <= 0.04045 else float(((channel + 0.055) / 1.055) ** 2.4)


def _gamma(channel: float) -> float:
    bounded = min(1.0, max(0.0, channel))
    return 12.92 * bounded if bounded <= 0.0031308 else 1.055 * bounded ** (1 / 2.4) - 0.055

"""What a designer decides about a garment, as stored in the product's row."""

from __future__ import annotations

import enum
from collections.abc import Mapping
from dataclasses import dataclass, fields

from kindr.shop.catalog.drawing.batik import BATIK
from kindr.shop.catalog.drawing.paint import ACCENTS
from kindr.shop.catalog.drawing.patterns import PATTERNS
from kindr.shop.catalog.drawing.weaves import Weave
from kindr.shop.catalog.rules import is_size


class Silhouette(enum.StrEnum):
    """The garments that can be drawn."""

    TEE = "tee"
    POLO = "polo"
    SHIRT = "shirt"
    HOODIE = "hoodie"
    JACKET = "jacket"
    CARDIGAN = "cardigan"
    DRESS = "dress"
    SKIRT = "skirt"
    TROUSERS = "trousers"
    SHORTS = "shorts"
    LEGGINGS = "leggings"
    DUNGAREES = "dungarees"
    PYJAMAS = "pyjamas"
    BODYSUIT = "bodysuit"
    SLEEPSUIT = "sleepsuit"
    ROMPER = "romper"
    SHOES = "shoes"


class Collar(enum.StrEnum):
    """What goes round the neck."""

    ROUND = "round"
    V = "v"
    SHIRT = "shirt"
    PETER_PAN = "peter_pan"
    STAND = "stand"
    HOOD = "hood"


class Sleeve(enum.StrEnum):
    """How far the sleeve reaches and how it is cut."""

    NONE = "none"
    SHORT = "short"
    PUFF = "puff"
    ELBOW = "elbow"
    LONG = "long"
    RAGLAN = "raglan"
    RAGLAN_LONG = "raglan_long"


class Length(enum.StrEnum):
    """How long the garment is for its kind."""

    SHORT = "short"
    REGULAR = "regular"
    LONG = "long"


class Pocket(enum.StrEnum):
    """Pockets on the front."""

    NONE = "none"
    CHEST = "chest"
    POUCH = "pouch"
    PATCH = "patch"


USUAL = {
    Silhouette.TEE: Weave.JERSEY,
    Silhouette.POLO: Weave.PIQUE,
    Silhouette.SHIRT: Weave.POPLIN,
    Silhouette.HOODIE: Weave.FLEECE,
    Silhouette.JACKET: Weave.SHELL,
    Silhouette.CARDIGAN: Weave.KNIT,
    Silhouette.DRESS: Weave.POPLIN,
    Silhouette.SKIRT: Weave.TWILL,
    Silhouette.TROUSERS: Weave.TWILL,
    Silhouette.SHORTS: Weave.TWILL,
    Silhouette.LEGGINGS: Weave.STRETCH,
    Silhouette.DUNGAREES: Weave.DENIM,
    Silhouette.PYJAMAS: Weave.POPLIN,
    Silhouette.BODYSUIT: Weave.JERSEY,
    Silhouette.SLEEPSUIT: Weave.JERSEY,
    Silhouette.ROMPER: Weave.LINEN,
    Silhouette.SHOES: Weave.TWILL,
}
"""What a garment is sewn from where its design names no cloth."""


class WrongDesign(ValueError):
    """A stored design names something that cannot be drawn."""


@dataclass(frozen=True)
class Design:
    """The decisions; `size` is the height in cm of the sample that is photographed, `ease` extra width in cm."""

    silhouette: Silhouette
    collar: Collar = Collar.ROUND
    sleeve: Sleeve = Sleeve.SHORT
    length: Length = Length.REGULAR
    pocket: Pocket = Pocket.NONE
    pattern: str = "plain"
    accent: str = "tone"
    contrast: bool = False
    """Whether collar, cuffs and binding are cut from the accent."""
    ease: int = 0
    size: int = 110
    weave: Weave | None = None

    @property
    def cloth(self) -> Weave:
        """The cloth to draw; wax-printed patterns show the cracks of their wax."""
        return Weave.BATIK if self.pattern in BATIK else self.weave or USUAL[self.silhouette]


def read_design(stored: Mapping[str, object]) -> Design:
    """The design in a product's row; raises WrongDesign for unknown names or sizes."""
    known = {field.name for field in fields(Design)}
    if unknown := sorted(set(stored) - known):
        raise WrongDesign(f"A design has no {', '.join(unknown)}.")
    try:
        return _checked(stored)
    except (ValueError, KeyError, TypeError) as error:
        raise WrongDesign(f"This design cannot be drawn: {error}") from error


def _checked(stored: Mapping[str, object]) -> Design:
    pattern, accent = str(stored.get("pattern", "plain")), str(stored.get("accent", "tone"))
    size, ease = int(str(stored.get("size", 110))), int(str(stored.get("ease", 0)))
    if pattern not in PATTERNS or (accent != "tone" and accent not in ACCENTS) or not is_size(size):
        raise ValueError(f"{pattern}, {accent}, {size}")
    return Design(
        silhouette=Silhouette(str(stored["silhouette"])),
        collar=Collar(str(stored.get("collar", "round"))),
        sleeve=Sleeve(str(stored.get("sleeve", "short"))),
        length=Length(str(stored.get("length", "regular"))),
        pocket=Pocket(str(stored.get("pocket", "none"))),
        pattern=pattern,
        accent=accent,
        contrast=bool(stored.get("contrast", False)),
        ease=ease,
        size=size,
        weave=Weave(str(stored["weave"])) if stored.get("weave") else None,
    )

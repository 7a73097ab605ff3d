"""Which sheets there are, and on which paper."""

from __future__ import annotations

import enum

from django.utils.translation import gettext as _


class Sheet(enum.StrEnum):
    """What can be printed."""

    TAPE = "tape"
    FOOT = "foot"
    CHART = "chart"

    @property
    def words(self) -> str:
        """Its name."""
        names = {
            Sheet.TAPE: _("Paper tape, 150 cm"),
            Sheet.FOOT: _("Foot sheet"),
            Sheet.CHART: _("Height chart for the wall"),
        }
        return names[self]


class Format(enum.StrEnum):
    """The papers that printers in Indonesia hold: A4, and F4 (folio), which is longer."""

    A4 = "a4"
    F4 = "f4"

    @property
    def mm(self) -> tuple[float, float]:
        """Width and height in mm."""
        return (210.0, 297.0) if self is Format.A4 else (215.0, 330.0)

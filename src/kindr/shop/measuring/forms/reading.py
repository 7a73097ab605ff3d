"""How a form reads what people write of a body: numbers with or without a unit, within what can be a child's at all."""

from __future__ import annotations

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from kindr.shop.measuring.rules import units
from kindr.shop.measuring.rules.errors import Method
from kindr.shop.measuring.rules.measures import BOUNDS_CM, BOUNDS_KG, Measure
from kindr.shop.measuring.rules.units import Units
from kindr.shop.measuring.wording import in_units

NOT_A_LENGTH = _("A length is a number in centimetres, such as 108 or 108,5; inches have “in” behind them.")
NOT_A_WEIGHT = _("A weight is a number in kilograms, such as 17,5; pounds have “lb” behind them.")
NOT_IN_INCHES = _("A length is a number in inches, such as 42 or 42,5; centimetres have “cm” behind them.")
NOT_IN_POUNDS = _("A weight is a number in pounds, such as 38; kilograms have “kg” behind them.")
OUT_OF_BOUNDS = _("This should be between %(least)s and %(most)s.")
LABELS = {
    Measure.HEIGHT: pgettext_lazy("body", "Height"),
    Measure.WEIGHT: _("Weight"),
    Measure.CHEST: pgettext_lazy("body", "Chest"),
    Measure.WAIST: pgettext_lazy("body", "Waist"),
    Measure.HIP: pgettext_lazy("body", "Hip"),
    Measure.INSEAM: _("Inner leg"),
    Measure.HEAD: pgettext_lazy("body", "Head"),
    Measure.FOOT_LENGTH: _("Length of the longer foot"),
    Measure.FOOT_WIDTH: _("Width of the foot"),
}
HELP = {
    Measure.HEIGHT: _("Barefoot against a wall, a book flat on the head."),
    Measure.CHEST: _("Around the widest part, under the arms."),
    Measure.WAIST: _("Around the belly, at the navel."),
    Measure.HIP: _("Around the widest part of the bottom."),
    Measure.INSEAM: _("From the crotch down the inner leg to the floor."),
    Measure.HEAD: _("Around the forehead, above the ears."),
    Measure.FOOT_LENGTH: _("Heel at the wall, from the wall to the longest toe."),
    Measure.FOOT_WIDTH: _("Across the widest part, at the ball of the foot."),
}
METHODS = [
    (Method.WALL, _("At a wall or a door frame")),
    (Method.TAPE, _("With a tape measure, standing free")),
    (Method.GUESS, _("From memory")),
]

FOOT_METHODS = [
    (Method.TAPE, _("With a ruler, the heel at the wall")),
    (Method.PHOTO, _("With a picture of its outline")),
]


def written(measure: Measure) -> forms.CharField:
    """The field of one measure. No field has a name that a browser remembers."""
    entry = forms.TextInput(attrs={"inputmode": "decimal", "autocomplete": "off"})
    return forms.CharField(
        label=LABELS[measure], help_text=HELP.get(measure, ""), max_length=12, required=False, widget=entry
    )


def method_field() -> forms.TypedChoiceField:
    """How the height came about."""
    return forms.TypedChoiceField(
        label=_("How was it measured?"), choices=METHODS, coerce=Method, empty_value=Method.WALL, required=False
    )


def foot_method_field() -> forms.TypedChoiceField:
    """How the length of the foot came about."""
    return forms.TypedChoiceField(
        label=_("How was the foot measured?"), choices=FOOT_METHODS, coerce=Method, empty_value=None, required=False
    )


def units_field() -> forms.TypedChoiceField:
    """What a bare number means; the choice goes with the form and is kept nowhere."""
    return forms.TypedChoiceField(
        label=_("Units"),
        choices=[(Units.METRIC, _("cm and kg")), (Units.IMPERIAL, _("inches and pounds"))],
        coerce=Units,
        empty_value=Units.METRIC,
        required=False,
    )


class ReadingForm(forms.Form):
    """A form whose measures are typed as text."""

    @property
    def chosen_units(self) -> Units:
        """What bare numbers mean in this form."""
        said = self.data.get("units") if self.is_bound else self.initial.get("units")
        return Units(said) if said in set(Units) else Units.METRIC

    def read(self, name: str, measure: Measure) -> float | None:
        """What a field says in cm or kg; None where it says nothing, or nothing that can be."""
        text = self.cleaned_data.get(name)
        if not text:
            return None
        is_weight, chosen = measure is Measure.WEIGHT, self.chosen_units
        try:
            value = (units.kilograms if is_weight else units.centimetres)(text, chosen)
        except units.NotAMeasure:
            self.add_error(name, _refusal(is_weight=is_weight, chosen=chosen))
            return None
        bounds = BOUNDS_KG if is_weight else BOUNDS_CM[measure]
        if not bounds[0] <= value <= bounds[1]:
            least, most = (in_units(bound, measure, chosen) for bound in bounds)
            self.add_error(name, ValidationError(OUT_OF_BOUNDS, params={"least": least, "most": most}))
            return None
        return value


def _refusal(*, is_weight: bool, chosen: Units) -> Any:
    if chosen is Units.IMPERIAL:
        return NOT_IN_POUNDS if is_weight else NOT_IN_INCHES
    return NOT_A_WEIGHT if is_weight else NOT_A_LENGTH

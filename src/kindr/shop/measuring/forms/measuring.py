"""What somebody tells of a child's body. Nothing is kept of it: no field has a name that a browser remembers."""

from __future__ import annotations

from collections.abc import Collection
from datetime import date
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.http import QueryDict
from django.utils.dates import MONTHS
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from kindr.shop.catalog.queries import Kind, ProductPage
from kindr.shop.measuring import queries
from kindr.shop.measuring.queries import Measured
from kindr.shop.measuring.rules import units
from kindr.shop.measuring.rules.body import Dimension
from kindr.shop.measuring.rules.errors import Method
from kindr.shop.measuring.rules.growth import DAYS_PER_MONTH, Sex

OLDEST_YEARS = 16
BOUNDS = {
    Dimension.HEIGHT: (40.0, 190.0),
    Dimension.WEIGHT: (2.0, 100.0),
    Dimension.CHEST: (28.0, 120.0),
    Dimension.WAIST: (28.0, 120.0),
    Dimension.HIP: (28.0, 130.0),
    Dimension.INSEAM: (8.0, 95.0),
}
"""What can be a child's at all, in cm and kg."""
FOOT_BOUNDS = (7.0, 30.0)
NOT_A_LENGTH = _("A length is a number in centimetres, such as 108 or 108,5; inches have “in” behind them.")
NOT_A_WEIGHT = _("A weight is a number in kilograms, such as 17,5; pounds have “lb” behind them.")
OUT_OF_BOUNDS = _("This should be between %(least)s and %(most)s.")
NOTHING = _("Please tell the height, the month of birth or the length of the foot. One of them is enough.")
NO_HEIGHT = _("Please tell the height or the month of birth. One of them is enough.")
NO_FOOT = _("Please tell the length of the foot. Nothing else says which shoe fits.")
UNUSUAL = _("Hardly any child of this age is that tall or that short. Is the height right?")
BOTH = _("Please choose both the month and the year, or neither.")
NOT_BORN = _("This month is still to come.")
HELP = {
    Dimension.HEIGHT: _("Barefoot against a wall, a book flat on the head."),
    Dimension.CHEST: _("Around the widest part, under the arms."),
    Dimension.WAIST: _("Around the belly, at the navel."),
    Dimension.HIP: _("Around the widest part of the bottom."),
    Dimension.INSEAM: _("From the crotch down the inner leg to the floor."),
}


def _written(label: Any, help_text: Any = "") -> forms.CharField:
    entry = forms.TextInput(attrs={"inputmode": "decimal", "autocomplete": "off"})
    return forms.CharField(label=label, help_text=help_text, max_length=12, required=False, widget=entry)


class MeasureForm(forms.Form):
    """Height, age and whatever else is known."""

    height = _written(pgettext_lazy("body", "Height"), HELP[Dimension.HEIGHT])
    method = forms.TypedChoiceField(
        label=_("How was it measured?"),
        choices=[
            (Method.WALL, _("At a wall or a door frame")),
            (Method.TAPE, _("With a tape measure, standing free")),
            (Method.GUESS, _("From memory")),
        ],
        coerce=Method,
        empty_value=Method.WALL,
        required=False,
    )
    sure = forms.BooleanField(label=_("Yes, this height is right"), required=False)
    month = forms.TypedChoiceField(label=_("Month of birth"), required=False, coerce=int, empty_value=None)
    year = forms.TypedChoiceField(label=_("Year of birth"), required=False, coerce=int, empty_value=None)
    sex = forms.TypedChoiceField(
        label=_("Girl or boy"),
        choices=[("", _("I would rather not say")), (Sex.GIRL, _("Girl")), (Sex.BOY, _("Boy"))],
        coerce=Sex,
        empty_value=None,
        required=False,
        help_text=_("Girls and boys grow at different times. It changes the answer very little."),
    )
    weight = _written(_("Weight"))
    chest = _written(pgettext_lazy("body", "Chest"), HELP[Dimension.CHEST])
    waist = _written(pgettext_lazy("body", "Waist"), HELP[Dimension.WAIST])
    hip = _written(pgettext_lazy("body", "Hip"), HELP[Dimension.HIP])
    inseam = _written(_("Inner leg"), HELP[Dimension.INSEAM])
    foot = _written(_("Length of the longer foot"), _("Heel at the wall, from the wall to the longest toe."))

    enough: Collection[str] = ("height", "foot", "age")
    """What can be answered alone."""
    nothing = NOTHING

    def __init__(self, *args: Any, today: date, **options: Any) -> None:
        super().__init__(*args, **options)
        self.today, self.is_doubtful = today, False
        years = range(today.year, today.year - OLDEST_YEARS - 1, -1)
        self.fields["month"].choices = [("", _("Month")), *MONTHS.items()]  # type: ignore[attr-defined]
        self.fields["year"].choices = [("", _("Year")), *((year, str(year)) for year in years)]  # type: ignore[attr-defined]

    def clean(self) -> dict[str, Any]:
        given = super().clean() or {}
        for dimension, bounds in BOUNDS.items():
            given[dimension.value] = self._read(dimension.value, bounds, is_weight=dimension is Dimension.WEIGHT)
        given["foot"] = self._read("foot", FOOT_BOUNDS)
        given["age"] = self._age(given.get("month"), given.get("year"))
        if not self.errors and not any(given[name] for name in self.enough):
            raise ValidationError(self.nothing)
        self._question(given)
        return given

    @property
    def has_more(self) -> bool:
        """Whether something was typed beyond height and age, so that it stays in view."""
        return any(self.data.get(name) for name in ("weight", "chest", "waist", "hip", "inseam", "foot", "sex"))

    @property
    def measured(self) -> Measured:
        """What was told, in cm, kg and days."""
        given = self.cleaned_data
        beside = (each for each in BOUNDS if each is not Dimension.HEIGHT)
        return Measured(
            height=given["height"],
            method=given.get("method", Method.WALL),
            is_sure=given.get("sure", False),
            age=given["age"],
            sex=given.get("sex"),
            others={each: given[each.value] for each in beside if given[each.value] is not None},
            foot_mm=given["foot"] * 10 if given["foot"] else None,
        )

    def _read(self, name: str, bounds: tuple[float, float], *, is_weight: bool = False) -> float | None:
        text = self.cleaned_data.get(name)
        if not text:
            return None
        try:
            value = units.kilograms(text) if is_weight else units.centimetres(text)
        except units.NotAMeasure:
            self.add_error(name, NOT_A_WEIGHT if is_weight else NOT_A_LENGTH)
            return None
        if not bounds[0] <= value <= bounds[1]:
            unit = "kg" if is_weight else "cm"
            least, most = (f"{bound:g} {unit}" for bound in bounds)
            self.add_error(name, ValidationError(OUT_OF_BOUNDS, params={"least": least, "most": most}))
            return None
        return value

    def _age(self, month: int | None, year: int | None) -> float | None:
        """The age in days, counted from the middle of the month of birth."""
        if (not month and not year) or self.errors.keys() & {"month", "year"}:
            return None
        if not month or not year:
            self.add_error("month", BOTH)
            return None
        days = (self.today - date(year, month, 1)).days
        if days < 0:
            self.add_error("month", NOT_BORN)
            return None
        return max(0.0, days - DAYS_PER_MONTH / 2)

    def _question(self, given: dict[str, Any]) -> None:
        height, age = given["height"], given["age"]
        if height and age is not None and not given.get("sure") and queries.is_unusual(height, age=age):
            self.is_doubtful = True
            self.add_error("height", UNUSUAL)


class GarmentForm(MeasureForm):
    """What a garment is chosen by: everything but the foot."""

    enough = ("height", "age")
    nothing = NO_HEIGHT
    foot = None  # type: ignore[assignment]  # so a field is taken out of a form


class ShoeForm(MeasureForm):
    """What a shoe is chosen by: the foot, and the age for when to measure again."""

    enough = ("foot",)
    nothing = NO_FOOT
    height = method = sure = sex = weight = chest = waist = hip = inseam = None  # type: ignore[assignment]  # as above


def form_for(garment: ProductPage, given: QueryDict | None, *, today: date) -> MeasureForm:
    """What the size of a garment is found by."""
    form = ShoeForm if garment.tailored.kind is Kind.SHOES else GarmentForm
    return form(given, today=today)

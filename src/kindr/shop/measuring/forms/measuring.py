"""What somebody tells of a child's body. Nothing is kept of it unless a guardian chooses to keep it."""

from __future__ import annotations

from collections.abc import Collection
from datetime import date
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.forms import BoundField
from django.http import QueryDict
from django.utils.dates import MONTHS
from django.utils.translation import gettext_lazy as _

from kindr.shop.catalog.queries import Kind, ProductPage
from kindr.shop.measuring import queries
from kindr.shop.measuring.forms.reading import ReadingForm, method_field, units_field, written
from kindr.shop.measuring.queries import Measured
from kindr.shop.measuring.rules import measures
from kindr.shop.measuring.rules.errors import Method
from kindr.shop.measuring.rules.growth import DAYS_PER_MONTH, Sex
from kindr.shop.measuring.rules.measures import OF_THE_BODY, Measure, Occasion

OLDEST_YEARS = 18
NOTHING = _("Please tell the height, the month of birth or the length of the foot. One of them is enough.")
NO_HEIGHT = _("Please tell the height or the month of birth. One of them is enough.")
NO_FOOT = _("Please tell the length of the foot. Nothing else says which shoe fits.")
UNUSUAL = _("The height and the month of birth do not quite seem to go together. Is the height right?")
BOTH = _("Please choose both the month and the year, or neither.")
NOT_BORN = _("This month is still to come.")
TOLD = (Measure.HEIGHT, *OF_THE_BODY)
FOOT = "foot"


class MeasureForm(ReadingForm):
    """Height, age and whatever else is known."""

    units = units_field()
    height = written(Measure.HEIGHT)
    method = method_field()
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
    weight = written(Measure.WEIGHT)
    chest = written(Measure.CHEST)
    waist = written(Measure.WAIST)
    hip = written(Measure.HIP)
    inseam = written(Measure.INSEAM)
    foot = written(Measure.FOOT_LENGTH)
    photographed = forms.CharField(max_length=12, required=False, widget=forms.HiddenInput)
    """What a picture said of the foot, sent along; a foot that is typed otherwise did not come from it."""

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
        for measure in TOLD:
            given[measure.value] = self.read(measure.value, measure)
        given[FOOT] = self.read(FOOT, Measure.FOOT_LENGTH)
        given["age"] = self._age(given.get("month"), given.get("year"))
        if not self.errors and not any(given[name] for name in self.enough):
            raise ValidationError(self.nothing)
        self._question(given)
        return given

    @property
    def confirming(self) -> BoundField | None:
        """The box to tick below the height, where it is asked about."""
        return self["sure"] if self.is_doubtful else None

    @property
    def has_more(self) -> bool:
        """Whether something was typed beyond height and age, so that it stays in view."""
        return any(self.data.get(name) for name in ("weight", "chest", "waist", "hip", "inseam", "foot", "sex"))

    @property
    def told(self) -> list[tuple[str, str]]:
        """What was typed, for a form that sends it once more; it lies in the page and nowhere else."""
        return [(name, self.data[name]) for name in self.fields if self.data.get(name)]

    @property
    def measured(self) -> Measured:
        """What was told, in cm, kg and days."""
        given = self.cleaned_data
        return Measured(
            height=given["height"],
            method=given.get("method", Method.WALL),
            is_sure=given.get("sure", False),
            age=given["age"],
            sex=given.get("sex"),
            others={OF_THE_BODY[each]: given[each.value] for each in OF_THE_BODY if given[each.value] is not None},
            foot_mm=given[FOOT] * 10 if given[FOOT] else None,
            foot_method=self._foot_method,
        )

    @property
    def occasion(self) -> Occasion:
        """What was told, as it would be kept; the month of birth and the sex are no measures."""
        given = self.cleaned_data
        values = {each: given[each.value] for each in TOLD} | {Measure.FOOT_LENGTH: given[FOOT]}
        kept = {measure: measures.kept(measure, value) for measure, value in values.items() if value is not None}
        method, sure = given.get("method", Method.WALL), given.get("sure", False)
        return Occasion(self.today, kept, method, self._foot_method, is_sure=sure)

    @property
    def _foot_method(self) -> Method:
        given = self.cleaned_data
        is_of_picture = given.get("photographed") and given["photographed"] == self.data.get(FOOT, "").strip()
        return Method.PHOTO if is_of_picture else Method.TAPE

    @property
    def birth_month(self) -> str | None:
        """The month of birth as a profile keeps it."""
        given = self.cleaned_data
        return f"{given['year']:04}-{given['month']:02}" if given["month"] and given["year"] else None

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
        """Asks about an unusual height; of one that was not asked about, a "yes" says nothing."""
        height, age = given["height"], given["age"]
        is_doubted = bool(height) and age is not None and queries.is_unusual(height, age=age)
        if is_doubted and not given.get("sure"):
            self.is_doubtful = True
            self.add_error("height", UNUSUAL)
        given["sure"] = bool(given.get("sure")) and is_doubted


class GarmentForm(MeasureForm):
    """What a garment is chosen by: everything but the foot."""

    enough = ("height", "age")
    nothing = NO_HEIGHT
    foot = photographed = None  # type: ignore[assignment]  # so a field is taken out of a form


class ShoeForm(MeasureForm):
    """What a shoe is chosen by: the foot, and the age for when to measure again."""

    enough = ("foot",)
    nothing = NO_FOOT
    height = method = sure = sex = weight = chest = waist = hip = inseam = None  # type: ignore[assignment]  # as above


def form_for(garment: ProductPage, given: QueryDict | None, *, today: date) -> MeasureForm:
    """What the size of a garment is found by."""
    form = ShoeForm if garment.tailored.kind is Kind.SHOES else GarmentForm
    return form(given, today=today)

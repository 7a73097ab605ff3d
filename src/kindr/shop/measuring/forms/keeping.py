"""What a guardian adds to keeping: for which child, the consent where it is needed, and an occasion to write down."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import Any, TypeVar

from django import forms
from django.core.exceptions import ValidationError
from django.forms import BoundField
from django.utils.formats import date_format
from django.utils.translation import gettext_lazy as _

from kindr.shop.accounts.actions import NicknameTaken, TooManyChildren
from kindr.shop.measuring import actions, queries
from kindr.shop.measuring.forms.reading import ReadingForm, foot_method_field, method_field, units_field, written
from kindr.shop.measuring.queries import MeasuredChild
from kindr.shop.measuring.rules import feet, measures, units
from kindr.shop.measuring.rules.errors import Method
from kindr.shop.measuring.rules.measures import Measure, Occasion
from kindr.shop.measuring.rules.units import Units
from kindr.shop.measuring.wording import in_units

NOTHING = _("Please fill in at least one measure.")
TO_COME = _("This day is still to come.")
BEFORE_BIRTH = _("This day lies before the birth.")
TOO_LONG_AGO = _("This is more than 19 years ago. Is the year right?")
UNUSUAL = _("The height and the month of birth do not quite seem to go together. Is the height right?")
SHRUNK = _("This is %(cm)s less than on %(day)s. Is the height right?")
SURE_OF_HEIGHT = _("Yes, this height is right")
ODD_FOOT = _("The height and the foot do not quite seem to go together. Is the foot right?")
PLAIN_STEPS = (1.0, 0.1, 0.25, 0.01)
"""What people write parts of an inch or a pound in, the plainest first."""
T = TypeVar("T")
SHRUNK_MM = 20
"""A height this much below an earlier one is asked about."""


class TryingForm(forms.Form):
    """A form that says in words what an action refused."""

    def tried(self, action: Callable[[], T]) -> T | None:
        """What the action returned; None when it refused, with the reason among the form's errors."""
        try:
            return action()
        except actions.NotAgreed:
            self.add_error(None, _("Please read what you agree to, and tick the box."))
        except actions.TooManyKept:
            self.add_error(None, _("So many days are kept of this child that there is no room. Delete some first."))
        except NicknameTaken:
            self.add_error("nickname", _("You have a child with this nickname here already."))
        except TooManyChildren:
            self.add_error(None, _("There are eight profiles here, and that is the most. You can forget one of them."))
        return None

    def passed(self, action: Callable[[], object]) -> bool:
        """True when the action did not refuse."""
        self.tried(action)
        return not self.errors


class KeepForm(TryingForm):
    """For whom: a child there is, or a new one with a nickname; the box is never ticked beforehand."""

    child = forms.UUIDField(required=False, widget=forms.HiddenInput)
    nickname = forms.CharField(
        label=_("Nickname"),
        max_length=40,
        required=False,
        help_text=_("So that you can tell your children apart here. It need not be the real name."),
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
    )
    agree = forms.BooleanField(label=_("I agree"), required=False)

    def clean(self) -> dict[str, Any]:
        given = super().clean() or {}
        given["nickname"] = " ".join(str(given.get("nickname") or "").split())
        if given.get("child") is None and not given["nickname"]:
            self.add_error("nickname", _("Please type a nickname. “Little one” will do."))
        if given.get("child") is None and not given.get("agree"):
            self.add_error("agree", _("Without your consent we keep nothing about your child."))
        if not given["nickname"].isprintable():
            self.add_error("nickname", _("Please type a nickname. “Little one” will do."))
        return given


class OccasionForm(TryingForm, ReadingForm):
    """One day of measuring, to add or to correct. What is hardly possible is asked about once, and never refused."""

    measured_on = forms.DateField(
        label=_("Measured on"), widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")
    )
    units = units_field()
    height = written(Measure.HEIGHT)
    method = method_field()
    sure = forms.BooleanField(label=_("Yes, this is right"), required=False)
    agree = forms.BooleanField(label=_("I agree"), required=False)
    weight = written(Measure.WEIGHT)
    chest = written(Measure.CHEST)
    waist = written(Measure.WAIST)
    hip = written(Measure.HIP)
    inseam = written(Measure.INSEAM)
    head = written(Measure.HEAD)
    foot_length = written(Measure.FOOT_LENGTH)
    foot_method = foot_method_field()
    foot_width = written(Measure.FOOT_WIDTH)

    def __init__(self, *args: Any, child: MeasuredChild, before: Occasion | None = None, **options: Any) -> None:
        super().__init__(*args, **options)
        self.child, self.before, self.doubted = child, before, ""
        first = child.born_on or measures.earliest_day(child.on)
        self.fields["measured_on"].widget.attrs |= {"min": first.isoformat(), "max": child.on.isoformat()}

    def clean(self) -> dict[str, Any]:
        given = super().clean() or {}
        for measure in Measure:
            given[measure.value] = self.read(measure.value, measure)
        self._check_day(given.get("measured_on"))
        if not self.errors and not any(given[measure.value] for measure in Measure):
            raise ValidationError(NOTHING)
        doubts = {} if self.errors else self._doubts(given)
        is_settled = self._is_settled(given)
        if not given.get("sure"):
            for field, words in doubts.items():
                if field != "height" or not is_settled:
                    self._doubt(field, words)
            if doubts.keys() == {"height"}:
                self["sure"].label = SURE_OF_HEIGHT
        # An odd foot that is confirmed says nothing of a height that nobody asked about.
        given["sure"] = (bool(given.get("sure")) or is_settled) and "height" in doubts
        return given

    @property
    def confirming_height(self) -> BoundField | None:
        """The box to tick below the height, where it is asked about."""
        return self["sure"] if self.doubted == "height" else None

    @property
    def confirming_foot(self) -> BoundField | None:
        """The box to tick below the foot, where nothing but the foot is asked about."""
        return self["sure"] if self.doubted == "foot_length" else None

    @property
    def occasion(self) -> Occasion:
        """The day as it is kept; where nobody says how, a foot that stays as it was keeps the way it was measured."""
        given = self.cleaned_data
        values = {each: measures.kept(each, given[each.value]) for each in Measure if given[each.value] is not None}
        foot, older = Method.TAPE, self.before
        if older and older.values.get(Measure.FOOT_LENGTH) == values.get(Measure.FOOT_LENGTH):
            foot = older.foot_method
        return Occasion(given["measured_on"], values, given["method"], given["foot_method"] or foot, given["sure"])

    @property
    def meets(self) -> bool:
        """Whether the day has measurements already, other than those that are being corrected."""
        same_day = [each for each in self.child.kept if each.occasion.measured_on == self.cleaned_data["measured_on"]]
        return any(each.occasion != self.before for each in same_day)

    def _check_day(self, day: date | None) -> None:
        if day is not None and day > self.child.on:
            self.add_error("measured_on", TO_COME)
        elif day is not None and self.child.born_on is not None and day < self.child.born_on:
            self.add_error("measured_on", BEFORE_BIRTH)
        elif day is not None and day < measures.earliest_day(self.child.on):
            self.add_error("measured_on", TOO_LONG_AGO)

    def _is_settled(self, given: dict[str, Any]) -> bool:
        """Whether this height of this day was confirmed when it was kept, so that nobody asks again."""
        before, height = self.before, given["height"]
        if before is None or not before.is_sure or height is None or given.get("measured_on") != before.measured_on:
            return False
        return before.values.get(Measure.HEIGHT) == measures.kept(Measure.HEIGHT, height)

    def _doubts(self, given: dict[str, Any]) -> dict[str, Any]:
        """The fields that are asked about, with the question."""
        height, foot, found = given["height"], given["foot_length"], dict[str, Any]()
        if height is None:
            return found
        age = self.child.age_on(given["measured_on"])
        if age is not None and queries.is_unusual(height, age=age):
            found["height"] = UNUSUAL
        elif words := self._shrunk(height, given["measured_on"]):
            found["height"] = words
        if foot is not None and feet.is_unlikely_foot(foot * 10, height_cm=height):
            found["foot_length"] = ODD_FOOT
        return found

    def _shrunk(self, height: float, day: date) -> str:
        """The question about a child who was taller before; empty where there is none."""
        for kept in self.child.kept:
            older = kept.occasion
            told = older.values.get(Measure.HEIGHT)
            if told is None or older == self.before or older.measured_on >= day:
                continue
            lost = told - measures.kept(Measure.HEIGHT, height)
            if lost < SHRUNK_MM:
                return ""
            less = in_units(lost / measures.MM_PER_CM, Measure.HEIGHT, self.chosen_units)
            return str(SHRUNK) % {"cm": less, "day": date_format(older.measured_on, "j F Y")}
        return ""

    def _doubt(self, field: str, words: Any) -> None:
        self.doubted = self.doubted or field
        self.add_error(field, words)


def initial_of(occasion: Occasion, chosen: Units) -> dict[str, Any]:
    """What the form shows of a kept day before anything is typed."""
    found: dict[str, Any] = {"measured_on": occasion.measured_on, "method": occasion.method, "units": chosen}
    found["foot_method"] = occasion.foot_method
    for measure in occasion.values:
        found[measure.value] = _as_typed(occasion.values[measure], measure, chosen)
    return found


def _as_typed(kept: int, measure: Measure, chosen: Units) -> str:
    """A kept value as somebody would type it: the plainest number that is read as the same again."""
    shown, read = (
        (units.shown_weight, units.kilograms) if measure is Measure.WEIGHT else (units.shown_length, units.centimetres)
    )
    number = shown(kept / measures.per_unit(measure), chosen)[0]
    texts = [f"{round(number / step) * step:.2f}".rstrip("0").rstrip(".") for step in PLAIN_STEPS]
    return next((text for text in texts if measures.kept(measure, read(text, chosen)) == kept), texts[-1])

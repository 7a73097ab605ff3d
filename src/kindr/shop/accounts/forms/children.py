"""A child's profile: what a guardian may tell, and the consent without which nothing of it is kept."""

from __future__ import annotations

from datetime import date
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.forms import BoundField
from django.utils.dates import MONTHS
from django.utils.translation import gettext_lazy as _

from kindr.shop.accounts import growing, ports
from kindr.shop.accounts.forms.trying import TryingForm
from kindr.shop.accounts.growing import Month

NO_MONTH = _("Month")
NO_YEAR = _("Year")
BOTH = _("Please choose both the month and the year, or neither.")
NOT_A_CHILD = _("A profile is for somebody under 18 who is born already.")
UNUSUAL = _("The height and the month of birth do not quite seem to go together. Is the height right?")
NOT_A_HEIGHT = _("A height is a number between 30 and 200, in centimetres. One looks like 122.")


class ChildForm(TryingForm):
    """A profile to change: the consent stands already."""

    nickname = forms.CharField(
        label=_("Nickname"),
        max_length=40,
        help_text=_("So that you can tell your children apart here. It need not be the real name."),
        error_messages={
            "required": _("Please type a nickname. “Little one” will do."),
            "max_length": _("A nickname may have 40 letters."),
        },
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
    )
    month = forms.TypedChoiceField(
        label=_("Month of birth"),
        required=False,
        coerce=int,
        empty_value=None,
        error_messages={"invalid_choice": BOTH},
    )
    year = forms.TypedChoiceField(
        label=_("Year of birth"),
        required=False,
        coerce=int,
        empty_value=None,
        error_messages={"invalid_choice": NOT_A_CHILD},
    )
    height = forms.CharField(
        label=_("Height in cm"),
        max_length=10,
        required=False,
        help_text=_("Garments are cut by height, so this is what finds the size."),
        widget=forms.TextInput(attrs={"inputmode": "decimal", "autocomplete": "off"}),
    )
    sure = forms.BooleanField(label=_("Yes, this height is right"), required=False)
    size = forms.TypedChoiceField(
        label=_("Preferred size"),
        required=False,
        coerce=int,
        empty_value=None,
        choices=[("", _("Follow the height")), *((size, str(size)) for size in growing.SIZES)],
        help_text=_("If your child likes it roomier, or you know the size already. It goes before the height."),
    )

    def __init__(self, *args: Any, today: date, **options: Any) -> None:
        super().__init__(*args, **options)
        self.today, self.is_doubtful = today, False
        years = range(today.year, today.year - growing.OF_AGE - 1, -1)
        self.fields["month"].choices = [("", NO_MONTH), *MONTHS.items()]  # type: ignore[attr-defined]
        self.fields["year"].choices = [("", NO_YEAR), *((year, str(year)) for year in years)]  # type: ignore[attr-defined]

    def clean_nickname(self) -> str:
        clean = " ".join(str(self.cleaned_data["nickname"]).split())
        if not clean.isprintable():
            raise ValidationError(self.fields["nickname"].error_messages["required"])
        return clean

    def clean_height(self) -> int | None:
        try:
            return growing.height_of(self.cleaned_data["height"]) if self.cleaned_data["height"] else None
        except growing.NotAHeight:
            raise ValidationError(NOT_A_HEIGHT) from None

    def clean(self) -> dict[str, Any]:
        given = super().clean() or {}
        born = self._born(given.get("month"), given.get("year"))
        given["birth_month"] = str(born) if born else None
        if born and self._is_odd(given.get("height"), born) and not given.get("sure"):
            self.is_doubtful = True
            self.add_error("height", UNUSUAL)
        return given

    def _is_odd(self, height: int | None, born: Month) -> bool:
        """Whether to ask about a height; not again about what is kept, which was of the day on which it was told."""
        told = (height, born.month, born.year)
        if height is None or told == tuple(self.initial.get(name) for name in ("height", "month", "year")):
            return False
        return ports.is_unusual(height, age=born.days_until(self.today))

    def _born(self, month: int | None, year: int | None) -> Month | None:
        if (not month and not year) or self.errors.keys() & {"month", "year"}:
            return None
        if not month or not year:
            self.add_error("month", BOTH)
            return None
        try:
            return growing.check_birth_month(Month(year, month), today=self.today)
        except growing.NotAMonth:
            self.add_error("month", NOT_A_CHILD)
            return None

    @property
    def confirming(self) -> BoundField | None:
        """The box to tick below the height, where it is asked about."""
        return self["sure"] if self.is_doubtful else None

    @property
    def values(self) -> dict[str, Any]:
        """The sealed columns of a profile."""
        return {name: self.cleaned_data[name] for name in ("nickname", "birth_month", "height", "size")}


class NewChildForm(ChildForm):
    """A new profile with the guardian's consent; the box is never ticked beforehand."""

    agree = forms.BooleanField(
        label=_("I agree"), error_messages={"required": _("Without your consent we keep nothing about your child.")}
    )

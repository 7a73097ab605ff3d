"""What a parent may tell about themself: name, number, birthday."""

from __future__ import annotations

from datetime import date
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from kindr.shop.accounts.forms.trying import TryingForm, checked_phone

YOUNGEST, OLDEST = 18, 110


class ProfileForm(TryingForm):
    """What a parent is called and where they can be called."""

    name = forms.CharField(
        label=_("Your name"),
        max_length=120,
        help_text=_("So that we know how to address you."),
        error_messages={"required": _("Please type your name.")},
        widget=forms.TextInput(attrs={"autocomplete": "name"}),
    )
    phone = forms.CharField(
        label=_("Telephone number"),
        max_length=30,
        required=False,
        help_text=_("For urgent questions about an order."),
        widget=forms.TextInput(attrs={"autocomplete": "tel", "type": "tel", "placeholder": "0812-3456-7890"}),
    )

    def clean_phone(self) -> str:
        return checked_phone(self.cleaned_data["phone"]) if self.cleaned_data["phone"] else ""


class BirthdayForm(TryingForm):
    """A date of birth with the consent that stands beside it; the box is never ticked beforehand."""

    born = forms.DateField(
        label=_("Date of birth"),
        help_text=_("Only for the greeting. You need not give it."),
        error_messages={
            "required": _("Please choose your date of birth."),
            "invalid": _("This is not a date. One looks like 1990-03-21."),
        },
        widget=forms.DateInput(format="%Y-%m-%d", attrs={"type": "date", "autocomplete": "bday"}),
    )
    agree = forms.BooleanField(
        label=_("I agree"),
        error_messages={"required": _("Without this consent we may not keep your date of birth.")},
    )

    def __init__(self, *args: Any, today: date, **options: Any) -> None:
        super().__init__(*args, **options)
        self.today = today

    def clean_born(self) -> date:
        born, today = self.cleaned_data["born"], self.today
        age = today.year - born.year - ((today.month, today.day) < (born.month, born.day))
        if not YOUNGEST <= age <= OLDEST:
            raise ValidationError(_("This is your own birthday, not your child's: you must be 18 or older."))
        return date(born.year, born.month, born.day)

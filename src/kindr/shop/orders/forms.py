"""What a buyer may tell about an order."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from kindr.privacy.vault.uploads import within_limits
from kindr.shop.orders.actions import LONGEST_MESSAGE, NotAPicture, PictureTooLarge, TooManyReports


class ManyFiles(forms.ClearableFileInput):
    """A file input that takes several files."""

    allow_multiple_selected = True


class PicturesField(forms.FileField):
    """Several pictures; each that broke a limit says which."""

    def clean(self, data: Any, initial: Any = None) -> list[Any]:
        files = data if isinstance(data, list | tuple) else [data] if data else []
        return [super(PicturesField, self).clean(each, initial) for each in files]


class ProblemForm(forms.Form):
    """Something is wrong with an order."""

    message = forms.CharField(
        label=_("What happened?"),
        max_length=LONGEST_MESSAGE,
        help_text=_("Customer service reads it to help you. Please write no bank data here."),
        error_messages={
            "required": _("Please tell us in a few words what happened."),
            "max_length": _("Please keep it below 2,000 characters."),
        },
        widget=forms.Textarea(attrs={"rows": 5}),
    )
    pictures = PicturesField(
        label=_("Pictures"),
        required=False,
        validators=[within_limits],
        help_text=_("Up to five, JPEG, PNG or WebP, 8 MB each. We take out where and when they were taken."),
        widget=ManyFiles(attrs={"multiple": True, "accept": "image/jpeg,image/png,image/webp"}),
    )

    def tried(self, action: Callable[[], object]) -> bool:
        """True when the action took the report in; else the reason is among the form's errors."""
        try:
            action()
        except (NotAPicture, PictureTooLarge) as refusal:
            self.add_error("pictures", str(refusal))
        except TooManyReports:
            self.add_error(None, _("We are still working on your earlier reports. We answer these first, by e-mail."))
        return not self.errors


class DressForm(forms.Form):
    """For which child a garment is, nobody where that is empty; the consent is asked where it is missing."""

    child = forms.UUIDField(required=False)
    agree = forms.BooleanField(label=_("I agree"), required=False)

    def asking(self) -> DressForm:
        """As the page that asks shows it: an open box is a mistake only when that page was sent."""
        if "asked" in self.data:
            self.add_error("agree", _("Without your consent we keep nothing about your child."))
        return self

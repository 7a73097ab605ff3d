"""What a buyer may tell about an order."""

from __future__ import annotations

from django import forms
from django.utils.translation import gettext_lazy as _

from kindr.shop.orders.actions import LONGEST_MESSAGE


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

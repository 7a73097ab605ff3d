"""The card form of the simulated gateway's own page; what is typed is reduced at once and kept nowhere."""

from __future__ import annotations

import re
import secrets

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from kindr.shop.payments.ports import CardFacts

DECLINED = "4000000000000002"
"""A number that passes every check and that the simulated bank declines."""

_BRANDS = (("Visa", r"4"), ("Mastercard", r"5[1-5]|2[2-7]"), ("JCB", r"35"), ("GPN", r"6"), ("Amex", r"3[47]"))


class CardForm(forms.Form):
    """Number, expiry, security code and holder of a card."""

    number = forms.CharField(label=_("Card number"), max_length=25)
    expiry = forms.CharField(label=_("Valid until (MM/YY)"), max_length=5)
    code = forms.CharField(label=_("Security code"), max_length=4, widget=forms.PasswordInput)
    holder = forms.CharField(label=_("Name on the card"), max_length=60)

    def __init__(self, *args: object, **options: object) -> None:
        super().__init__(*args, **options)  # type: ignore[arg-type]  # passed on as they come
        fills = {"number": "cc-number", "expiry": "cc-exp", "code": "cc-csc", "holder": "cc-name"}
        for name, fill in fills.items():
            mode = "text" if name == "holder" else "numeric"
            self.fields[name].widget.attrs |= {"autocomplete": fill, "inputmode": mode}

    def clean_number(self) -> str:
        digits = re.sub(r"[ -]", "", self.cleaned_data["number"])
        if not re.fullmatch(r"[0-9]{12,19}", digits) or not _passes_luhn(digits):
            raise ValidationError(_("This is not a card number. Please look at the digits again."))
        return digits

    def clean_expiry(self) -> str:
        if not re.fullmatch(r"(0[1-9]|1[0-2])/[0-9]{2}", self.cleaned_data["expiry"]):
            raise ValidationError(_("Please write the month and the year like 08/29."))
        return str(self.cleaned_data["expiry"])

    def clean_code(self) -> str:
        if not re.fullmatch(r"[0-9]{3,4}", self.cleaned_data["code"]):
            raise ValidationError(_("The security code has three or four digits."))
        return ""

    @property
    def is_declined(self) -> bool:
        """True when the simulated bank says no to this card."""
        return bool(self.cleaned_data["number"] == DECLINED)

    def card(self) -> CardFacts:
        """What the gateway tells the shop: a random token, the brand, four digits, the expiry and the holder."""
        number = self.cleaned_data["number"]
        brand = next((name for name, start in _BRANDS if re.match(start, number)), "Card")
        return CardFacts(
            token=f"sim_{secrets.token_hex(16)}",
            brand=brand,
            last4=number[-4:],
            expiry=self.cleaned_data["expiry"],
            holder=self.cleaned_data["holder"],
        )


def _passes_luhn(digits: str) -> bool:
    doubled = (int(digit) * (1 + place % 2) for place, digit in enumerate(reversed(digits)))
    return sum(number - 9 if number > 9 else number for number in doubled) % 10 == 0

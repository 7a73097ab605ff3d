"""One entry of the address book."""

from __future__ import annotations

from typing import Any, ClassVar

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from kindr.shop.accounts import areas, refusals
from kindr.shop.accounts.forms.trying import TryingForm, checked_phone


class SavedAddressForm(TryingForm):
    """One entry of the address book. The place is found while typing, or by the button beside it."""

    COLUMNS: ClassVar = ("label", "recipient", "phone", "street", "area", "postcode", "notes")

    label = forms.CharField(
        label=_("Name of this address"),
        max_length=40,
        help_text=_("For you alone, for example “Home”."),
        error_messages={"required": _("Please give the address a name.")},
    )
    recipient = forms.CharField(
        label=_("Recipient"),
        max_length=120,
        help_text=_("Who takes the parcel; it is printed on the label."),
        error_messages={"required": _("Please say who takes the parcel.")},
        widget=forms.TextInput(attrs={"autocomplete": "shipping name"}),
    )
    phone = forms.CharField(
        label=_("Telephone number"),
        max_length=30,
        help_text=_("The courier calls it when nobody opens."),
        error_messages={"required": _("Please give the courier a number to call.")},
        widget=forms.TextInput(attrs={"autocomplete": "shipping tel", "type": "tel", "placeholder": "0812-3456-7890"}),
    )
    street = forms.CharField(
        label=_("Street, number, RT/RW"),
        max_length=300,
        error_messages={"required": _("Please type street and number.")},
        widget=forms.Textarea(attrs={"rows": 2, "autocomplete": "shipping street-address"}),
    )
    place = forms.CharField(
        label=_("Village, district or city"),
        max_length=100,
        required=False,
        help_text=_("Type three letters or more, for example “Melawai”, and choose your village below."),
        widget=forms.TextInput(attrs={"autocomplete": "off", "role": "searchbox"}),
    )
    area = forms.CharField(
        label=_("Village, district or city"),
        max_length=13,
        error_messages={"required": _("Please choose your village from the list.")},
        # Chosen from what `place` finds: whoever is led to it is led there.
        widget=forms.TextInput(attrs={"id": "id_place"}),
    )
    postcode = forms.CharField(
        label=_("Postcode"),
        max_length=10,
        help_text=_("Five digits."),
        error_messages={"required": _("Please type the five digits of the postcode.")},
        widget=forms.TextInput(attrs={"autocomplete": "shipping postal-code", "inputmode": "numeric"}),
    )
    notes = forms.CharField(
        label=_("Note for the courier"),
        max_length=200,
        required=False,
        help_text=_("For example “the green gate” or “leave it with the guard”."),
    )

    def clean_phone(self) -> str:
        return checked_phone(self.cleaned_data["phone"])

    def clean_area(self) -> str:
        code: str = self.cleaned_data["area"]
        if areas.area(code) is None:
            raise ValidationError(_("Please choose your village from the list."))
        return code

    def clean(self) -> dict[str, Any]:
        given = super().clean() or {}
        if given.get("area") and given.get("postcode"):
            try:
                given["postcode"] = areas.check_postcode(given["area"], given["postcode"])
            except areas.PostcodeOutOfRange:
                self.add_error("postcode", refusals.POSTCODE)
        return given

    @property
    def values(self) -> dict[str, Any]:
        """The sealed columns, ready for the address book."""
        return {**{name: self.cleaned_data[name] for name in self.COLUMNS}, "notes": self.cleaned_data["notes"] or None}

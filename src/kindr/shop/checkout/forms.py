"""What the checkout asks, why it asks it, and what it says when an answer does not do."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any, NamedTuple, TypeVar

from django import forms
from django.core.exceptions import ValidationError
from django.urls import reverse
from django.utils.functional import lazy
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext_lazy as _

from kindr.base.money import Rupiah
from kindr.shop.accounts import queries as accounts
from kindr.shop.checkout import refusals
from kindr.shop.checkout.actions import Confirmed
from kindr.shop.checkout.rules import MOST_LINES, MOST_PER_LINE
from kindr.shop.orders.actions import Destination
from kindr.shop.orders.queries import Service
from kindr.shop.payments.ports import BANKS, Method

T = TypeVar("T")

MOST_VARIANT = 2**31 - 1
SEVERAL = "pieces-"

PLACE = "2.1.9"
"""The clause under which an order keeps where its parcel goes."""


def _why(text: object, clause: str) -> str:
    """Why something is asked, and the sentence of the policy that holds us to it."""
    return format_html(
        '{} <a class="clause" href="{}#{}" aria-label="{}">§ {}</a>',
        text,
        reverse("privacy:policy"),
        clause,
        _("Privacy policy, clause %(clause)s") % {"clause": clause},
        clause,
    )


why = lazy(_why, SafeString)

METHODS = ((Method.QRIS, "QRIS"), (Method.VIRTUAL_ACCOUNT, _("Virtual account")), (Method.CARD, _("Card")))
SERVICES = ((Service.REGULAR, "REGULAR"), (Service.BEST, "BEST"))


class AddForm(forms.Form):
    """What the page of a garment sends: one `variant`, or `pieces-<variant>` for each of several sizes."""

    variant = forms.IntegerField(min_value=1, max_value=MOST_VARIANT, required=False)
    quantity = forms.IntegerField(min_value=1, max_value=MOST_PER_LINE, required=False)

    def clean(self) -> dict[str, Any]:
        given = super().clean() or {}
        wanted = self._several()
        if given.get("variant"):
            wanted[given["variant"]] = given.get("quantity") or 1
        if not wanted:
            raise ValidationError("no size was chosen")
        return {**given, "wanted": wanted}

    def _several(self) -> dict[int, int]:
        """Variant -> pieces of the fields with a variant's number in their name; those left empty are no wish."""
        found = {}
        for name in [each for each in self.data if str(each).startswith(SEVERAL)][:MOST_LINES]:
            variant, pieces = str(name).removeprefix(SEVERAL), str(self.data[name] or "0")
            if not (variant.isdecimal() and pieces.isdecimal() and len(variant) < 11 and len(pieces) < 3):
                raise ValidationError("not a number")
            if int(pieces):
                found[min(int(variant), MOST_VARIANT)] = min(int(pieces), MOST_PER_LINE)
        return found


class ChangeForm(forms.Form):
    """What one line of the basket sends; `step` is one of the buttons beside the number."""

    variant = forms.IntegerField(min_value=1, max_value=MOST_VARIANT)
    to_variant = forms.IntegerField(min_value=1, max_value=MOST_VARIANT, required=False)
    pieces = forms.IntegerField(min_value=0, max_value=MOST_PER_LINE)
    step = forms.IntegerField(min_value=-1, max_value=1, required=False)

    @property
    def wish(self) -> Change:
        """Which line becomes what; without pieces it leaves the basket."""
        given = self.cleaned_data
        pieces = 0 if "remove" in self.data else max(0, given["pieces"] + (given["step"] or 0))
        return Change(
            given["variant"], pieces, (given["to_variant"] if pieces else 0) or given["variant"], given["pieces"]
        )


class Change(NamedTuple):
    """One line of the basket as somebody wants it; `before` is how many pieces it had on their page."""

    variant: int
    pieces: int
    to_variant: int
    before: int


class CheckoutForm(forms.Form):
    """Contact, address and delivery, payment: one page."""

    turn = forms.IntegerField(min_value=0, widget=forms.HiddenInput)
    agreed = forms.IntegerField(min_value=0, widget=forms.HiddenInput)
    email = forms.EmailField(
        label=_("E-mail address"),
        max_length=254,
        help_text=_("Only letters about this order go there: the confirmation and the courier's number."),
        error_messages={
            "required": _("Please type your e-mail address."),
            "invalid": _("This does not look like an e-mail address. One looks like name@example.com."),
        },
        widget=forms.EmailInput(attrs={"autocomplete": "email", "spellcheck": "false"}),
    )
    recipient = forms.CharField(
        label=_("Recipient"),
        max_length=120,
        help_text=why(_("Who takes the parcel; the name is printed on the label."), PLACE),
        error_messages={"required": _("Please say who takes the parcel.")},
        widget=forms.TextInput(attrs={"autocomplete": "shipping name"}),
    )
    phone = forms.CharField(
        label=_("Telephone number"),
        max_length=30,
        help_text=why(_("The courier calls it when nobody opens."), PLACE),
        error_messages={"required": _("Please give the courier a number to call.")},
        widget=forms.TextInput(attrs={"autocomplete": "shipping tel", "type": "tel", "placeholder": "0812-3456-7890"}),
    )
    street = forms.CharField(
        label=_("Street, number, RT/RW"),
        max_length=300,
        help_text=why(_("Where the courier rings the bell."), PLACE),
        error_messages={"required": _("Please type street and number.")},
        widget=forms.Textarea(attrs={"rows": 2, "autocomplete": "shipping street-address"}),
    )
    place = forms.CharField(
        label=_("Village, district or city"),
        max_length=100,
        required=False,
        help_text=why(_("Type three letters or more, for example “Melawai”, and choose your village below."), PLACE),
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
        help_text=why(_("The courier sorts parcels by it."), PLACE),
        error_messages={"required": _("Please type the five digits of the postcode.")},
        widget=forms.TextInput(attrs={"autocomplete": "shipping postal-code", "inputmode": "numeric"}),
    )
    notes = forms.CharField(
        label=_("Note for the courier"),
        max_length=200,
        required=False,
        help_text=why(_("For example “the green gate” or “leave it with the guard”."), PLACE),
    )
    service = forms.ChoiceField(
        label=_("Delivery"),
        choices=SERVICES,
        error_messages={"required": _("Please choose how fast it should come."), "invalid_choice": refusals.CHOICE},
    )
    method = forms.ChoiceField(
        label=_("How do you want to pay?"),
        choices=METHODS,
        error_messages={"required": _("Please choose how you want to pay."), "invalid_choice": refusals.CHOICE},
    )
    bank = forms.ChoiceField(
        label=_("Bank of the virtual account"),
        choices=BANKS,
        required=False,
        error_messages={"invalid_choice": refusals.CHOICE},
    )

    def __init__(self, *args: Any, is_guest: bool = True, **options: Any) -> None:
        super().__init__(*args, **options)
        asked = self.fields["email"]
        asked.help_text = why(asked.help_text, "2.1.8" if is_guest else "2.1.10")

    def clean_email(self) -> str:
        address: str = self.cleaned_data["email"]
        if accounts.has_hidden_signs(address):
            raise ValidationError(self.fields["email"].error_messages["invalid"], code="invalid")
        return address

    def clean_phone(self) -> str:
        try:
            return accounts.phone_number(self.cleaned_data["phone"])
        except accounts.NotAPhoneNumber:
            raise ValidationError(refusals.PHONE) from None

    def clean_area(self) -> str:
        code: str = self.cleaned_data["area"]
        if accounts.area_of_code(code) is None:
            raise ValidationError(_("Please choose your village from the list."))
        return code

    def clean(self) -> dict[str, Any]:
        given = super().clean() or {}
        if given.get("area") and given.get("postcode"):
            try:
                given["postcode"] = accounts.check_postcode(given["area"], given["postcode"])
            except accounts.PostcodeOutOfRange:
                self.add_error("postcode", refusals.POSTCODE)
        if given.get("method") == Method.VIRTUAL_ACCOUNT and not given.get("bank"):
            self.add_error("bank", _("Please choose a bank."))
        return given

    def confirmed(self, *, language: str) -> Confirmed:
        """What the buyer confirmed; the form is valid."""
        given = self.cleaned_data
        area = accounts.area_of_code(given["area"])
        if area is None:
            raise ValueError("the form was not checked")
        to = Destination(given["recipient"], given["phone"], given["street"], area, given["postcode"], given["notes"])
        service, agreed = Service(given["service"]), Rupiah(given["agreed"])
        return Confirmed(given["turn"], agreed, service, language, given["email"], to)

    def tried(self, action: Callable[[], T], *, titles: Mapping[int, str]) -> T | None:
        """What the action returned, or None when it refused; the reason is then among the form's errors."""
        try:
            return action()
        except (*refusals.KNOWN, *refusals.OUT_OF_REACH) as refusal:
            self.add_error(None, refusals.words_for(refusal, titles))
            return None

    @property
    def bank_of_payment(self) -> str:
        """The chosen bank, where the way to pay has one."""
        return self.cleaned_data["bank"] if self.cleaned_data["method"] == Method.VIRTUAL_ACCOUNT else ""

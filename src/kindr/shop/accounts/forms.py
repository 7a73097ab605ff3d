"""What accounts ask, why they ask it, and what they say when an answer does not do."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import Any, ClassVar, TypeVar

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from kindr.shop.accounts import areas, refusals, rules
from kindr.shop.accounts.actions.throttling import TooManyTries

T = TypeVar("T")

BIRTHDAY_CONSENT = _(
    "Kindr may keep my date of birth and send me a greeting in the month of my birthday."
    " I can take this back on this page at any time, and the date is then forgotten."
)
YOUNGEST, OLDEST = 18, 110


class TryingForm(forms.Form):
    """A form that turns what an action refuses into words."""

    status = 200

    def tried(self, action: Callable[[], T]) -> T | None:
        """What the action returned, or None when it refused; the reason is then among the form's errors."""
        try:
            return action()
        except refusals.KNOWN as refusal:
            field, words = refusals.words_for(refusal)
            self.add_error(field if field in self.fields else None, words)
            self.status = 429 if isinstance(refusal, TooManyTries) else 200
            return None

    def passed(self, action: Callable[[], object]) -> bool:
        """True when the action did not refuse."""
        self.tried(action)
        return not self.errors


class AddressForm(TryingForm):
    """The e-mail address that somebody signs in or signs up with."""

    email = forms.EmailField(
        label=_("E-mail address"),
        max_length=254,
        help_text=_("We send a code to it. It is how you sign in, and where letters about your orders go."),
        error_messages={
            "required": _("Please type your e-mail address."),
            "invalid": _("This does not look like an e-mail address. One looks like name@example.com."),
        },
        widget=forms.EmailInput(attrs={"autocomplete": "username email", "autofocus": True, "spellcheck": "false"}),
    )


class CodeForm(TryingForm):
    """The code from a letter."""

    code = forms.CharField(
        label=_("Code from the e-mail"),
        max_length=20,
        error_messages={"required": _("Please type the six digits from the e-mail.")},
        widget=forms.TextInput(attrs={"autocomplete": "one-time-code", "inputmode": "numeric", "autofocus": True}),
    )


class FactorForm(TryingForm):
    """The code of an authenticator app, or a recovery code."""

    code = forms.CharField(
        label=_("Code from your app"),
        max_length=20,
        help_text=_("Six digits, new every half minute. A recovery code works too."),
        error_messages={"required": _("Please type the code that your app shows now.")},
        widget=forms.TextInput(attrs={"autocomplete": "one-time-code", "autofocus": True}),
    )


class PasswordSignInForm(TryingForm):
    """Address and password."""

    email = forms.EmailField(
        label=_("E-mail address"),
        max_length=254,
        error_messages={
            "required": _("Please type your e-mail address."),
            "invalid": _("This does not look like an e-mail address. One looks like name@example.com."),
        },
        widget=forms.EmailInput(attrs={"autocomplete": "username", "autofocus": True, "spellcheck": "false"}),
    )
    password = forms.CharField(
        label=_("Your password"),
        max_length=rules.LONGEST_PASSWORD,
        strip=False,
        error_messages={"required": _("Please type your password.")},
        widget=forms.PasswordInput(attrs={"autocomplete": "current-password"}),
    )


class NewPasswordForm(TryingForm):
    """A new password. It may be pasted, may hold spaces, and is typed once because it can be reset by e-mail code."""

    password = forms.CharField(
        label=_("Your new password"),
        max_length=rules.LONGEST_PASSWORD,
        strip=False,
        error_messages={
            "required": _("Please type a password."),
            "max_length": _("A password may have 128 characters."),
        },
        widget=forms.PasswordInput(attrs={"autocomplete": "new-password"}),
    )


class PasskeyForm(TryingForm):
    """What the browser answers for a passkey, put into the form by `passkey.js`."""

    credential = forms.CharField(
        max_length=16_000, widget=forms.HiddenInput, error_messages={"required": _("The browser sent no passkey.")}
    )


class NewPasskeyForm(PasskeyForm):
    """A passkey with the name that its owner gives it."""

    label = forms.CharField(
        label=_("Name of this passkey"),
        max_length=60,
        help_text=_("So that you can tell it from others, for example “my telephone”."),
        error_messages={"required": _("Please give the passkey a name.")},
    )


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
        label=BIRTHDAY_CONSENT,
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
        widget=forms.TextInput(
            attrs={"autocomplete": "shipping tel", "type": "tel", "placeholder": "0812-3456-7890"}
        ),
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
        max_length=13, error_messages={"required": _("Please choose your village from the list.")}
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


def checked_phone(text: str) -> str:
    """An Indonesian number in E.164; raises ValidationError with words for the person."""
    try:
        return rules.phone_number(text)
    except rules.NotAPhoneNumber:
        raise ValidationError(refusals.PHONE) from None

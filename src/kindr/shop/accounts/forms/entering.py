"""What is asked of whoever signs in, and how an account is protected afterwards."""

from __future__ import annotations

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from kindr.shop.accounts import rules
from kindr.shop.accounts.forms.trying import TryingForm


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
        widget=forms.EmailInput(attrs={"autocomplete": "username", "autofocus": True, "spellcheck": "false"}),
    )

    def clean_email(self) -> str:
        address: str = self.cleaned_data["email"]
        if rules.has_hidden_signs(address):
            raise ValidationError(self.fields["email"].error_messages["invalid"], code="invalid")
        return address


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


class OwnPasswordForm(TryingForm):
    """The password of somebody who is signed in already."""

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

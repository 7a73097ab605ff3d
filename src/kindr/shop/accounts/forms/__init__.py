"""What accounts ask, why they ask it, and what they say when an answer does not do."""

from kindr.shop.accounts.forms.addresses import SavedAddressForm
from kindr.shop.accounts.forms.children import ChildForm, NewChildForm
from kindr.shop.accounts.forms.entering import (
    AddressForm,
    CodeForm,
    FactorForm,
    NewPasskeyForm,
    NewPasswordForm,
    OwnPasswordForm,
    PasskeyForm,
    PasswordSignInForm,
)
from kindr.shop.accounts.forms.own import BirthdayForm, ProfileForm

__all__ = [
    "AddressForm", "BirthdayForm", "ChildForm", "CodeForm", "FactorForm", "NewChildForm",
    "NewPasskeyForm", "NewPasswordForm", "OwnPasswordForm", "PasskeyForm", "PasswordSignInForm", "ProfileForm",
    "SavedAddressForm",
]  # fmt: skip

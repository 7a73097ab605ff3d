"""What a person is told when accounts refuse something: the same words whoever they are."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

if TYPE_CHECKING:
    from django.utils.functional import _StrPromise

from kindr.shop.accounts.actions.address_book import AddressBookFull
from kindr.shop.accounts.actions.arriving import CodeExpired, WrongCode
from kindr.shop.accounts.actions.family import NicknameTaken, OfAge, TooManyChildren
from kindr.shop.accounts.actions.passkeys import PasskeyRefused
from kindr.shop.accounts.actions.passwords import NotYourPassword, WrongPassword
from kindr.shop.accounts.actions.second_factor import StaffNeedSecondFactor, WrongFactor
from kindr.shop.accounts.actions.throttling import TooManyTries
from kindr.shop.accounts.rules import PasswordFault, PasswordRefused

KNOWN = (
    AddressBookFull, CodeExpired, NicknameTaken, NotYourPassword, OfAge, PasskeyRefused, PasswordRefused,
    StaffNeedSecondFactor, TooManyChildren, TooManyTries, WrongCode, WrongFactor, WrongPassword,
)  # fmt: skip

PHONE = _("This is not an Indonesian telephone number. One looks like 0812-3456-7890 or +62 812 3456 7890.")
POSTCODE = _("This postcode does not belong to the place you chose. A postcode has five digits.")

WORDS: dict[type[Exception], tuple[str | None, str | _StrPromise]] = {
    AddressBookFull: (None, _("Your address book is full. Please remove an address that you no longer need.")),
    CodeExpired: ("code", _("This code no longer works. Please ask for a new one.")),
    NicknameTaken: (
        "nickname",
        _("You have a child with this nickname here already. Add a letter, so that you can tell them apart."),
    ),
    NotYourPassword: ("password", _("This is not your password.")),
    OfAge: (None, _("This profile is your grown child's own now. Only your child decides about it.")),
    PasskeyRefused: (None, _("This passkey did not work. Please try again, or sign in another way.")),
    StaffNeedSecondFactor: (None, _("A working account cannot do without its second factor.")),
    TooManyChildren: (None, _("There are eight profiles here, and that is the most. You can forget one of them.")),
    WrongFactor: ("code", _("This code is not right, or it was used already. Please wait for the next one.")),
    WrongPassword: (None, _("E-mail address and password do not belong together.")),
}

FAULTS = {
    PasswordFault.TOO_LONG: _("A password may have 128 characters."),
    PasswordFault.COMMON: _("Guessers try this password first. Please choose another."),
    PasswordFault.ABOUT_YOU: _("This is too close to your address, your name or our shop. Please add other words."),
}


def words_for(refusal: Exception) -> tuple[str | None, str | _StrPromise]:
    """The field that a refusal belongs to, None for the whole form, and what to say."""
    if isinstance(refusal, TooManyTries):
        return None, _minutes(refusal.minutes)
    if isinstance(refusal, WrongCode):
        return "code", _tries(refusal.left)
    if isinstance(refusal, PasswordRefused):
        return "password", FAULTS.get(refusal.fault) or _too_short(refusal.least)
    return WORDS[type(refusal)]


def _minutes(minutes: int) -> str:
    return ngettext(
        "That was too often in a short time. Please wait %(minutes)d minute and try again.",
        "That was too often in a short time. Please wait %(minutes)d minutes and try again.",
        minutes,
    ) % {"minutes": minutes}


def _tries(left: int) -> str:
    return ngettext(
        "This is not the code from the e-mail. You can try %(left)d more time.",
        "This is not the code from the e-mail. You can try %(left)d more times.",
        left,
    ) % {"left": left}


def _too_short(least: int) -> str:
    return ngettext(
        "Please use at least %(least)d character. A sentence that only you would write is easy to remember.",
        "Please use at least %(least)d characters. A sentence that only you would write is easy to remember.",
        least,
    ) % {"least": least}

"""The rules of accounts: codes, passwords and telephone numbers. Pure functions without clock or database."""

from __future__ import annotations

import enum
import re
import unicodedata
from collections.abc import Collection

CODE_DIGITS = 6
CODE_MINUTES = 10
CODE_TRIES = 5
FRESH_MINUTES = 15
"""So long a sign-in counts as fresh enough to change how the account is protected."""

PASSWORD_ALONE = 15
PASSWORD_WITH_SECOND_FACTOR = 8
LONGEST_PASSWORD = 128
"""Characters, after NIST SP 800-63B revision 4 (3.1.1.2): long alone, shorter beside a second factor."""

TOTP_SECONDS = 30
RECOVERY_CODES = 10
MOST_ADDRESSES = 20

_DIVIDERS = frozenset('@,;:<>()[]\\"/%!')
_SEPARATORS = re.compile(r"[\s.()/‐-―-]+")
_MOBILE = re.compile(r"8[1-9][0-9]{7,10}")
_FIXED = re.compile(r"[2-79][0-9]{6,10}")


class PasswordFault(enum.Enum):
    TOO_SHORT = "too short"
    TOO_LONG = "too long"
    COMMON = "common"
    ABOUT_YOU = "about you"


class PasswordRefused(ValueError):
    """A password that guessers try first, or that is too short to withstand them."""

    def __init__(self, fault: PasswordFault, *, least: int) -> None:
        super().__init__(fault.value)
        self.fault = fault
        self.least = least


class NotAPhoneNumber(ValueError):
    """Not a telephone number of Indonesia."""


def code_of(tag: bytes) -> str:
    """The six digits that stand for a keyed tag of at least eight bytes."""
    return f"{int.from_bytes(tag[:8]) % 10**CODE_DIGITS:0{CODE_DIGITS}d}"


def typed_code(text: str) -> str:
    """A code as it was typed, without the spaces and hyphens that people put between its groups."""
    return re.sub(r"[\s-]", "", unicodedata.normalize("NFKC", text)).upper()


def check_password(
    password: str, *, has_second_factor: bool, common: Collection[str], about_you: Collection[str] = ()
) -> str:
    """The password as it is stored (NFKC); raises PasswordRefused. Spaces and any letters are welcome."""
    password = stored_form(password)
    least = PASSWORD_WITH_SECOND_FACTOR if has_second_factor else PASSWORD_ALONE
    if len(password) < least:
        raise PasswordRefused(PasswordFault.TOO_SHORT, least=least)
    if len(password) > LONGEST_PASSWORD:
        raise PasswordRefused(PasswordFault.TOO_LONG, least=least)
    folded = password.casefold()
    if folded in common or _is_repeated(folded, common):
        raise PasswordRefused(PasswordFault.COMMON, least=least)
    if _mostly_about(folded, {"kindr", "kindrkids", *(word.casefold() for word in about_you)}):
        raise PasswordRefused(PasswordFault.ABOUT_YOU, least=least)
    return password


def stored_form(password: str) -> str:
    """A password as it is hashed: the same letters however a keyboard composes them (NFKC)."""
    return unicodedata.normalize("NFKC", password)


def _is_repeated(folded: str, common: Collection[str]) -> bool:
    """True for one short piece or one common password said again and again."""
    for size in range(1, len(folded) // 2 + 1):
        if len(folded) % size == 0 and folded == folded[:size] * (len(folded) // size):
            return size <= 4 or folded[:size] in common
    return False


def _mostly_about(folded: str, words: Collection[str]) -> bool:
    """True when what is left beside known words would be guessed at once: fewer than eight characters."""
    left, found = folded, False
    for word in sorted(words, key=len, reverse=True):
        if len(word) >= 4 and word in left:
            left, found = left.replace(word, ""), True
    return found and len(left) < PASSWORD_WITH_SECOND_FACTOR


def has_hidden_signs(address: str) -> bool:
    """True when an e-mail address holds look-alikes of signs that divide addresses, as a full-width comma or at sign.

    Normalised, such an address would be two addresses, or another one than was typed.
    """
    plain = unicodedata.normalize("NFKC", address)
    return any(plain.count(sign) != address.count(sign) for sign in {*plain} if sign.isspace() or sign in _DIVIDERS)


def words_about(address: str, name: str = "") -> set[str]:
    """The words that guessers take from an address and a name."""
    return {word for word in re.split(r"[^\w]+", f"{address} {name}") if len(word) >= 4}


def phone_number(text: str) -> str:
    """An Indonesian telephone number in E.164 form (`+628123456789`); raises NotAPhoneNumber."""
    digits = _SEPARATORS.sub("", unicodedata.normalize("NFKC", text))
    for prefix in ("+62", "0062", "62"):
        if digits.startswith(prefix):
            national = digits.removeprefix(prefix).removeprefix("0")
            break
    else:
        national = digits[1:] if digits.startswith("0") else digits if digits.startswith("8") else ""
    if not (_MOBILE.fullmatch(national) or _FIXED.fullmatch(national)) or not national.isascii():
        raise NotAPhoneNumber("not a telephone number of Indonesia")
    return f"+62{national}"


def readable_phone(number: str) -> str:
    """A stored number as people in Indonesia write it: `0812-3456-7890`."""
    national = "0" + number.removeprefix("+62")
    if not national.startswith("08"):
        return national
    return "-".join(part for part in (national[:4], national[4:8], national[8:]) if part)

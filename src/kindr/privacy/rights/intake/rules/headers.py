"""Reading single headers without trusting them: any of them may be missing, doubled, endless or nonsense."""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import UTC, datetime
from email import headerregistry
from email.header import decode_header
from email.message import Message
from email.utils import getaddresses, parsedate_to_datetime

from kindr.privacy.vault.lookup import normalised_address

LONGEST = 4000
"""Signs of one header that are read; the standard's parsers get slow and deep on more."""
MOST = 200
ADDRESS = re.compile(r"[^\s@<>\"(),:;\\\[\]\x00-\x1f\x7f\ufffd]{1,64}@[^\s@<>\"(),:;\\\[\]\x00-\x1f\x7f\ufffd]{1,253}")
_registry = headerregistry.HeaderRegistry()


def all_of(message: Message, name: str) -> list[str]:
    """Every header of a name from the top, unfolded and cut, as it was written."""
    wanted = name.lower()
    found = [value for key, value in message.raw_items() if str(key).lower() == wanted][:MOST]
    return [_plain(str(value)) for value in found]


def first_of(message: Message, name: str) -> str:
    """The topmost header of a name; empty when there is none."""
    return next(iter(all_of(message, name)), "")


def decoded(value: str) -> str:
    """A header as a person reads it; what cannot be decoded stays as it was written."""
    try:
        parts = decode_header(value)
        text = "".join(_in_words(part, charset) for part, charset in parts)
    except Exception:  # the standard library raises what it likes on nonsense; a letter is never lost for its subject
        text = value
    return readable(text)


def readable(text: str) -> str:
    """Text without signs that no person writes; halves of pairs and NULs go."""
    text = text.encode("utf-8", "replace").decode("utf-8")
    return "".join(sign for sign in text if sign in "\n\t" or sign.isprintable())


def address_of(message: Message, name: str = "From") -> str:
    """The one address that a header names; empty when it is missing, doubled, names several or can be read two ways."""
    values = all_of(message, name)
    if len(values) != 1:
        return ""
    read = _addresses(values[0]), _addresses_by_the_registry(values[0])
    return single(values[0], read)


def single(value: str, readings: Sequence[Sequence[str]]) -> str:
    """The address on which every reading of a header agrees, as addresses are compared; empty when they do not."""
    found = {tuple(reading) for reading in readings}
    if len(found) != 1 or len(one := next(iter(found))) != 1:
        return ""
    return plain_address(one[0]) if one[0].lower() in value.lower() else ""


def plain_address(text: str) -> str:
    """An address as it is compared; empty when it is none, or looks like one only after signs were exchanged."""
    text = text.strip().strip("<>").strip()
    lowered = text.lower()
    is_plain = ADDRESS.fullmatch(text) and len(text) <= 254 and normalised_address(text) == lowered
    return lowered if is_plain else ""


def moment_of(received: str) -> datetime | None:
    """The moment at the end of a Received header."""
    try:
        moment = parsedate_to_datetime(received.rpartition(";")[2].strip())
        return moment.astimezone(UTC) if moment.tzinfo else moment.replace(tzinfo=UTC)
    except (ValueError, TypeError, IndexError, OverflowError):
        return None


def _plain(value: str) -> str:
    cut = value[:LONGEST].encode("utf-8", "surrogateescape").decode("utf-8", "replace")
    return re.sub(r"[\r\n\x00]+[ \t]*", " ", cut).strip()


def _in_words(part: bytes | str, charset: str | None) -> str:
    if isinstance(part, str):
        return part
    try:
        return part.decode(charset or "utf-8")
    except (LookupError, ValueError):
        return part.decode("latin-1")


def _addresses(value: str) -> list[str]:
    try:
        return [address for _, address in getaddresses([value]) if address]
    except Exception:  # as above
        return []


def _addresses_by_the_registry(value: str) -> list[str]:
    try:
        return [address.addr_spec for address in _registry("from", value).addresses]  # type: ignore[attr-defined]
    except Exception:  # as above; deep comments end in a RecursionError
        return []

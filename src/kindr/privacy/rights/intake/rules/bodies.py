"""The text of a letter out of whatever it was packed in, and the types of what came along."""

from __future__ import annotations

import codecs
import re
from collections.abc import Iterator
from email.message import Message

from kindr.privacy.rights.intake.rules.headers import readable
from kindr.privacy.rights.intake.rules.pages import text_of_page
from kindr.privacy.rights.intake.rules.terms import Attached

MOST_PARTS = 100
LONGEST_TEXT = 100_000
TYPE = re.compile(r"[a-z0-9.+-]{1,40}/[a-z0-9.+-]{1,80}")
ODD_CODECS = frozenset({"idna", "punycode", "raw_unicode_escape", "unicode_escape", "undefined", "utf-7"})
"""Text encodings of Python that are none of mail, or that hide one text in another."""


def text_and_attached(message: Message) -> tuple[str, tuple[Attached, ...]]:
    """All that a person would read, plain text before pages, and the types of the rest."""
    plain: list[str] = []
    pages: list[str] = []
    attached: list[Attached] = []
    for part in parts_of(message):
        type_ = type_of(part)
        if type_.startswith("multipart/"):
            continue
        if type_ not in ("text/plain", "text/html") or _is_attachment(part):
            attached.append(Attached(type_))
        elif type_ == "text/plain":
            plain.append(text_of(part))
        else:
            pages.append(text_of_page(text_of(part)))
    text = "\n".join(plain) if "".join(plain).strip() else "\n".join(pages)
    return text[:LONGEST_TEXT], tuple(attached[:MOST_PARTS])


def parts_of(message: Message) -> Iterator[Message]:
    """The parts from the top, without those of messages that were packed whole; so many at most."""
    waiting, seen = [message], 0
    while waiting and seen < MOST_PARTS:
        part = waiting.pop(0)
        seen += 1
        yield part
        inside = part.get_payload()
        if isinstance(inside, list) and type_of(part).startswith("multipart/"):
            waiting[:0] = [one for one in inside if isinstance(one, Message)]


def type_of(part: Message) -> str:
    """The type of a part; plain text when it names none that makes sense, as the standard asks."""
    try:
        found = part.get_content_type().lower()
    except Exception:  # a header that no parser understands is no type
        return "text/plain"
    return found if TYPE.fullmatch(found) else "application/octet-stream"


def text_of(part: Message) -> str:
    """The text of a part whatever its encoding claims to be."""
    try:
        raw = part.get_payload(decode=True)
    except Exception:  # broken transfer encodings raise what they like
        raw = str(part.get_payload()).encode("utf-8", "replace")
    whole = raw if isinstance(raw, bytes) else b""
    return readable(_decoded(whole[: 4 * LONGEST_TEXT], _charset_of(part)).replace("\r\n", "\n").replace("\r", "\n"))


def _charset_of(part: Message) -> str:
    try:
        return str(part.get_content_charset() or "utf-8")
    except Exception:  # as above
        return "utf-8"


def _decoded(raw: bytes, charset: str) -> str:
    for name in (charset, "utf-8", "cp1252"):
        try:
            codec = codecs.lookup(name)
            if codec.name not in ODD_CODECS:
                return raw.decode(codec.name)
        except (LookupError, ValueError):
            continue
    return raw.decode("latin-1")


def _is_attachment(part: Message) -> bool:
    try:
        return part.get_content_disposition() == "attachment" or bool(part.get_filename())
    except Exception:  # as above
        return False

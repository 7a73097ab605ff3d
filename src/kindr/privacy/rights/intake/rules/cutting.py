"""What is new in a letter: quoted lines, whole letters below, forwarded ones and signatures are cut off."""

from __future__ import annotations

import re

LONGEST_LINE = 2000
"""Signs of a line that the marks are looked for in."""
WHOLE = re.compile(
    r"^\s*(?:-{2,}\s*(?:original message|forwarded message|pesan asli|pesan terusan|pesan yang diteruskan)\s*-{2,}"
    r"|_{10,}\s*|begin forwarded message:|mulai pesan terusan:)\s*$",
    re.IGNORECASE,
)
"""From here on it is another letter."""
HEAD = re.compile(r"^\s*\*?(?:from|dari)\s*:\*?\s\S", re.IGNORECASE)
HEAD_GOES_ON = re.compile(
    r"^\s*\*?(?:sent|date|to|subject|cc|dikirim|tanggal|kepada|perihal|subjek|ke)\s*:\*?\s", re.IGNORECASE
)
SAID = re.compile(r"^\s*(?:on|pada|am|le)\b.{3,300}\b(?:wrote|menulis|schrieb|écrit)\s*:\s*$", re.IGNORECASE)
SAID_OPENS = re.compile(r"^\s*(?:on|pada)\b.{3,300}$", re.IGNORECASE)
SAID_ENDS = re.compile(r"^.{0,300}\b(?:wrote|menulis)\s*:\s*$", re.IGNORECASE)
SIGNATURE = re.compile(r"^--\s?$")
DEVICE = re.compile(
    r"^\s*(?:sent from my\b|sent from (?:outlook|yahoo|mail)\b|get outlook for\b|dikirim dari\b|dapatkan outlook)",
    re.IGNORECASE,
)


def new_and_rest(text: str) -> tuple[str, str]:
    """The words that are new, and what was cut off; when nothing is new, there are no new words."""
    lines = text.split("\n")
    end = _end(lines)
    kept, rest = [], lines[end:]
    skip = False
    for number, line in enumerate(lines[:end]):
        short = line[:LONGEST_LINE]
        following = lines[number + 1][:LONGEST_LINE] if number + 1 < end else ""
        if skip or short.lstrip().startswith(">") or SAID.match(short):
            skip = False
            rest.append(line)
        elif SAID_OPENS.match(short) and SAID_ENDS.match(following):
            skip = True
            rest.append(line)
        elif not DEVICE.match(short):
            kept.append(line)
    return _tidy(kept), _tidy(rest)


def _end(lines: list[str]) -> int:
    """Where the writer's own part ends."""
    for number, line in enumerate(lines):
        short = line[:LONGEST_LINE]
        if WHOLE.match(short) or SIGNATURE.match(short):
            return number
        below = [one[:LONGEST_LINE] for one in lines[number + 1 : number + 4]]
        if HEAD.match(short) and any(HEAD_GOES_ON.match(one) for one in below):
            return number
    return len(lines)


def _tidy(lines: list[str]) -> str:
    return re.sub(r"\n{3,}", "\n\n", "\n".join(line.rstrip() for line in lines)).strip()

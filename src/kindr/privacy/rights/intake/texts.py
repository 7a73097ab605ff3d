"""The words of a letter as they are sealed with its request; what came along is named by its type alone."""

from __future__ import annotations

from collections import Counter

from django.utils import translation
from django.utils.translation import gettext as _

from kindr.privacy.rights.intake.rules import Inbound
from kindr.privacy.rights.requests.actions.noting import LONGEST

MOST_TEXTS = 6


def texts_of(letter: Inbound) -> list[str]:
    """Subject, new words, what was cut off, and a line on attachments; in pieces that a request takes."""
    with translation.override(letter.language):
        parts = [letter.subject.strip(), letter.words.strip(), _attached(letter)]
        if letter.rest:
            parts.append(_("Quoted below:") + "\n" + letter.rest)
        whole = "\n\n".join(part for part in parts if part) or _("The letter was empty.")
    pieces = [whole[start : start + LONGEST] for start in range(0, len(whole), LONGEST)]
    return [piece for piece in pieces[:MOST_TEXTS] if piece.strip()]


def _attached(letter: Inbound) -> str:
    if not letter.attached:
        return ""
    kinds = Counter(one.type for one in letter.attached)
    named = ", ".join(f"{count} × {type_}" for type_, count in sorted(kinds.items())[:10])
    return _("Came with attachments that we did not keep: %(named)s") % {"named": named}

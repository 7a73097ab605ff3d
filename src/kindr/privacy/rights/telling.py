"""A line of the record told as one sentence: who did what with which kinds of data, and what for."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext_lazy

if TYPE_CHECKING:
    from kindr.privacy.rights.statements import Opening

SENTENCES: Mapping[str, Any] = {
    "read": gettext_lazy("%(who)s opened %(what)s to %(why)s."),
    "disclose": gettext_lazy("%(who)s passed %(what)s on (to: %(to)s) to %(why)s."),
    "advise": gettext_lazy("%(who)s saw advice drawn from %(what)s, and none of the values, to %(why)s."),
    "collect": gettext_lazy("%(who)s took in %(what)s to %(why)s."),
    "correct": gettext_lazy("%(who)s changed %(what)s to %(why)s."),
    "restrict": gettext_lazy("%(who)s locked %(what)s to %(why)s."),
    "expire": gettext_lazy("%(who)s erased %(what)s, whose time was over."),
    "erase": gettext_lazy("%(who)s erased %(what)s to %(why)s."),
}

MOVEMENTS: Mapping[str, Any] = {
    "read": pgettext_lazy("movement", "opened"),
    "disclose": pgettext_lazy("movement", "passed on"),
    "advise": pgettext_lazy("movement", "advised"),
    "collect": pgettext_lazy("movement", "collected"),
    "correct": pgettext_lazy("movement", "changed"),
    "restrict": pgettext_lazy("movement", "locked"),
    "expire": pgettext_lazy("movement", "erased"),
    "erase": pgettext_lazy("movement", "erased"),
}


def told(opening: Opening) -> str:
    """The sentence, in the language of the page."""
    sentence = SENTENCES.get(opening.verb, SENTENCES["read"])
    if opening.refused_by:
        sentence = _("%(who)s asked for %(what)s to %(why)s, and was refused.")
    # A name with an addition in it, between commas, is closed by one.
    who = f"{opening.who}," if "," in opening.who else opening.who
    words = {"who": who, "what": _listed(opening.what), "why": begun(opening.why), "to": begun(opening.to)}
    return " ".join([str(sentence) % words, *_leave(opening)])


def _leave(opening: Opening) -> list[str]:
    """What is added when two colleagues had to agree first, or nobody could be asked."""
    if opening.leave == "grant":
        return [_("A grant of two colleagues allowed it, for some hours.")]
    if opening.leave == "emergency":
        return [_("It was an emergency, and the data protection officer was told at once.")]
    return []


def begun(words: str) -> str:
    """Words as they stand inside a sentence: names at their beginning keep their capital."""
    first = words.split(" ", 1)[0]
    is_name = first.startswith("Kindr") or (len(first) > 1 and first[1].isupper())
    return words if is_name else words[:1].lower() + words[1:]


def _listed(what: Sequence[str]) -> str:
    """A list as people write it."""
    parts = [begun(one) for one in what] or [_("something")]
    return parts[0] if len(parts) == 1 else _("%(first)s and %(last)s") % _ends(parts)


def _ends(parts: Sequence[str]) -> dict[str, str]:
    return {"first": ", ".join(parts[:-1]), "last": parts[-1]}

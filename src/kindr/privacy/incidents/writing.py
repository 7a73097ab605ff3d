"""What the letter about an incident says (art. 46(2)): which data, when and how, handling and recovery, whom to ask.

Indonesian comes first and binds; the English translation follows in the same letter. No name and no value stands in it.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass

from django.template.loader import render_to_string
from django.utils import translation
from django.utils.formats import date_format
from django.utils.timezone import localtime
from django.utils.translation import gettext as _

from kindr.privacy import registry
from kindr.privacy.incidents.models import AffectedPerson, Incident
from kindr.privacy.incidents.personal import TextKind
from kindr.privacy.incidents.radius.reach import categories_in
from kindr.privacy.rights.labels import in_words
from kindr.privacy.terms import Party, Specific

LANGUAGES = ("id", "en")
Texts = Mapping[TextKind, str]


@dataclass(frozen=True)
class Reached:
    """What was opened, changed or within reach of one person, in the words of the policy."""

    is_child: bool
    opened: tuple[str, ...]
    changed: tuple[str, ...]
    could: tuple[str, ...]


@dataclass(frozen=True)
class Part:
    """The letter in one language."""

    language: str
    subject: str
    reached: tuple[Reached, ...]
    window: tuple[str, str]
    how: str
    handling: str
    officer: Party


@dataclass(frozen=True)
class Written:
    """One letter, before it goes out."""

    subject: str
    text: str
    html: str
    parts: tuple[Part, ...]


def letter(incident: Incident, affected: Sequence[AffectedPerson], texts: Texts) -> Written:
    """The letter to one household: to whom it goes, with what befell their children."""
    parts = tuple(part(incident, affected, texts, language) for language in LANGUAGES)
    shown = {"parts": parts, "incident": incident}
    text = render_to_string("incidents/letter.txt", shown)
    return Written(parts[0].subject, text.strip() + "\n", render_to_string("incidents/letter.html", shown), parts)


def part(incident: Incident, affected: Sequence[AffectedPerson], texts: Texts, language: str) -> Part:
    """The letter in one language; falls back to no other: a text that is missing is empty, and `lacks` says so."""
    with translation.override(language):
        subject = _("The protection of your data at Kindr has failed")
        if incident.is_drill:
            subject = _("Drill, nothing has happened: %(subject)s") % {"subject": subject}
        return Part(
            language=language,
            subject=subject,
            reached=tuple(_reached(each) for each in affected),
            window=(moment(incident.since), moment(incident.until)),
            how=texts.get(TextKind(f"how_{language}"), ""),
            handling=texts.get(TextKind(f"handling_{language}"), ""),
            officer=registry.policy().parties["data_protection_officer"],
        )


def lacks(written: Written) -> list[str]:
    """What the law asks for and a letter does not say; empty when it is whole."""
    found = []
    for each in written.parts:
        said = {
            "data": any(one.opened or one.changed or one.could for one in each.reached),
            "when": all(stamp in written.text for stamp in each.window),
            "how": bool(each.how.strip()) and each.how.strip() in written.text,
            "handling": bool(each.handling.strip()) and each.handling.strip() in written.text,
            "contact": each.officer.email in written.text,
        }
        named = [word for one in each.reached for word in (*one.opened, *one.changed, *one.could)]
        said["data"] = said["data"] and all(word in written.text for word in named)
        found += [f"{each.language}: {name}" for name, is_said in said.items() if not is_said]
    return found


def moment(at: object) -> str:
    """A moment to the minute, in the time of Jakarta."""
    return f"{date_format(localtime(at), 'j F Y, H:i')} WIB"  # type: ignore[arg-type]  # a moment


def categories_said(keys: Collection[str]) -> tuple[str, ...]:
    """Categories in the words of the policy; specific data first, because they weigh more."""
    known = registry.policy().categories
    order = sorted(keys, key=lambda key: (known[key].specific is Specific.NO, key) if key in known else (True, key))
    return tuple(in_words(known[key].says) if key in known else key for key in order)


def _reached(person: AffectedPerson) -> Reached:
    opened, changed = categories_in(person.opened), categories_in(person.changed)
    return Reached(
        person.kind == "child",
        categories_said(opened),
        categories_said(changed),
        categories_said(categories_in(person.could) - opened),
    )

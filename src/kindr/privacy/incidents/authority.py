"""The written notice to the institution (art. 46(1) and (2)): everything that the law asks for, and nobody's data.

One text, made once, that the desk shows, a sheet of paper prints and an e-mail carries; the Indonesian one binds.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime

from django.utils import translation
from django.utils.formats import date_format
from django.utils.timezone import localtime
from django.utils.translation import gettext as _
from django.utils.translation import ngettext, pgettext

from kindr.privacy import registry
from kindr.privacy.incidents import queries, words
from kindr.privacy.incidents.models import Incident
from kindr.privacy.incidents.personal import TextKind
from kindr.privacy.incidents.queries import Found
from kindr.privacy.incidents.rules import State, Step
from kindr.privacy.incidents.writing import Texts, moment
from kindr.privacy.terms import Party


@dataclass(frozen=True)
class Section:
    """One part: a heading, a table where there is one, and sentences below it."""

    heading: str
    paragraphs: tuple[str, ...] = ()
    heads: tuple[str, ...] = ()
    rows: tuple[tuple[str, ...], ...] = ()

    @property
    def labelled(self) -> list[list[tuple[str, str]]]:
        """Every cell with the name of its column."""
        return [list(zip(self.heads, row, strict=True)) for row in self.rows]


@dataclass(frozen=True)
class Notice:
    """The whole notice in one language."""

    language: str
    title: str
    law: str
    sender: Party
    officer: Party
    receiver: Party | None
    facts: tuple[tuple[str, str], ...]
    sections: tuple[Section, ...]
    day: str
    lacks: tuple[str, ...]
    """What the law asks for and nobody has written yet."""


def notice(incident: Incident, said: Texts, *, language: str, at: datetime) -> Notice:
    """The notice as things stand; `said` are the texts that staff wrote."""
    policy = registry.policy()
    with translation.override(language):
        radius, told = queries.radius_of(incident), queries.moments(incident)
        title = _("Written notice of a failure to protect personal data")
        return Notice(
            language=language,
            title=_("Drill, nothing has happened: %(subject)s") % {"subject": title} if incident.is_drill else title,
            law=_("Under UU 27/2022 art. 46"),
            sender=policy.parties["controller"],
            officer=policy.parties["data_protection_officer"],
            receiver=policy.authority,
            facts=tuple(_facts(incident, at=at)),
            sections=tuple(_sections(incident, radius, told, said, language)),
            day=date_format(localtime(at), "j F Y"),
            lacks=tuple(_lacks(radius, said, language)),
        )


def _facts(incident: Incident, *, at: datetime) -> Iterator[tuple[str, str]]:
    yield _("Number"), incident.number
    yield _("What happened"), f"{words.CAUSES[incident.cause]}. {words.KINDS[incident.kind]}"
    yield _("Known since"), moment(incident.known_at)
    yield _("Due"), moment(incident.deadline_at)
    yield pgettext("of a paper", "As of"), moment(at)


def _sections(
    incident: Incident, radius: Found | None, told: dict[str, datetime], said: Texts, language: str
) -> Iterator[Section]:
    how, handling = (said.get(TextKind(f"{part}_{language}"), "") for part in ("how", "handling"))
    window = {"since": moment(incident.since), "until": moment(incident.until)}
    yield _data(radius)
    between = _("Between %(since)s and %(until)s.") % window
    yield Section(_("2. When and how"), (between, how or _not_yet()))
    yield Section(_("3. What we did, and how it is put right"), (*_stopped(incident, told), handling or _not_yet()))
    yield Section(_("4. Letters to the people affected"), tuple(_letters(incident, told)))
    yield Section(_("5. Who else was told"), tuple(_others(told)))
    officer = registry.policy().parties["data_protection_officer"]
    yield Section(_("6. Whom to ask"), (", ".join(filter(None, (officer.name, officer.email, officer.phone))),))


def _data(radius: Found | None) -> Section:
    heading = _("1. Which data, and of how many people")
    if radius is None:
        return Section(heading, (_not_yet(),))
    if not radius.categories:
        return Section(heading, (radius.sealed_why or _("Nobody's data were opened, changed or within reach."),))
    heads = (_("Kind of data"), _("Opened"), _("Changed"), _("Could have been opened"), _("of these children"))
    rows = tuple(
        (
            f"{each.name} ({_('specific data')})" if each.is_specific else each.name,
            *map(str, (each.opened, each.changed, each.could, each.children)),
        )
        for each in radius.categories
    )
    return Section(heading, tuple(_people(radius)), heads, rows)


def _people(radius: Found) -> Iterator[str]:
    total = ngettext("%(people)s person in all", "%(people)s people in all", radius.total) % {"people": radius.total}
    kinds = ", ".join(f"{name} {sum(numbers)}" for name, *numbers in radius.kinds)
    yield f"{total}: {kinds}."
    if radius.sealed_why:
        yield radius.sealed_why


def _stopped(incident: Incident, told: dict[str, datetime]) -> Iterator[str]:
    if Step.CONTAINED.value in told:
        yield _("It was stopped on %(at)s.") % {"at": moment(told[Step.CONTAINED.value])}
    elif incident.state == State.OPEN:
        yield _("It is not certain yet that it has stopped.")


def _letters(incident: Incident, told: dict[str, datetime]) -> Iterator[str]:
    counts = queries.letters_of(incident)
    if Step.LETTERS_ORDERED.value in told:
        yield _("The letters were ordered on %(at)s.") % {"at": moment(told[Step.LETTERS_ORDERED.value])}
    numbers = {"queued": counts.queued, "over": counts.handed_over, "lost": counts.no_address}
    yield _("%(queued)s owed, %(over)s handed over to the mail provider, %(lost)s with no address any more.") % numbers


def _others(told: dict[str, datetime]) -> Iterator[str]:
    police, public = told.get(Step.POLICE_TOLD.value), told.get(Step.PUBLIC.value)
    if police:
        yield _("Law enforcement and the ministry were told of the attack on %(at)s.") % {"at": moment(police)}
    if public:
        yield _("A public notice stands on our pages since %(at)s.") % {"at": moment(public)}
    if not police and not public:
        yield _("Nobody else so far.")


def _lacks(radius: Found | None, said: Texts, language: str) -> Iterator[str]:
    if radius is None:
        yield _("the blast radius")
    for part in ("how", "handling"):
        if not said.get(kind := TextKind(f"{part}_{language}"), "").strip():
            yield str(kind.label)


def _not_yet() -> str:
    return _("Not known yet; we report it as soon as it is.")

"""What is owed about an incident, in the order of the law: what is done, what comes next, and where (art. 46)."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from kindr.privacy.incidents.models import Incident, IncidentEvent
from kindr.privacy.incidents.queries import Found, Letters
from kindr.privacy.incidents.rules import State, Step
from kindr.privacy.incidents.words import STEPS, told_by


@dataclass(frozen=True)
class Duty:
    """One line: what is owed, how it stands, and the step or the page that does it."""

    says: str
    note: str = ""
    is_done: bool = False
    is_optional: bool = False
    is_next: bool = False
    step: str = ""
    page: str = ""
    deed: str = ""
    """What the button or the link says."""


@dataclass(frozen=True)
class Standing:
    """What the lines are made from; read once for the page."""

    incident: Incident
    radius: Found | None
    letters: Letters
    lacking: list[str]
    events: dict[str, IncidentEvent]
    """Step -> the newest line of the timeline that says so."""


def duties(standing: Standing) -> list[Duty]:
    """Every line of an incident; a drill has no letters and no notices."""
    found = [_contain(standing), _radius(standing)]
    if not standing.incident.is_drill:
        found += [_texts(standing), _letters(standing), _authority(standing), *_when_it_is_grave(standing)]
    found.append(_close(standing))
    first = next((each for each in found if not each.is_done and not each.is_optional), None)
    return [replace(each, is_next=each is first) for each in found]


def _contain(standing: Standing) -> Duty:
    is_done = standing.incident.state != State.OPEN
    deed = "" if is_done else _("It is contained")
    return Duty(_("Stop it from going on"), is_done=is_done, step="contain" if deed else "", deed=deed)


def _radius(standing: Standing) -> Duty:
    found, note = standing.radius, _("It is being computed; look again in a moment.")
    if found:
        note = ngettext("%(n)s person is within it", "%(n)s people are within it", found.total) % {"n": found.total}
    deed = _("Compute the blast radius anew")
    return Duty(_("Find out whom it reaches"), note, is_done=bool(found), step="radius", deed=deed)


def _texts(standing: Standing) -> Duty:
    left = len(standing.lacking)
    note = ngettext("%(n)s text is missing", "%(n)s texts are missing", left) % {"n": left} if left else ""
    page = "#written" if left else ""
    return Duty(_("Write what the letters say"), note, is_done=not left, page=page, deed=_("Write a text"))


def _letters(standing: Standing) -> Duty:
    counts, says = standing.letters, _("Write to everybody affected")
    is_done = Step.LETTERS_SENT.value in standing.events and not counts.waiting
    page = reverse("incidents:letters", args=[standing.incident.number])
    if standing.radius and not standing.radius.total and not counts.queued:
        return Duty(says, _("Nobody is within it"), is_done=True, page=page, deed=_("Draft, sending and proof"))
    numbers = {"over": counts.handed_over, "waiting": counts.waiting}
    note = _("%(over)s handed over, %(waiting)s wait") % numbers if counts.queued else ""
    return Duty(says, note, is_done=is_done, page=page, deed=_("Draft, sending and proof"))


def _authority(standing: Standing) -> Duty:
    event = standing.events.get(Step.AUTHORITY_TOLD.value)
    page = reverse("incidents:authority", args=[standing.incident.number])
    asked = Step.AUTHORITY_ASKED.value in standing.events
    note = told_by(event.about) if event else str(STEPS[Step.AUTHORITY_ASKED]) if asked else ""
    return Duty(_("Tell the authority"), note, is_done=bool(event), page=page, deed=_("Notice to the authority"))


def _when_it_is_grave(standing: Standing) -> Iterator[Duty]:
    """What only some incidents need: the police after an attack, the public when letters do not reach everybody."""
    told = Step.POLICE_TOLD.value in standing.events
    deed = "" if told else _("Law enforcement was told")
    yield Duty(
        _("Tell law enforcement and the ministry"), _("after a serious attack (PP 71/2019 art. 24)"),
        is_done=told, is_optional=True, step="" if told else "police", deed=deed,
    )  # fmt: skip
    public = standing.incident.is_public
    yield Duty(
        _("Tell the public"), _("when letters do not reach everybody, or the public is hurt (art. 46)"),
        is_done=public, is_optional=True,
        step="" if public else "public", page=reverse("incident_notices:notices") if public else "",
        deed=_("See the public notice") if public else _("Put up the public notice"),
    )  # fmt: skip


def _close(standing: Standing) -> Duty:
    is_done = standing.incident.state == State.CLOSED
    return Duty(_("Close the incident"), is_done=is_done, step="" if is_done else "close", deed=_("Close the incident"))


def standing_of(incident: Incident, radius: Found | None, letters: Letters, lacking: list[str]) -> Standing:
    """What the lines are made from; one query."""
    events = {event.happened: event for event in incident.events.order_by("at", "pk")}
    return Standing(incident, radius, letters, lacking, events)

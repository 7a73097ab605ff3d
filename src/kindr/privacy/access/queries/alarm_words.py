"""What an alarm is called on the desk and in letters, what it means, and where to look next (policy 8.2)."""

from __future__ import annotations

from collections.abc import Mapping

from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy

from kindr.privacy.access.models import Alarm, AlarmKind

Words = str | Promise

HEADLINES: Mapping[str, Words] = {
    "left_over": gettext_lazy("Something stayed beyond its time"),
    "missing_sweep_of": gettext_lazy("A nightly sweep did not come"),
    "sweep_left_out": gettext_lazy("A sweep waited, for the clocks disagree"),
    "journal_not_copied": gettext_lazy("The shred journal has no second copy"),
    "notice_stopped": gettext_lazy("The notice to the authority does not go out"),
    "letters_stopped": gettext_lazy("Letters about an incident do not go out"),
    "radius_stopped": gettext_lazy("Nobody knows yet whom an incident reaches"),
}
"""What an alarm is about, where its kind alone would say something else."""
MEANINGS: Mapping[str, Words] = {
    AlarmKind.HONEYTOKEN: gettext_lazy(
        "Nobody has a reason to open this customer: it is a decoy, and nothing tells it from the others."
    ),
    AlarmKind.BULK_OPENING: gettext_lazy("More people than this role's work needs. Ask what it was for."),
    AlarmKind.REFUSALS: gettext_lazy("Somebody tries what the policy does not let them do, again and again."),
    AlarmKind.OUT_OF_HOURS: gettext_lazy("Opening still works at such an hour, but never unseen."),
    AlarmKind.BREAK_GLASS: gettext_lazy("It was opened without a second colleague. Read the reason and decide on it."),
    AlarmKind.COVERAGE: gettext_lazy(
        "Nothing is called complete while a place exists that nobody declared. Who runs the software has to look."
    ),
    AlarmKind.LOG_BROKEN: gettext_lazy(
        "The books and the signed tree over them do not agree. Compare with the witness file before anything else."
    ),
    AlarmKind.PROMISE_FAILED: gettext_lazy("The public page of promises says so too, until it holds again."),
    AlarmKind.CLOCK: gettext_lazy("Nothing extends this time; weekends count."),
    AlarmKind.INCIDENT: gettext_lazy("Whoever is affected, and the authority, are told within 72 hours."),
    AlarmKind.TURNED_AWAY: gettext_lazy("They opened nothing. A certificate may have run out or been taken back."),
    AlarmKind.RECOVERED: gettext_lazy("Make sure that it was them: ask by telephone or in person."),
    AlarmKind.CLAIMED_ELSEWHERE: gettext_lazy(
        "They follow the account, so whoever proved the address was told and given nothing of them."
        " If it is the account's own parent who asked, they can ask signed in."
    ),
    AlarmKind.SELF_TEST: gettext_lazy("It came through, so the real ones would. Nothing has to be done."),
}
BESIDE_THE_KIND: Mapping[str, Words] = {
    "left_over": gettext_lazy("The sweep should have taken it. It tries again tonight."),
    "missing_sweep_of": gettext_lazy("Is the worker running? The next sweep takes what this one left."),
    "sweep_left_out": gettext_lazy(
        "Nothing is deleted by a clock that may be wrong. Set the clock of both database servers right."
    ),
    "journal_not_copied": gettext_lazy(
        "If this machine is lost, a restored backup could not forget. Look at the disk."
    ),
    "notice_stopped": gettext_lazy(
        "It is tried every five minutes, and the time runs on: hand it over on paper, or through the authority's page."
    ),
    "letters_stopped": gettext_lazy(
        "They are tried every five minutes, and the time runs on: who runs the software has to look."
    ),
    "radius_stopped": gettext_lazy(
        "It is computed again every five minutes, and the time runs on: who runs the software has to look."
    ),
}
PLACES: Mapping[str, str] = {
    "left_over": "retention:retention",
    "missing_sweep_of": "retention:retention",
    "sweep_left_out": "retention:retention",
    AlarmKind.HONEYTOKEN: "desk:log",
    AlarmKind.BULK_OPENING: "desk:log",
    AlarmKind.REFUSALS: "desk:log",
    AlarmKind.OUT_OF_HOURS: "desk:log",
    AlarmKind.BREAK_GLASS: "access:review",
    AlarmKind.RECOVERED: "access:review",
    AlarmKind.TURNED_AWAY: "access:certificates",
    AlarmKind.LOG_BROKEN: "evidence:desk",
    AlarmKind.PROMISE_FAILED: "promises:show",
}
"""Where the officer looks next."""


def headline(alarm: Alarm) -> str:
    """What happened, in one line."""
    special = next((HEADLINES[key] for key in HEADLINES if key in alarm.about), None)
    return str(special or AlarmKind(alarm.kind).label)


def meaning(alarm: Alarm) -> str:
    """What it means, and what to do about it."""
    special = next((BESIDE_THE_KIND[key] for key in BESIDE_THE_KIND if key in alarm.about), None)
    return str(special or MEANINGS[alarm.kind])


def place(alarm: Alarm) -> str:
    """The address of the page to look at; empty when a line of the alarm leads there already."""
    name = next((PLACES[key] for key in (*alarm.about, alarm.kind) if key in PLACES), "")
    return reverse(name) if name else ""

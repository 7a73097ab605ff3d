"""What the desk calls the kinds, causes, states and steps of an incident."""

from __future__ import annotations

from collections.abc import Mapping

from django.utils.dateparse import parse_datetime
from django.utils.formats import date_format
from django.utils.functional import Promise
from django.utils.timezone import localtime
from django.utils.translation import gettext_lazy as _

from kindr.privacy.incidents.rules import Cause, Kind, Reached, State, Step, Way

KINDS: Mapping[str, Promise] = {
    Kind.CONFIDENTIALITY.value: _("Secrecy: somebody saw what they should not"),
    Kind.INTEGRITY.value: _("Correctness: something was changed"),
    Kind.AVAILABILITY.value: _("Availability: something was lost or out of reach"),
}
CAUSES: Mapping[str, Promise] = {
    Cause.CREDENTIAL.value: _("A stolen sign-in"),
    Cause.BACKUP.value: _("A stolen copy"),
    Cause.KEY.value: _("A stolen key"),
    Cause.TABLE.value: _("A leaked table"),
    Cause.WINDOW.value: _("A stretch of time"),
}
STATES: Mapping[str, Promise] = {
    State.OPEN.value: _("open"),
    State.CONTAINED.value: _("contained"),
    State.CLOSED.value: _("closed"),
}
BADGES: Mapping[str, str] = {State.OPEN.value: "badge-bad", State.CONTAINED.value: "badge-warn"}
COPIES: Mapping[str, Promise] = {
    "both": _("data and keys"),
    "data": _("the data only"),
    "keys": _("the keys only"),
}
REACHED: Mapping[Reached, Promise] = {
    Reached.OPENED: _("Those whose data were opened or changed"),
    Reached.ALL: _("Those whose data could have been opened as well"),
}
STEPS: Mapping[str, Promise] = {
    Step.REPORTED.value: _("Reported; the clock was already running"),
    Step.WRITTEN.value: _("A text was written"),
    Step.RADIUS_ASKED.value: _("The blast radius was asked for"),
    Step.RADIUS.value: _("The blast radius was computed"),
    Step.CONTAINED.value: _("Contained: it goes on no longer"),
    Step.WARNED.value: _("The clock warned"),
    Step.LATE.value: _("The deadline passed"),
    Step.LETTERS_ORDERED.value: _("The letters were ordered"),
    Step.LETTERS_SENT.value: _("No letter waits any more"),
    Step.AUTHORITY_ASKED.value: _("The notice to the authority is on its way by e-mail"),
    Step.AUTHORITY_TOLD.value: _("The authority has the written notice"),
    Step.POLICE_TOLD.value: _("Law enforcement and the ministry were told of the attack"),
    Step.PUBLIC.value: _("The public notice was put up"),
    Step.CLOSED.value: _("Closed"),
}
PEOPLE: Mapping[str, Promise] = {
    "parent": _("parents"),
    "child": _("children"),
    "guest": _("guests"),
    "staff": _("staff"),
    "consultant": _("consultants"),
    "newcomer": _("newcomers"),
    "": _("others"),
}
PERSON: Mapping[str, Promise] = {
    "parent": _("a parent"),
    "child": _("a child"),
    "guest": _("a guest"),
    "staff": _("a colleague"),
    "consultant": _("a consultant"),
    "newcomer": _("a newcomer"),
    "": _("somebody else"),
}
WHY_SEALED: Mapping[str, Promise] = {
    "no_keys": _("The keys are not in it, so nothing of it opens."),
    "no_data": _("Only keys are in it: there is nothing that they could open."),
    "no_root": _("Its keys are wrapped under a root key that was not taken, so nothing of it opens."),
}
WAYS: Mapping[str, Promise] = {
    Way.PAGE.value: _("through its own page"),
    Way.EMAIL.value: _("by e-mail"),
    Way.HAND.value: _("by hand"),
    Way.POST.value: _("by registered post"),
}
REFUSALS: Mapping[str, Promise] = {
    "closed": _("The incident is closed; nothing was changed."),
    "not_open": _("It is contained already."),
    "no_radius": _("First the blast radius has to be computed."),
    "texts": _("First write when and how it happened and how it is put right, in Indonesian and English."),
    "drill": _("This is a drill: nothing goes out."),
    "authority": _("First the authority has to have its notice."),
    "letters": _("First everybody affected has to be written to."),
    "public": _("The public notice is up already."),
    "future": _("This moment is still to come."),
    "early": _("Nobody knew of the incident then."),
    "no_address": _("The policy names no address of the authority."),
    "nobody": _("Only somebody who is signed in can write."),
}


def told_by(about: Mapping[str, str]) -> str:
    """How and when the authority was told, as a line of the timeline keeps it; empty when it does not say."""
    way, sent_at = WAYS.get(about.get("way", "")), parse_datetime(about.get("sent_at", ""))
    if way is None or sent_at is None:
        return ""
    return f"{way}, {date_format(localtime(sent_at), 'j F Y, H:i')} WIB"

"""What rights, states, reasons and channels of a request are called on pages and in letters."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from kindr.privacy import registry
from kindr.privacy.rights.labels import in_words
from kindr.privacy.rights.requests import rules
from kindr.privacy.rights.requests.models import Request
from kindr.privacy.rights.requests.rules import Channel, Denial, State

BESIDE_THE_POLICY = {
    rules.QUESTION: _("what you wrote to us"),
    rules.LIFTING: _("let your data be used again"),
    rules.KEEPING: _("keep your profile"),
}
"""What is asked for without being a right of the policy's list."""
STATES = {
    State.OPEN: pgettext_lazy("request", "received"),
    State.IN_PROGRESS: pgettext_lazy("request", "being worked on"),
    State.FULFILLED: pgettext_lazy("request", "done"),
    State.REVOKED: pgettext_lazy("request", "taken back"),
    State.DENIED: pgettext_lazy("request", "refused"),
    State.EXPIRED: pgettext_lazy("request", "ran out"),
}
WAITS_FOR_YOU = _("waits for your confirmation")
BADGES = {
    State.OPEN: "badge-main",
    State.IN_PROGRESS: "badge-main",
    State.FULFILLED: "badge-good",
    State.REVOKED: "",
    State.DENIED: "badge-bad",
    State.EXPIRED: "badge-bad",
}
KINDS = {
    "access": _("See and copy my data"),
    "portability": _("Take my data along"),
    "correction": _("Have something corrected"),
    "restriction": _("Pause the use of my data"),
    "lifting": _("Let my data be used again"),
    "keeping": _("Keep my profile, now that I am of age"),
    "objection": _("Object to a decision made by a machine"),
    "withdrawal": _("Withdraw my consent"),
    "erasure": _("Delete everything"),
    "question": _("Something else, or not clear yet"),
}
"""The rights one can ask for, in the order in which pages offer them."""
NOTES = {
    "access": _("Everything we hold, with who opened it and why, as one file."),
    "portability": _("The same in a form that other programs read."),
    "correction": _("For what you cannot change yourself. Tell us what is wrong and how it should be."),
    "restriction": _("We keep your data, but use it for nothing until you say so."),
    "objection": _("A human looks at it again. Tell us which decision it is about."),
    "withdrawal": _("Whatever rests on your consent stops. The rest goes on."),
    "erasure": _("What the law does not make us keep is gone for good."),
    "keeping": _("A guardian agreed once; from now on it rests on what they say themself."),
}
DENIALS = {
    Denial.SUSPECTED_FRAUD: _("We have reason to think that somebody else asked."),
    Denial.INSUFFICIENT_VERIFICATION: _("It was not proven that it is you who asks."),
    Denial.NO_MATCH: _(
        "For this address alone we hold nothing. What belongs to an account is answered when you sign in to it."
    ),
    Denial.CLAIM_NOT_COVERED: _("This right does not cover what was asked for."),
    Denial.OUTSIDE_JURISDICTION: _("The law that gives this right does not apply here."),
    Denial.TOO_MANY_REQUESTS: _("The same was asked too often in a short time."),
    Denial.OTHER: _("There is another reason; it is written below."),
}
CHANNELS = {
    Channel.PAGE: pgettext_lazy("channel", "on our pages"),
    Channel.EMAIL: pgettext_lazy("channel", "by e-mail"),
    Channel.PHONE: pgettext_lazy("channel", "by telephone"),
    Channel.LETTER: pgettext_lazy("channel", "by letter"),
}
HAPPENED = {
    "received": _("Received"),
    "asked_again": _("Asked for again"),
    "wrote_again": _("Wrote to us again"),
    "read_as": _("Our data protection officer read what the letter asks for"),
    "proof_asked": _("A link to confirm was sent"),
    "proven": _("Confirmed who asks"),
    "taken_up": _("Work has begun"),
    "noted": _("A note was added"),
    "warned": _("The clock reminded our data protection officer"),
    "late": _("The deadline passed; our data protection officer was alarmed"),
    "fulfilled": _("Done"),
    "denied": _("Refused"),
    "revoked": _("Taken back"),
    "expired": _("Ran out, because nobody confirmed it"),
    "undone": _("Consented again through the link in our letter"),
}


def state_of(request: Request) -> str:
    """The state in words."""
    return str(WAITS_FOR_YOU if request.needs_verification else STATES[State(request.state)])


def badge_of(request: Request) -> str:
    """How the state is coloured."""
    return "badge-warn" if request.needs_verification else BADGES[State(request.state)]


def kind_of(request: Request) -> str:
    """What was asked for, as its person says it."""
    return str(KINDS[request.kind])


def right_of(request: Request) -> str:
    """The right as the policy calls it."""
    if request.kind in BESIDE_THE_POLICY:
        return str(BESIDE_THE_POLICY[request.kind])
    return in_words(registry.policy().rights[request.kind].says)


def right_at_the_desk(request: Request) -> str:
    """The same for a colleague, who is not the one who wrote."""
    return kind_of(request) if request.kind in BESIDE_THE_POLICY else right_of(request)


def denial_of(request: Request) -> str:
    """Why it was refused, in words; empty when it was not."""
    return str(DENIALS[Denial(request.reason)]) if request.state == State.DENIED else ""


def channel_of(request: Request) -> str:
    """How it came, in words."""
    return str(CHANNELS[Channel(request.channel)])


def is_by_law(request: Request) -> bool:
    """Whether the law sets this deadline; otherwise it is our own."""
    return request.kind in registry.policy().rights and registry.policy().rights[request.kind].by_law


def link_hours() -> int:
    """For how long a link to confirm is good."""
    return rules.LINK_HOURS

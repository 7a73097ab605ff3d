"""What the letters about a request say, in the request's own language; no value and no name stands in them."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from functools import wraps
from typing import Any

from django.conf import settings
from django.utils import translation
from django.utils.formats import date_format
from django.utils.timezone import localtime
from django.utils.translation import gettext as _

from kindr.privacy.rights.requests import links, words
from kindr.privacy.rights.requests.actions.proving import code_of
from kindr.privacy.rights.requests.models import Request, RequestProof
from kindr.privacy.rights.requests.rules import Channel, State


@dataclass(frozen=True)
class Written:
    """One letter, before it is drawn as text and as a page."""

    subject: str
    paragraphs: tuple[str, ...]
    link: str = ""
    link_says: str = ""
    code: str = ""
    foot: str = ""


def _in_its_language(write: Callable[..., Written]) -> Callable[..., Written]:
    @wraps(write)
    def written(request: Request, *args: Any, **options: Any) -> Written:
        with translation.override(request.language):
            return write(request, *args, **options)

    return written


def code_for(proof: RequestProof) -> str:
    """The code in two groups, as it is read aloud."""
    code = code_of(proof.pk)
    return f"{code[:3]} {code[3:]}"


def moment(at: datetime) -> str:
    """A moment to the minute, in the time of Jakarta."""
    return f"{date_format(localtime(at), 'j F Y, H:i')} WIB"


@_in_its_language
def receipt(request: Request, way: tuple[str, str], *, at: datetime) -> Written:
    """Number and deadline; with a code, what to do so that work can begin."""
    link, code = way
    told = {"number": request.number, "what": words.right_of(request), "at": moment(request.received_at)}
    paragraphs = [
        _("We received your request on %(at)s: %(what)s. Its number is %(number)s.") % told,
        _("You have our answer by %(until)s at the latest. Weekends count, and nothing extends it.")
        % {"until": moment(request.deadline_at)},
    ]
    paragraphs += _of_a_letter(request, must_confirm=bool(code), at=at)
    if code:
        paragraphs.append(_ask_to_confirm())
    foot = _foot_of_a_stop() if code and request.kind == "withdrawal" else _foot(bool(code))
    subject = _("Your request %(number)s has arrived") % told
    if code:
        subject = _("Please confirm your request %(number)s") % told
    return Written(subject, tuple(paragraphs), link, _link_says(bool(code)), code, foot)


@_in_its_language
def proof(request: Request, way: tuple[str, str]) -> Written:
    """A new link and code."""
    link, code = way
    told = {"number": request.number, "what": words.right_of(request)}
    paragraphs = (
        _("Your request %(number)s waits for you: %(what)s.") % told,
        _ask_to_confirm(),
        _("After %(until)s it runs out if nobody has confirmed it.") % {"until": moment(request.deadline_at)},
    )
    subject = _("Please confirm your request %(number)s") % told
    return Written(subject, paragraphs, link, _link_says(True), code, _foot(True))


@_in_its_language
def result(request: Request, link: str) -> Written:
    """How it ended."""
    told = {"number": request.number, "what": words.right_of(request)}
    said = {
        State.FULFILLED: _("Your request %(number)s is done: %(what)s.") % told,
        State.REVOKED: _("You took your request %(number)s back: %(what)s. Nothing more happens.") % told,
        State.DENIED: _("We could not do what you asked with %(number)s: %(what)s.") % told,
        State.EXPIRED: _("Your request %(number)s ran out: %(what)s. Nobody had confirmed that it is yours.") % told,
    }
    paragraphs = [said[State(request.state)]]
    if request.state == State.DENIED:
        paragraphs.append(words.denial_of(request))
    if request.state in (State.DENIED, State.EXPIRED):
        paragraphs.append(
            _("You can ask again, write to our data protection officer, and complain to the authority in charge.")
        )
    subject = _("The result of your request %(number)s") % told
    return Written(subject, tuple(paragraphs), link, _("See the request") if link else "", foot=_foot(False))


@_in_its_language
def notice(request: Request) -> Written:
    """For the other addresses on file: somebody has asked, and what to do if it was not you."""
    told = {"number": request.number, "what": words.right_of(request), "at": moment(request.received_at)}
    paragraphs = (
        _("On %(at)s somebody who proved to be you asked us for this: %(what)s. The number is %(number)s.") % told,
        _("This address belongs to the same person, so we tell you. If it was not you, write to us at once."),
    )
    return Written(_("About the request %(number)s") % told, paragraphs, foot=_foot(False))


def _of_a_letter(request: Request, *, must_confirm: bool, at: datetime) -> list[str]:
    """What somebody has to know of a withdrawal or an e-mail: what stops, how to undo it, what is not kept."""
    rest = _("What cannot be brought back is only taken away once you confirm.")
    if request.channel != Channel.EMAIL:
        stops = _("Letters and other uses that rest on your consent, and that you can agree to again, stop at once.")
        return [f"{stops} {rest}"] if request.kind == "withdrawal" and must_confirm else []
    said = [_("What came attached to your e-mail is not kept. If we need a picture, we ask for it.")]
    if request.kind == "withdrawal":
        undo = _("Did you not ask for this, or have you changed your mind? You can consent again at any time here:")
        stopped = _("Letters and other uses that rest on your consent have stopped already, when your e-mail arrived.")
        said = [
            f"{stopped} {rest if must_confirm else ''}".strip(),
            f"{undo} {settings.BASE_URL}{links.link_to_undo(request, at=at)}",
            *said,
        ]
    return said


def _ask_to_confirm() -> str:
    return _(
        "Work begins once you confirm that it is you: follow the link and press the button, or tell us the code. "
        "Both work once, for %(hours)s hours."
    ) % {"hours": words.link_hours()}


def _link_says(is_to_prove: bool) -> str:
    return _("Confirm the request") if is_to_prove else _("Follow the request")


def _foot_of_a_stop() -> str:
    return _("If you asked for nothing, do not confirm it; what has stopped you can agree to again under Your choices.")


def _foot(is_to_prove: bool) -> str:
    if is_to_prove:
        return _("If you asked for nothing, leave this letter alone: without your confirmation nothing happens.")
    return _("This letter is only about your request; it loads nothing and counts nobody.")

"""What a browser says about cookies that are not needed: its Global Privacy Control signal and its answer (C.3, 3.5.2).

The answer lies in the browser's own cookie, names nobody and is joined to nobody; without a yes in it nothing is set.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta

from django.http import HttpRequest

from kindr.privacy import registry
from kindr.privacy.terms import Cookie, Policy

CHOICES = "choices"
"""The name of the cookie that holds the answer."""
SIGNAL = "Sec-GPC"
HEADERS = ("Cookie", SIGNAL)
"""What an answer that depends on the choices varies with."""


@dataclass(frozen=True)
class BrowserChoices:
    """What one request's browser wants: its signal is a no to everything, whatever it answered before."""

    has_signal: bool
    answers: Mapping[str, bool] = field(default_factory=dict)
    """Yes or no by purpose; empty while the browser has not answered, or has answered about another table."""
    on: date | None = None

    @property
    def is_undecided(self) -> bool:
        """True where somebody may be asked: there is something to decide, no signal and no answer."""
        return not self.has_signal and not self.answers and bool(optional_cookies(registry.policy()))

    def allow(self, purpose: str) -> bool:
        """Whether cookies that serve this purpose may be set and read."""
        return not self.has_signal and self.answers.get(purpose, False)

    def allow_cookie(self, name: str) -> bool:
        """Whether a cookie may lie in this browser: a declared one that is needed, or one of a purpose agreed to."""
        cookie = registry.policy().cookies.get(name)
        return cookie is not None and (cookie.necessary or self.allow(cookie.purpose))


def arrived(request: HttpRequest, *, at: datetime) -> None:
    """Tells when a request came in; the outermost layer does, and where it is missing no answer counts."""
    request.arrived_on = at.date()  # type: ignore[attr-defined]  # set once for each request


def choices_of(request: HttpRequest) -> BrowserChoices:
    """The choices of the browser that asks; the page then says that it varies with them (`were_asked`)."""
    found: BrowserChoices | None = getattr(request, "browser_choices", None)
    if found is None:
        found = _read(request)
        request.browser_choices = found  # type: ignore[attr-defined]  # read once for each request
    return found


def were_asked(request: HttpRequest) -> bool:
    """Whether the answer to this request depends on the choices."""
    return hasattr(request, "browser_choices")


def has_signal(request: HttpRequest) -> bool:
    """Whether the browser sends Global Privacy Control; only the value 1 means something."""
    return request.headers.get(SIGNAL) == "1"


def optional_cookies(policy: Policy) -> list[Cookie]:
    """The cookies that are set only after a yes."""
    return [cookie for cookie in policy.cookies.values() if not cookie.necessary]


def optional_purposes(policy: Policy) -> list[str]:
    """What those cookies serve, each once, in the order of the table."""
    return list(dict.fromkeys(cookie.purpose for cookie in optional_cookies(policy)))


def mark_of_table(policy: Policy) -> str:
    """The version of what was decided about: another word, term or cookie makes another mark."""
    asked = [[one.name, one.purpose, one.seconds, dict(one.says)] for one in optional_cookies(policy)]
    return hashlib.sha256(json.dumps(asked, ensure_ascii=False, sort_keys=True).encode()).hexdigest()[:12]


def written(answers: Mapping[str, bool], *, on: date) -> str:
    """What the cookie holds: the table's mark, the day, and each purpose with its yes or no."""
    policy = registry.policy()
    said = [f"{purpose}-{'yes' if answers.get(purpose) else 'no'}" for purpose in optional_purposes(policy)]
    return ".".join([mark_of_table(policy), on.isoformat(), *said])


def _read(request: HttpRequest) -> BrowserChoices:
    signal: bool = has_signal(request)
    today: date | None = getattr(request, "arrived_on", None)
    mark, _, rest = request.COOKIES.get(CHOICES, "").partition(".")
    day, _, said = rest.partition(".")
    on, answers = _day(day), _answers(said)
    policy = registry.policy()
    if mark != mark_of_table(policy) or not (on and today) or list(answers) != optional_purposes(policy):
        return BrowserChoices(signal)
    # A browser may keep a cookie longer than it was told to; a day of difference between clocks is no lie.
    lasting = timedelta(seconds=policy.cookies[CHOICES].seconds)
    is_good = on - timedelta(days=1) <= today <= on + lasting
    return BrowserChoices(signal, answers, on) if is_good else BrowserChoices(signal)


def _day(text: str) -> date | None:
    try:
        return date.fromisoformat(text)
    except ValueError:
        return None


def _answers(text: str) -> dict[str, bool]:
    parts = [part.rpartition("-") for part in text.split(".")]
    return {purpose: answer == "yes" for purpose, _, answer in parts if answer in ("yes", "no")}

"""What people may ask for and take back, and what they are told: the words of chapters 1, 6, 8, 9 and C."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from kindr.privacy.terms.clauses import Text


@dataclass(frozen=True)
class Right:
    """A right of the person, with the clock that the law or Kindr's own promise sets."""

    key: str
    says: Text
    article: str
    hours: int
    by_law: bool
    """False where the deadline is Kindr's own and not the law's."""


@dataclass(frozen=True)
class Withdrawal:
    """A consent that can be withdrawn, and what stops when it is."""

    purpose: str
    stops: Text
    goes_on: Text
    called: Sequence[str] = ()
    """What people call it in a letter, in small letters, whatever the language."""
    is_by_mail: bool = False
    """Whether it lets us write e-mail, so that "no more e-mail" means it."""
    can_be_undone: bool = False
    """Whether giving the consent anew brings back all that there was; otherwise something is gone for good."""


@dataclass(frozen=True)
class Ask:
    """The text beside a consent: what somebody says yes to, in paragraphs. A change in meaning is a new version."""

    purpose: str
    version: str
    says: Mapping[str, Sequence[str]]
    """By language; the first one binds."""
    box: Text
    """The words of the box or button itself."""


@dataclass(frozen=True)
class PolicyVersion:
    """One version of the policy: since when it holds, and what is different from the one before."""

    name: str
    announced_at: datetime
    in_force_at: datetime
    changed: Text
    """What changed, in words for those who read it."""
    asks_again: frozenset[str] = frozenset()
    """Keys of the purposes that mean something else from then on: earlier consents to them hold no longer."""
    rewords: frozenset[str] = frozenset()
    """Keys of the purposes whose text is put in other words and means the same: their consents hold on."""


@dataclass(frozen=True)
class Cookie:
    """A cookie that the shop may set; no other may be set."""

    name: str
    says: Text
    seconds: int
    """How long it lasts; 0 for a cookie that ends when the browser is closed."""
    necessary: bool
    purpose: str = ""
    """What a cookie that is not necessary serves; only a yes to this purpose lets it be set."""


@dataclass(frozen=True)
class Party:
    """Somebody who answers for personal data and can be written to."""

    key: str
    name: str
    says: Text
    email: str
    phone: str = ""
    """Empty while the owner has not given a number; `kindr policy check` keeps asking for it."""
    address: str = ""

"""A line of the access log, and one of the consent ledger, in the plain words of the policy."""

from __future__ import annotations

import uuid
from dataclasses import dataclass
from datetime import datetime

from kindr.privacy import registry
from kindr.privacy.access.log import Line
from kindr.privacy.consent.ledger import Event
from kindr.privacy.rights.labels import in_words


@dataclass(frozen=True)
class Happened:
    """A line of the access log in plain words."""

    at: datetime
    person: uuid.UUID
    who: str
    did: str
    """The verb's key: read, disclose, collect, correct, restrict, expire or erase."""
    what: tuple[str, ...]
    why: str
    to: str
    refused_by: str
    """The number of the clause that said no; empty when it was allowed."""


@dataclass(frozen=True)
class Decided:
    """A line of the consent ledger in plain words."""

    at: datetime
    about: str
    decision: str
    """The decision's key: given, refused, withdrawn, expired or superseded."""
    channel: str
    policy_version: str


def happened(line: Line) -> Happened:
    """A line of the log in words."""
    policy = registry.policy()
    known = policy.recipients.get(line.role), policy.purposes.get(line.purpose), policy.recipients.get(line.to)
    who, why, to = (in_words(each.says) if each else "" for each in known)
    what = tuple(in_words(policy.clauses[key].says) for key in line.opened if key in policy.clauses)
    return Happened(
        line.at, line.person, who or line.role, line.verb, what, why or line.purpose, to or line.to, line.refused_by
    )


def decided(event: Event) -> Decided:
    """A line of the ledger in words."""
    purpose = registry.policy().purposes.get(event.purpose)
    about = in_words(purpose.says) if purpose else event.purpose
    return Decided(event.at, about, event.decision.value, event.channel, event.policy_version)

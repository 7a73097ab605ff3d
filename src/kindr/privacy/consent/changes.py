"""Changes of the policy: which version holds, which is announced, and which consents end with a change (S.6)."""

from __future__ import annotations

import uuid
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from itertools import islice

from django.db import transaction

from kindr.base import facts
from kindr.privacy import registry
from kindr.privacy.access.terms import Access
from kindr.privacy.consent import ledger
from kindr.privacy.consent.events import Channel, Decided, Decision, Event
from kindr.privacy.consent.facts import ConsentEnded
from kindr.privacy.consent.models import ConsentEvent
from kindr.privacy.consent.rules import Standing
from kindr.privacy.terms import PolicyVersion

BATCH = 200
ENDS = {Standing.EXPIRED: Decision.EXPIRED, Standing.SUPERSEDED: Decision.SUPERSEDED}


@dataclass(frozen=True)
class Version:
    """A version as its list shows it."""

    name: str
    announced_at: datetime
    in_force_at: datetime
    changed: str
    asks_again: tuple[str, ...]
    """What consent is asked for again, in words."""
    is_in_force: bool
    is_announced: bool
    """Told, and not in force yet."""


def versions(*, at: datetime, language: str) -> list[Version]:
    """Every version that was told by a moment, newest first."""
    holds = registry.policy().version_at(at)
    told = [version for version in registry.policy().versions if version.announced_at <= at]
    return [_version(version, holds, at, language) for version in reversed(told)]


def announced(*, at: datetime, language: str) -> Version | None:
    """The next version that was told and does not hold yet; None when there is none."""
    coming = [version for version in versions(at=at, language=language) if version.is_announced]
    return coming[-1] if coming else None


def holding(*, at: datetime, language: str) -> Version:
    """The version that holds; the first one before any does."""
    policy = registry.policy()
    holds = policy.version_at(at)
    return next(_version(version, holds, at, language) for version in policy.versions if version.name == holds)


def write_down_endings(*, access: Access, at: datetime) -> int:  # noqa: ARG001  # every sweep is given its access
    """Enters in the ledger which consents ended by themselves; counts them. The gates refuse without it.

    What a withdrawal stops and erases stops here too: the worker proves it, entry by entry (9.1.3).
    """
    policy = registry.policy()
    if not any(version.asks_again for version in policy.versions) and not any(
        purpose.lasts_days for purpose in policy.purposes.values()
    ):
        return 0
    return sum(_end(event, standing, at) for people in _everybody() for event, standing in _ended(people, at))


def _ended(people: list[uuid.UUID], at: datetime) -> Iterator[tuple[Event, Standing]]:
    events = ledger.events_of(people)
    last = {(event.person, event.purpose): event for event in events}
    for key, standing in ledger.standings(events, at=at).items():
        if standing in ENDS and last[key].decision is Decision.GIVEN:
            yield last[key], standing


def _end(event: Event, standing: Standing, at: datetime) -> int:
    decided = Decided(event.purpose, ENDS[standing], event.shown, event.language, Channel.SYSTEM,
                      text_version=event.text_version, noted_by="system")  # fmt: skip
    with transaction.atomic():
        ended = ledger.record(decided, person=event.person, by=uuid.UUID(event.by), at=at)
        facts.publish(ConsentEnded(ended.id, ended.person))
    return 1


def _everybody() -> Iterator[list[uuid.UUID]]:
    """Everybody who ever decided, in batches."""
    rows = ConsentEvent.objects.order_by("person_id").values_list("person_id", flat=True).distinct()
    people = rows.iterator(chunk_size=BATCH)
    while batch := list(islice(people, BATCH)):
        yield batch


def _version(version: PolicyVersion, holds: str, at: datetime, language: str) -> Version:
    purposes = registry.policy().purposes
    return Version(
        version.name,
        version.announced_at,
        version.in_force_at,
        version.changed.get(language) or version.changed["id"],
        tuple(purposes[key].says.get(language) or purposes[key].says["id"] for key in sorted(version.asks_again)),
        version.name == holds,
        version.in_force_at > at,
    )

"""The access review: who could open what by the policy, who did by the log, and who works here (policy 5.3, 8.2)."""

from __future__ import annotations

import uuid
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from kindr.base.clock import JAKARTA
from kindr.privacy import gates, registry
from kindr.privacy.access import colleagues, log, standing
from kindr.privacy.access.models import AccessEntry, AccessReview, Certificate, RoleAssignment
from kindr.privacy.access.queries.hours import hours_of
from kindr.privacy.access.terms import Access
from kindr.privacy.people import Person, PersonKind
from kindr.privacy.rights.labels import in_words
from kindr.privacy.terms import Purpose, Recipient
from kindr.privacy.vault import keyrings

WEEKS = 8
MOST_READ = 20_000
INSIDE = ("staff", "consultant")


@dataclass(frozen=True)
class MayOpen:
    """One cell of the table: the categories that a role sees for a purpose, and whether it needs a grant."""

    purpose: Purpose
    categories: tuple[str, ...]
    closed: tuple[str, ...]
    needs_grant: bool


@dataclass(frozen=True)
class RoleShown:
    """One role: what it may open, and the limits it works under."""

    role: Recipient
    may: tuple[MayOpen, ...]
    people_an_hour: int
    people_a_day: int
    hours: str
    needs_passkey: bool


@dataclass(frozen=True)
class Colleague:
    """Somebody who works here."""

    id: uuid.UUID
    name: str
    role: str
    since: datetime | None
    used: str
    """When they were here last."""
    protection: str
    has_passkey: bool
    """Whether the officer could take one off for them: never for oneself."""
    certified_until: date | None
    running_grants: int


@dataclass(frozen=True)
class Did:
    """What somebody opened for one purpose, week by week, this week last."""

    name: str
    role: str
    purpose: str
    weeks: tuple[tuple[date, int], ...]
    refused: int
    under_grant: int

    @property
    def total(self) -> int:
        """In all of the weeks."""
        return sum(number for _, number in self.weeks)


def roles() -> list[RoleShown]:
    """The table of the policy: role, purpose, categories. Opens nothing."""
    rules, policy = registry.access_rules().roles, registry.policy()
    return [
        RoleShown(
            policy.recipients[key],
            tuple(
                _may_open(key, purpose) for purpose in policy.purposes.values() if registry.may_claim(key, purpose.key)
            ),
            strict.people_an_hour,
            strict.people_a_day,
            hours_of(strict),
            strict.needs_passkey,
        )
        for key, strict in rules.items()
    ]


def people_here(*, access: Access, at: datetime) -> list[Colleague]:
    """Staff and consultants with role, last use, second factor, grants and certificate; names are opened for it."""
    assigned = {one.person_id: one for one in RoleAssignment.objects.all()}
    consultants = list(Person.objects.filter(kind=PersonKind.CONSULTANT).values_list("pk", flat=True))
    everybody = [*assigned, *consultants]
    names, protected = colleagues.names(everybody, access=access, at=at), colleagues.protections(everybody, at=at)
    keyed = colleagues.with_passkeys(everybody)
    until = {
        one.person_id: one.expires_on for one in Certificate.objects.filter(revoked_at=None).order_by("expires_on")
    }
    return [
        Colleague(
            one,
            names.get(one, ""),
            _role(assigned[one].role if one in assigned else "consultant"),
            assigned[one].assigned_at if one in assigned else None,
            *protected.get(one, ("", "")),
            one != access.actor.id and one in keyed,
            until.get(one),
            standing.running_grants(one, at=at).count() if one in until or one in assigned else 0,
        )
        for one in everybody
    ]


def who_did(*, access: Access, at: datetime) -> list[Did]:
    """Openings by staff and consultants in the last weeks, from the log; the reading is logged. Raises Refused."""
    gates.open_books(set(), clauses=[log.CLAUSE], access=access, at=at)
    entries = list(AccessEntry.objects.filter(at__gt=at - timedelta(weeks=WEEKS)).order_by("-at", "-pk")[:MOST_READ])
    lines = log.opened(entries, keyrings.fetch(ids=log.key_ids(entries))) if entries else []
    mine = [line for line in lines if line.actor_kind in INSIDE]
    names = colleagues.names({uuid.UUID(line.actor) for line in mine if line.actor}, access=access, at=at)
    return sorted(_counted(mine, names, at), key=lambda one: (-one.total, one.name))


def last_review() -> AccessReview | None:
    """The newest review that was signed."""
    return AccessReview.objects.order_by("-signed_at", "-pk").first()


def _counted(lines: Iterable[log.Line], names: object, at: datetime) -> list[Did]:
    known: dict[uuid.UUID, str] = dict(names) if isinstance(names, dict) else {}
    weeks = [_week(at - timedelta(weeks=back)) for back in reversed(range(WEEKS))]
    counts: Counter[tuple[str, str, str, date]] = Counter()
    refused: Counter[tuple[str, str, str]] = Counter()
    granted: Counter[tuple[str, str, str]] = Counter()
    for line in lines:
        key = (line.actor, line.role, line.purpose)
        counts[(*key, _week(line.at))] += not line.refused_by
        refused[key] += bool(line.refused_by)
        granted[key] += bool(line.grant)
    return [
        Did(
            known.get(uuid.UUID(actor), actor[:8]) if actor else "",
            _role(role),
            _purpose(purpose),
            tuple((week, counts[actor, role, purpose, week]) for week in weeks),
            refused[actor, role, purpose],
            granted[actor, role, purpose],
        )
        for actor, role, purpose in {(a, r, p) for a, r, p, _ in counts}
    ]


def _week(moment: datetime) -> date:
    day = moment.astimezone(JAKARTA).date()
    return day - timedelta(days=day.weekday())


def _may_open(role: str, purpose: Purpose) -> MayOpen:
    policy = registry.policy()
    touched = {one for clause in policy.clauses.values() if purpose.key in clause.purposes for one in clause.about}
    seen = {one for one in touched if registry.sees(role, purpose.key, one)}
    names = {key: in_words(category.says) for key, category in policy.categories.items()}
    listed = [tuple(names[key] for key in policy.categories if key in some) for some in (seen, touched - seen)]
    return MayOpen(purpose, listed[0], listed[1], registry.needs_grant(role, purpose.key))


def _role(key: str) -> str:
    known = registry.policy().recipients.get(key)
    return in_words(known.says) if known else key


def _purpose(key: str) -> str:
    known = registry.policy().purposes.get(key)
    return in_words(known.says) if known else key

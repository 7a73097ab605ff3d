"""A drill: an incident that is one in everything but the harm, from the report to the end; nothing goes out.

It reads what a real one would read, and writes so into the log; it is safe on an installation that serves.
"""

from __future__ import annotations

import time
import uuid
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from kindr.privacy import registry
from kindr.privacy.access.models import RoleAssignment
from kindr.privacy.access.terms import Access
from kindr.privacy.incidents import actions, drafts
from kindr.privacy.incidents.actions.reporting import Reported
from kindr.privacy.incidents.models import AffectedPerson, Incident, Notice, Radius
from kindr.privacy.incidents.personal import TextKind
from kindr.privacy.incidents.rules import Cause, Kind
from kindr.privacy.rights import contacts
from kindr.privacy.vault.models import DataKey

KEPT = 500
"""So many people of a drill are written down; all are counted."""
SAMPLE = 20
A_DAY = timedelta(days=1)
LIKELIEST = ("service", "packer", "accountant", "dpo")
WORDS: Mapping[TextKind, str] = {
    TextKind.HOW_ID: "Latihan: tidak ada yang terjadi. Kalimat ini berdiri di tempat penjelasan kejadian.",
    TextKind.HOW_EN: "Drill: nothing has happened. This sentence stands where the explanation would.",
    TextKind.HANDLING_ID: "Latihan: tidak ada yang perlu dipulihkan. Di sini dijelaskan penanganan dan pemulihan.",
    TextKind.HANDLING_EN: "Drill: nothing has to be put right. Here handling and recovery would be explained.",
}


class NothingToDrill(Exception):
    """The installation has nothing that this cause could be drilled with."""


@dataclass
class Outcome:
    """What a drill found."""

    incident: Incident
    radius: Radius
    letters: int
    without_address: int
    lacks: list[str]
    seconds: dict[str, float] = field(default_factory=dict)
    failures: list[str] = field(default_factory=list)

    @property
    def people(self) -> Mapping[str, int]:
        """opened, changed and could -> people."""
        return {how: sum(kinds.values()) for how, kinds in self.radius.counts["people"].items()}

    @property
    def kinds(self) -> Mapping[str, int]:
        """Kind of person -> people."""
        found = Counter[str]()
        for kinds in self.radius.counts["people"].values():
            found.update(kinds)
        return found


def drill(cause: Cause, *, access: Access, at: datetime) -> Outcome:
    """Reports, computes, drafts, checks and closes; raises NothingToDrill."""
    began = time.monotonic()
    incident = actions.report(_reported(cause, at), access=access, at=at)
    reported = time.monotonic()
    radius = actions.compute_radius(incident.pk, access=access, at=at, keep=KEPT)
    computed = time.monotonic()
    sample = drafts.sample(incident, WORDS, most=SAMPLE)
    drafted = time.monotonic()
    found = Outcome(incident, radius, len(sample.letters), _without_address(radius), sample.lacks)
    found.seconds = {"report": reported - began, "radius": computed - reported, "letters": drafted - computed}
    found.failures = _failures(found)
    found.incident = actions.close(incident, access=access, at=at)
    return found


def _failures(found: Outcome) -> list[str]:
    """What a real incident would have stumbled over."""
    failures = [f"a letter does not say what the law asks for: {lack}" for lack in found.lacks]
    if sum(found.people.values()) and not found.letters:
        failures.append("people are affected, and no letter could be drafted")
    if Notice.objects.filter(incident=found.incident).exists():
        failures.append("the drill has queued a letter")
    if found.radius.counts["kept"] > KEPT:
        failures.append("the drill has written down too many people")
    return failures


def _without_address(radius: Radius) -> int:
    """Of the sample, who could not be written to; no address is opened for it."""
    people = AffectedPerson.objects.filter(radius=radius.pk).exclude(kind="child").order_by("pk")[:SAMPLE]
    return sum(contacts.contact_of(each.person_id) is None for each in people)


def _reported(cause: Cause, at: datetime) -> Reported:
    since = at if cause is Cause.BACKUP else at - A_DAY
    return Reported(
        Kind.CONFIDENTIALITY, cause, at, since, at + timedelta(microseconds=1), _terms(cause), is_drill=True
    )


def _terms(cause: Cause) -> dict[str, str | int | bool]:
    match cause:
        case Cause.CREDENTIAL:
            return {"actor": str(_somebody())}
        case Cause.BACKUP:
            return {"copy": "both", "has_root": True}
        case Cause.KEY:
            return {"key": str(_a_key())}
        case Cause.TABLE:
            return {"table": _a_table(), "has_keys": True}
        case _:
            return {}


def _somebody() -> uuid.UUID:
    """A colleague whose sign-in would be worth stealing."""
    found = dict(RoleAssignment.objects.filter(role__in=LIKELIEST).values_list("role", "person_id"))
    for role in LIKELIEST:
        if role in found:
            return found[role]
    raise NothingToDrill("nobody works here yet; make a working account with `kindr staff`")


def _a_key() -> uuid.UUID:
    found = DataKey.objects.using("keys").order_by("person_id").values_list("pk", flat=True).first()
    if found is None:
        raise NothingToDrill("there is no key yet")
    return found


def _a_table() -> str:
    """The first table that has something in it."""
    for model in registry.personal_records():
        if model._default_manager.exists():
            return model._meta.label
    raise NothingToDrill("no table has anything in it yet")

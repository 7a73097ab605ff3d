"""The record of processing (UU 27/2022 art. 31), put together from the adopted policy; nothing is opened for it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from kindr.privacy.terms import (
    Assessment,
    Category,
    Clause,
    Measure,
    Party,
    Policy,
    Processor,
    Purpose,
    Recipient,
    Right,
    Source,
    Specific,
    Subject,
)


@dataclass(frozen=True)
class Activity:
    """What is done for one purpose: with which data, of whom, from where, seen by whom, until when."""

    purpose: Purpose
    clauses: tuple[Clause, ...]
    categories: tuple[Category, ...]
    subjects: tuple[Subject, ...]
    sources: tuple[Source, ...]
    inside: tuple[Recipient, ...]
    outside: tuple[Recipient, ...]
    assessment: Assessment | None

    @property
    def is_going_on(self) -> bool:
        """False while everything that it needs is still being built: then nothing is collected for it."""
        return any(not clause.pending for clause in self.clauses)

    @property
    def is_specific(self) -> bool:
        """Whether it touches specific personal data (UU 27/2022 art. 4(2))."""
        return any(category.specific is not Specific.NO for category in self.categories)

    @property
    def recipients(self) -> tuple[Recipient, ...]:
        """Everybody who may claim it."""
        return self.inside + self.outside


@dataclass(frozen=True)
class OutsideParty:
    """An outside party with what is known of it, and what it may see."""

    recipient: Recipient
    known: Processor
    purposes: tuple[Purpose, ...]
    categories: tuple[Category, ...]


@dataclass(frozen=True)
class Record:
    """The whole record, in the order of the policy."""

    policy: Policy
    activities: tuple[Activity, ...]
    outside: tuple[OutsideParty, ...]

    @property
    def controller(self) -> Party:
        """Who answers for the data."""
        return self.policy.parties["controller"]

    @property
    def officer(self) -> Party:
        """Who watches over it."""
        return self.policy.parties["data_protection_officer"]

    @property
    def rights(self) -> tuple[Right, ...]:
        """The rights of people and their clocks."""
        return tuple(self.policy.rights.values())

    @property
    def measures(self) -> tuple[Measure, ...]:
        """How the data is protected."""
        return tuple(self.policy.measures.values())

    @property
    def assessments(self) -> tuple[Assessment, ...]:
        """The assessments of impact, signed and unsigned."""
        return tuple(self.policy.assessments.values())

    @property
    def missing(self) -> Mapping[str, tuple[str, ...]]:
        """What the owner has yet to give, by the key of what it is about."""
        parties = {key: _missing_of(party) for key, party in self.policy.parties.items()}
        outside = {party.recipient.key: party.known.missing for party in self.outside}
        unsigned = {assessment.key: assessment.missing for assessment in self.assessments}
        return {key: facts for key, facts in {**parties, **outside, **unsigned}.items() if facts}

    @property
    def missing_count(self) -> int:
        """How many facts are missing."""
        return sum(len(facts) for facts in self.missing.values())

    @property
    def unsigned_count(self) -> int:
        """How many assessments nobody has signed."""
        return sum(assessment.signed_on is None for assessment in self.assessments)


@dataclass(frozen=True)
class Looking:
    """Which activities are wanted; an empty word asks for all."""

    purpose: str = ""
    category: str = ""
    recipient: str = ""


def record_of(policy: Policy) -> Record:
    """The record of a policy."""
    activities = tuple(_activity(purpose, policy) for purpose in policy.purposes.values())
    outside = [recipient for recipient in policy.recipients.values() if recipient.outside]
    return Record(policy, activities, tuple(_outside(recipient, activities, policy) for recipient in outside))


def looking_from(given: Mapping[str, str], policy: Policy) -> Looking:
    """What an address asks for; a word that the policy does not know asks for nothing."""
    known: Mapping[str, Mapping[str, object]] = {
        "purpose": policy.purposes,
        "category": policy.categories,
        "recipient": policy.recipients,
    }
    return Looking(**{name: given[name] for name, words in known.items() if given.get(name, "") in words})


def matching(record: Record, looking: Looking) -> tuple[Activity, ...]:
    """The activities that have every word that was asked for."""
    return tuple(activity for activity in record.activities if _has(activity, looking))


def _has(activity: Activity, looking: Looking) -> bool:
    return (
        looking.purpose in ("", activity.purpose.key)
        and looking.category in ("", *(category.key for category in activity.categories))
        and looking.recipient in ("", *(recipient.key for recipient in activity.recipients))
    )


def _activity(purpose: Purpose, policy: Policy) -> Activity:
    clauses = tuple(clause for clause in policy.clauses.values() if purpose.key in clause.purposes)
    about = frozenset[str]().union(*(clause.about for clause in clauses))
    sources = frozenset[str]().union(*(clause.sources for clause in clauses))
    keys = {clause.key for clause in clauses}
    seen_by = [recipient for recipient in policy.recipients.values() if purpose.key in recipient.purposes]
    return Activity(
        purpose,
        clauses,
        tuple(category for key, category in policy.categories.items() if key in about),
        tuple(subject for subject in policy.subjects.values() if subject.clauses & keys),
        tuple(source for key, source in policy.sources.items() if key in sources),
        tuple(recipient for recipient in seen_by if not recipient.outside),
        tuple(recipient for recipient in seen_by if recipient.outside),
        next((each for each in policy.assessments.values() if purpose.key in each.purposes), None),
    )


def _outside(recipient: Recipient, activities: tuple[Activity, ...], policy: Policy) -> OutsideParty:
    its = [activity for activity in activities if recipient in activity.outside]
    about = {category.key for activity in its for category in activity.categories}
    return OutsideParty(
        recipient,
        policy.processors[recipient.key],
        tuple(activity.purpose for activity in its),
        tuple(category for key, category in policy.categories.items() if key in about),
    )


def _missing_of(party: Party) -> tuple[str, ...]:
    return (*(() if party.phone else ("phone",)), *(() if party.address else ("address",)))

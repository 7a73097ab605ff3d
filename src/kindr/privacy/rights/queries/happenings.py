"""What happened to somebody's data, in plain words: openings of the log, decisions of the consent ledger."""

from __future__ import annotations

import uuid
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import replace
from datetime import datetime

from kindr.privacy import gates, registry
from kindr.privacy.access.log import Line
from kindr.privacy.access.terms import Access, ActorKind
from kindr.privacy.consent.ledger import Decision, Event
from kindr.privacy.evidence.queries import proven_among
from kindr.privacy.people import Person, PersonKind
from kindr.privacy.rights import books, planning, words
from kindr.privacy.rights.labels import in_words
from kindr.privacy.rights.statements import Agreement, Opening
from kindr.privacy.vault.records import PersonalRecord, sealed_columns

NO_NAMES: Mapping[uuid.UUID, str] = {}


def openings_of(person: uuid.UUID, *, access: Access, at: datetime) -> list[Opening]:
    """Every opening that the log still holds, newest first; raises Refused, LogUnavailable."""
    people = planning.covered(person)
    books.open_for(people, access=access, at=at)
    whose = names_of_others(people, person)
    return [opening_of(line, people, whose) for line in books.lines_about(people)]


def with_proofs(openings: Sequence[Opening]) -> list[Opening]:
    """The openings of a page, each with whether there is a proof of it by now."""
    proven = proven_among([opening.id for opening in openings])
    return [replace(opening, has_proof=opening.id in proven) for opening in openings]


def opening_of(line: Line, people: Collection[uuid.UUID], whose: Mapping[uuid.UUID, str] | None = None) -> Opening:
    """A line of the log in plain words."""
    policy = registry.policy()
    is_own = line.actor_kind == ActorKind.PERSON.value and line.actor in {str(one) for one in people}
    role, purpose = policy.recipients.get(line.role), policy.purposes.get(line.purpose)
    to = policy.recipients.get(line.to)
    names = sorted({name for opened in line.opened.values() for name in opened})
    return Opening(
        id=line.id,
        at=line.at,
        is_own=is_own,
        who=str(words.YOU) if is_own else in_words(role.says) if role else line.role,
        did=str(words.VERBS.get(line.verb, line.verb)),
        why=in_words(purpose.says) if purpose else line.purpose,
        what=[in_words(policy.categories[name].says) for name in names if name in policy.categories],
        to=in_words(to.says) if to else "",
        refused_by=line.refused_by,
        clauses=sorted(line.opened),
        role=words.SELF if is_own else line.role,
        purpose=line.purpose,
        verb=line.verb,
        to_key=line.to,
        categories=names,
        person=line.person,
        leave=_leave(line),
        whose=(whose or {}).get(line.person, ""),
    )


def _leave(line: Line) -> str:
    """What the opening went under, when it was a grant or an emergency; empty for the ordinary."""
    if not line.grant:
        return ""
    return "emergency" if line.purpose == registry.access_rules().emergency else "grant"


def agreement_of(event: Event, whose: Mapping[uuid.UUID, str] | None = None) -> Agreement:
    """An event of the ledger in plain words."""
    purpose = registry.policy().purposes.get(event.purpose)
    return Agreement(
        event.at,
        in_words(purpose.says) if purpose else event.purpose,
        str(words.DECISIONS[event.decision.value]),
        event.shown,
        purpose_key=event.purpose,
        is_given=event.decision is Decision.GIVEN,
        number=purpose.clause if purpose else "",
        person=event.person,
        whose=(whose or {}).get(event.person, ""),
        policy=event.policy_version,
        language=event.language,
    )


def clauses_in(openings: Iterable[Opening]) -> list[tuple[str, str]]:
    """The clauses that some openings touch, as key and words, in the order of the policy."""
    touched = {key for opening in openings for key in opening.clauses}
    return [(key, in_words(clause.says)) for key, clause in registry.policy().clauses.items() if key in touched]


def names_of_others(
    people: Collection[uuid.UUID], person: uuid.UUID, named: Mapping[uuid.UUID, str] = NO_NAMES
) -> dict[uuid.UUID, str]:
    """What to call each other person of a statement: a child by the name that was given, if the name is open."""
    ids = set(people) - {person}
    others = Person.objects.filter(pk__in=ids).order_by("pk") if ids else ()
    return {
        other.pk: (named.get(other.pk) if other.kind == PersonKind.CHILD else None)
        or str(words.PEOPLE.get(other.kind, ""))
        for other in others
    }


def names_in(opened: Iterable[gates.Opened[PersonalRecord]]) -> dict[uuid.UUID, str]:
    """The first name that stands in somebody's records."""
    names: dict[uuid.UUID, str] = {}
    for one in opened:
        for column, field in () if one.is_forgotten else sealed_columns(type(one.record)).items():
            if field.category == "name" and isinstance(one[column], str):
                names.setdefault(one.record.person_id, one[column])
    return names

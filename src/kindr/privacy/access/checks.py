"""The first beat of every gate: may this be done? Raises the refusal that names its clause."""

from __future__ import annotations

import uuid
from collections.abc import Collection, Iterable, Mapping
from datetime import datetime

from kindr.privacy import people, registry
from kindr.privacy.access import standing
from kindr.privacy.access.terms import (
    Access,
    ActorKind,
    ChildOfAge,
    ConsentMissing,
    NotYours,
    Objected,
    PurposeNotAllowed,
    Restricted,
)
from kindr.privacy.consent import ledger, objections
from kindr.privacy.consent.events import Event
from kindr.privacy.people import Person, PersonKind
from kindr.privacy.terms import Basis, Clause, Purpose
from kindr.privacy.vault.models import Hold


def check_purpose(clause: Clause, access: Access) -> Purpose:
    """The purpose, when it exists, the role may claim it and the clause serves it; raises PurposeNotAllowed."""
    purpose = registry.policy().purposes.get(access.purpose)
    if purpose is None:
        raise PurposeNotAllowed(f"the policy knows no purpose {access.purpose!r}", clause="5.4")
    if not registry.may_claim(access.actor.role, purpose.key):
        raise PurposeNotAllowed(f"the role {access.actor.role} may not claim {purpose.key}", clause="5.3")
    if purpose.key not in clause.purposes:
        raise PurposeNotAllowed(f"{purpose.key} is not a purpose of {clause.key}", clause=clause.number)
    return purpose


def check_serves_rights(access: Access) -> None:
    """Rights are carried out for a purpose that every clause serves, by its roles; raises PurposeNotAllowed."""
    policy = registry.policy()
    if any(access.purpose not in clause.purposes for clause in policy.clauses.values()):
        raise PurposeNotAllowed("only a purpose that serves rights carries them out", clause="5.3")
    if not registry.may_claim(access.actor.role, access.purpose):
        raise PurposeNotAllowed(f"the role {access.actor.role} may not claim {access.purpose}", clause="5.3")


def check_categories(opened: Iterable[Mapping[str, Collection[str]]], access: Access) -> None:
    """The policy lets the role see each of the categories for the purpose; raises PurposeNotAllowed."""
    actor = access.actor
    if actor.kind not in standing.WORKING:
        return
    touched = {category for clauses in opened for categories in clauses.values() for category in categories}
    closed = sorted(each for each in touched if not registry.sees(actor.role, access.purpose, each))
    if closed:
        raise PurposeNotAllowed(f"the role {actor.role} does not see {', '.join(closed)} to {access.purpose}")


def check_reach(persons: Collection[uuid.UUID], access: Access) -> None:
    """People reach themselves, guests they claimed and minor children; staff, for some purposes, only themselves.

    Raises NotYours, ChildOfAge.
    """
    if access.actor.kind is ActorKind.STRANGER:
        raise NotYours("strangers see nothing")
    others = {person for person in persons if person != access.actor.id}
    if access.actor.kind in standing.WORKING and others and access.purpose in registry.access_rules().about_oneself:
        raise NotYours("a colleague opens only their own for this purpose")
    if access.actor.kind is not ActorKind.PERSON:
        return
    if not others or others <= (covered := people.covered_by(access.actor.id)):
        return
    if not others <= covered | people.grown_children_of(access.actor.id):
        raise NotYours("this belongs to somebody else")
    raise ChildOfAge


def check_newcomer(person: uuid.UUID, access: Access) -> None:
    """Strangers bring what is theirs before we know them, and add nothing to an account; raises NotYours."""
    if access.actor.kind is not ActorKind.STRANGER:
        return
    if not Person.objects.filter(pk=person, kind__in=(PersonKind.NEWCOMER, PersonKind.GUEST)).exists():
        raise NotYours("strangers add nothing to what is somebody's")


def check_consent(persons: Collection[uuid.UUID], purpose: Purpose, *, at: datetime) -> None:
    """For purposes that rest on consent, each person's consent stands at this moment; raises ConsentMissing."""
    check_said(persons, purpose, ledger.events_of(persons) if purpose.basis is Basis.CONSENT else (), at=at)


def check_said(persons: Collection[uuid.UUID], purpose: Purpose, said: Collection[Event], *, at: datetime) -> None:
    """As `check_consent`, by entries of the ledger that were opened already, oldest first; raises ConsentMissing."""
    if purpose.basis is Basis.CONSENT and against(persons, purpose, said, at=at):
        raise ConsentMissing(f"consent to {purpose.key} is missing", clause=purpose.clause)


def check_objection(persons: Collection[uuid.UUID], purpose: Purpose) -> None:
    """Nobody objects to a use that rests on a legitimate interest and does not prevail; raises Objected."""
    if _objecting(persons, purpose):
        raise Objected(f"somebody objects to {purpose.key}", clause=purpose.clause)


def against(
    persons: Collection[uuid.UUID], purpose: Purpose, said: Collection[Event], *, at: datetime
) -> set[uuid.UUID]:
    """Those of the people who do not want the use, by entries of the ledger that were opened, or by their objection."""
    if purpose.basis is Basis.CONSENT:
        return set(persons) - ledger.who_consent(purpose.key, said, at=at)
    return _objecting(persons, purpose)


def _objecting(persons: Collection[uuid.UUID], purpose: Purpose) -> set[uuid.UUID]:
    if purpose.basis is not Basis.LEGITIMATE_INTEREST or purpose.prevails is not None:
        return set()
    return objections.people_who_object(purpose.key, persons)


def check_addition(hold: str, purpose: Purpose, clause: Clause) -> None:
    """What a law asks for is added even where it is locked: adding opens nothing. Raises Restricted."""
    if hold != Hold.LOCKED or not clause.outlives_erasure:
        check_hold(hold, purpose, clause)


def may_pass(holds: Collection[tuple[str, str]], purpose: Purpose, *, is_own: bool) -> bool:
    """Whether nothing that the person has paused keeps the purpose from these (clause, hold) pairs."""
    return all(hold != Hold.RESTRICTED or is_own or purpose.basis is Basis.LEGAL_DUTY for _clause, hold in holds)


def may_open(holds: Collection[tuple[str, str]], purpose: Purpose, *, is_own: bool) -> bool:
    """Whether `check_hold` would let the purpose have these (clause, hold) pairs."""
    is_locked = any(hold == Hold.LOCKED for _clause, hold in holds) and not purpose.after_erasure
    return not is_locked and may_pass(holds, purpose, is_own=is_own)


def check_hold(hold: str, purpose: Purpose, clause: Clause, *, is_own: bool = False) -> None:
    """A locked key serves only purposes that outlive the account; a restricted one only rights; raises Restricted.

    Whoever asked for a halt goes on seeing and changing what is theirs: the halt binds everybody else.
    """
    if hold == Hold.LOCKED and not purpose.after_erasure:
        raise Restricted("the account is gone; the law keeps this for its own purpose only", clause=clause.number)
    if not may_pass([(clause.key, hold)], purpose, is_own=is_own):
        raise Restricted("the person has asked for a halt", clause=clause.number)

"""The policy the engine has adopted, and everything that holds personal data under it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.apps import apps

from kindr.privacy.terms import EVERY, AccessRules, Clause, Policy

if TYPE_CHECKING:
    from kindr.privacy.vault.records import PersonalRecord

_adopted: list[Policy] = []


class NoPolicyAdopted(Exception):
    """The engine was asked something before `adopt(policy)` was called by the wiring."""


class UndeclaredPlace(Exception):
    """Something that holds personal data names a clause or category that the policy does not have."""


def adopt(policy: Policy) -> None:
    """Hands the policy to the engine, once, at start-up."""
    _adopted[:] = [policy]


def policy() -> Policy:
    """The adopted policy; raises NoPolicyAdopted before the wiring ran."""
    if not _adopted:
        raise NoPolicyAdopted("kindr.web.wiring has not handed the policy to the engine yet")
    return _adopted[0]


def clause(key: str) -> Clause:
    """The clause with this key; raises UndeclaredPlace when the policy has no such promise."""
    try:
        return policy().clauses[key]
    except KeyError:
        raise UndeclaredPlace(f"the policy has no clause {key!r}") from None


def may_claim(role: str, purpose: str) -> bool:
    """True when `who_can_see.py` gives the role this purpose."""
    recipient = policy().recipients.get(role)
    return recipient is not None and purpose in recipient.purposes


def access_rules() -> AccessRules:
    """What holds for opening data."""
    return policy().access


def sees(role: str, purpose: str, category: str) -> bool:
    """True when the policy does not close the category to a role of staff for the purpose; by default all are."""
    strictness = access_rules().roles.get(role)
    if strictness is None:
        return False
    return not any(category in strictness.closed.get(key, ()) for key in (EVERY, purpose))


def needs_grant(role: str, purpose: str) -> bool:
    """True when a grant or an emergency has to name the people before this role opens something of theirs."""
    strictness = access_rules().roles.get(role)
    return strictness is not None and (purpose in strictness.needs_grant or purpose == access_rules().emergency)


def personal_records() -> list[type[PersonalRecord]]:
    """Every record class with sealed columns, in a stable order."""
    from kindr.privacy.vault.records import PersonalRecord

    found = [model for model in apps.get_models() if issubclass(model, PersonalRecord)]
    return sorted(found, key=lambda model: model._meta.label)

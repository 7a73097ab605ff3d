"""People and purposes for the tests of the vault."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from kindr.privacy.access.terms import Access, Actor, ActorKind
from kindr.privacy.people import Person, PersonKind

AT = datetime(2026, 3, 14, 9, 26, 53, tzinfo=UTC)


def access_of(person: Person, purpose: str = "keep_account") -> Access:
    return Access(Actor(ActorKind.PERSON, person.id, "customer"), purpose)


@pytest.fixture
def mara() -> Person:
    return Person.objects.create(kind=PersonKind.PARENT)


@pytest.fixture
def ilse() -> Person:
    return Person.objects.create(kind=PersonKind.PARENT)

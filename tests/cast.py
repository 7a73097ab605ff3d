"""The cast of the tests: the same people as in the demo shop, each made by the actions that pages use."""

from __future__ import annotations

import uuid
from dataclasses import dataclass
from datetime import datetime

import pytest
from django.test import Client

from kindr.base import clock
from kindr.privacy.access import actors
from kindr.privacy.access.terms import STRANGER, Access
from kindr.privacy.people import Person, PersonKind
from kindr.shop.accounts import actions, queries
from kindr.shop.accounts.models import Account
from kindr.shop.accounts.views.doors import PROVEN_AT
from kindr.web.demo import people as demo_people


@dataclass(frozen=True)
class Player:
    """Somebody of the cast. A stranger has no id."""

    name: str
    email: str
    id: uuid.UUID | None = None

    @property
    def person(self) -> Person:
        """The row that the engine knows them by."""
        return Person.objects.get(pk=self.id)

    def access(self, purpose: str) -> Access:
        """Asking in their own name, for a purpose; whether they may is for the gates to say."""
        actor = actors.actor_for(self.person) if self.id else STRANGER
        return Access(actor, purpose)

    def client(self) -> Client:
        """A browser in which they are signed in; a stranger's knows nobody."""
        client = Client()
        if self.id:
            client.force_login(
                Account.objects.get(pk=self.id), backend="kindr.shop.accounts.actions.backend.AccountBackend"
            )
            prove(client)
        return client


def prove(client: Client, *, at: datetime | None = None) -> None:
    """Their sign-in is as fresh as one through the pages, so that they may change how their account is protected."""
    session = client.session
    session[PROVEN_AT] = int((at or clock.now()).timestamp())
    session.save()


def parent(name: str) -> Player:
    """A parent of the cast with account, profile, address book and what else the demo gives them."""
    found = next(one for one in demo_people.PARENTS if one.name == name)
    return Player(found.name, found.email, demo_people._load_parent(found, clock.now()))


def colleague(name: str) -> Player:
    """A colleague of the cast with role, password and second factor."""
    one = next(each for each in demo_people.STAFF if each.name == name)
    made = actions.create_staff(
        role=one.role, name=one.name, email=one.email, password=one.password, totp_secret=one.totp_secret,
        at=clock.now(),
    )  # fmt: skip
    return Player(one.name, one.email, made)


def consultant(name: str) -> Player:
    """A consultant of the cast: a working account, but no certificate."""
    one = next(each for each in demo_people.CONSULTANTS if each.name == name)
    made = actions.create_consultant(
        name=one.name, email=one.email, password=one.password, totp_secret=one.totp_secret, at=clock.now()
    )
    return Player(one.name, one.email, made)


@pytest.fixture
def mara(db: None) -> Player:
    """A parent who has consented to everything that can be consented to."""
    return parent("Mara")


@pytest.fixture
def ilse(db: None) -> Player:
    """A parent who has consented to nothing."""
    return parent("Ilse")


@pytest.fixture
def noa(mara: Player) -> Player:
    """Mara's child."""
    return Player("Noa", "", Person.objects.get(guardian=mara.id, kind=PersonKind.CHILD).pk)


@pytest.fixture
def tariq(db: None) -> Player:
    """Customer service."""
    return colleague("Tariq")


@pytest.fixture
def bima(db: None) -> Player:
    """The warehouse."""
    return colleague("Bima")


@pytest.fixture
def ratna(db: None) -> Player:
    """The books."""
    return colleague("Ratna")


@pytest.fixture
def lestari(db: None) -> Player:
    """Marketing."""
    return colleague("Lestari")


@pytest.fixture
def bagas(db: None) -> Player:
    """Figures about groups."""
    return colleague("Bagas")


@pytest.fixture
def citra(db: None) -> Player:
    """What the shop sells; she sees no people."""
    return colleague("Citra")


@pytest.fixture
def yusuf(db: None) -> Player:
    """An officially certified outside consultant whose certificate nobody has registered."""
    return consultant("Yusuf")


@pytest.fixture
def odile(db: None) -> Player:
    """The data protection officer."""
    return colleague("Odile")


@pytest.fixture
def sam() -> Player:
    """A stranger."""
    return Player("Sam", "sam@elsewhere.example")


def own_address(of: Player) -> queries.Address:
    """The first entry of a parent's address book, as they read it."""
    return queries.addresses(access=of.access("keep_account"), at=clock.now())[0]

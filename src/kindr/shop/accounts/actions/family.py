"""Children as people under a guardian: kept with the guardian's consent, forgotten when it is taken back (2.1.11)."""

from __future__ import annotations

import unicodedata
import uuid
from collections.abc import Iterator, Mapping
from contextlib import AbstractContextManager
from datetime import datetime

from django.db import transaction

from kindr.privacy import gates
from kindr.privacy.access.declare import access_of, system_access
from kindr.privacy.access.terms import Access, ActorKind, NotYours
from kindr.privacy.consent import actions as consents
from kindr.privacy.consent.events import BOX, Channel, Decision
from kindr.privacy.consent.wording import Shown
from kindr.privacy.people import Person, PersonKind
from kindr.privacy.rights import actions as rights
from kindr.privacy.rights.requests import actions as requests
from kindr.privacy.turns import in_turn
from kindr.privacy.vault import keyrings
from kindr.shop.accounts import growing
from kindr.shop.accounts.actions import growing_up
from kindr.shop.accounts.personal import ChildProfile
from kindr.shop.accounts.queries import family as queries
from kindr.shop.accounts.queries.own import own_id

CHILD_PURPOSE = "measure_sizes"


class TooManyChildren(Exception):
    """There are as many profiles as there may be."""


class NicknameTaken(Exception):
    """Another child of this guardian has this nickname, and the two could not be told apart."""


class OfAge(Exception):
    """The child is of age: the profile is theirs, and is not changed or used any more."""


def add_child(
    values: Mapping[str, object], *, shown: Shown, access: Access, at: datetime, has_gpc: bool | None = None
) -> uuid.UUID:
    """Makes a child's person, writes down the guardian's consent and then keeps the profile; gives its id.

    `values` are nickname, birth_month, height and size. Raises TooManyChildren, NicknameTaken; NotYours when the
    guardian's account is being deleted meanwhile.
    """
    guardian = own_id(access)
    with _alone_with_children_of(guardian):
        _check_room(str(values["nickname"]), queries.children(access=access, at=at))
        child, profile = _begin_profile(values, shown=shown, access=access, at=at, has_gpc=has_gpc)
    if keyrings.is_closed(guardian):
        # The erasure may have counted the children before this one was there.
        rights.delete_account(child, language=shown.language, access=system_access("erase_my_data"), at=at)
        raise NotYours("the guardian is forgotten, and so is the child")
    return profile


@transaction.atomic
def _begin_profile(
    values: Mapping[str, object], *, shown: Shown, access: Access, at: datetime, has_gpc: bool | None
) -> tuple[uuid.UUID, uuid.UUID]:
    """The child's person, the guardian's consent and the profile; the ids of the person and the profile."""
    child, guardian = Person.objects.create(kind=PersonKind.CHILD, guardian_id=own_id(access)).pk, own_id(access)
    consents.decide(
        person=child, purpose=CHILD_PURPOSE, decision=Decision.GIVEN, shown=shown, by=guardian, offer=BOX,
        access=access, at=at, has_gpc=has_gpc,
    )  # fmt: skip
    plain = {"height_told_at": at}
    profile = gates.collect(
        ChildProfile, person=child, access=access, at=at, source="account", values=values, plain=plain
    )
    growing_up.note_birth(child, values["birth_month"])
    return child, profile.id


def change_child(profile: uuid.UUID, values: Mapping[str, object], *, access: Access, at: datetime) -> None:
    """Corrects a profile; raises NotYours, NicknameTaken, OfAge."""
    row = queries.own_profile(profile, access)
    with _alone_with_children_of(own_id(access)):
        others = queries.children(access=access, at=at)
        if any(child.id == row.pk and child.is_of_age for child in others):
            raise OfAge
        _check_nickname(str(values["nickname"]), [child for child in others if child.id != row.pk])
        gates.correct(row, access=access, at=at, values=values)
    growing_up.note_birth(row.person_id, values["birth_month"])
    if any(child.id == row.pk and child.height != values["height"] for child in others):
        ChildProfile.objects.filter(pk=row.pk).update(height_told_at=at)


def follow_height(profile: uuid.UUID, height: int | None, *, noted_at: datetime, access: Access, at: datetime) -> None:
    """Notes a height in cm that the guardian measured on some day; None takes it out. Raises NotYours, ChildOfAge."""
    row = queries.own_profile(profile, access)
    gates.correct(row, access=access, at=at, values={"height": height})
    ChildProfile.objects.filter(pk=row.pk).update(height_told_at=noted_at)


def forget_child(profile: uuid.UUID, *, language: str, access: Access, at: datetime) -> uuid.UUID:
    """Takes the consent back, with which the child's person is erased at once (`erase_child`); gives the entry's id.

    Raises NotYours, and ChildOfAge where the child decides alone.
    """
    child, me = queries.minor(profile, access=access, at=at).person, own_id(access)
    erasure = requests.begin_erasure(child, by=me, language=language, access=access, at=at)
    proof = consents.withdraw(
        person=child, purposes=[CHILD_PURPOSE], channel=Channel.PAGE, by=me, language=language, access=access, at=at
    )
    requests.finish_erasure(erasure, access=access, at=at)
    return proof.events[0].id


def copy_of_child(profile: uuid.UUID, *, language: str, access: Access, at: datetime) -> Iterator[str]:
    """Everything about one child as JSON; raises NotYours, and ChildOfAge where the child asks alone."""
    child = queries.minor(profile, access=access, at=at).person
    return requests.copy_for_machines(child, by=own_id(access), language=language, access=access, at=at)


def erase_child(child: uuid.UUID, *, language: str, access: Access, at: datetime) -> int:
    """What stops with the consent to keep a child's profile: the child's person is erased, in the guardian's name.

    Of a child of age the withdrawal is their own, and the program carries it out. Whoever is no child stays.
    """
    found = Person.objects.get(pk=child)
    if found.kind != PersonKind.CHILD or keyrings.is_closed(child):
        return 0
    if found.is_of_age:
        access = system_access("erase_my_data")
    elif found.guardian is not None and access.actor.kind is not ActorKind.PERSON:
        access = access_of(found.guardian, "erase_my_data")
    rights.delete_account(child, language=language, access=access, at=at)
    return 1


def _alone_with_children_of(guardian: uuid.UUID) -> AbstractContextManager[None]:
    """Nobody else adds or renames a child of this guardian meanwhile: nicknames are sealed, and no constraint sees."""
    return in_turn(f"children of {guardian}")


def _check_room(nickname: str, others: list[queries.Child]) -> None:
    if len(others) >= growing.MOST_CHILDREN:
        raise TooManyChildren
    _check_nickname(nickname, others)


def _check_nickname(nickname: str, others: list[queries.Child]) -> None:
    if _compared(nickname) in {_compared(child.nickname) for child in others}:
        raise NicknameTaken


def _compared(nickname: str) -> str:
    return " ".join(unicodedata.normalize("NFKC", nickname).casefold().split())

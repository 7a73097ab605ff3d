"""Keeping what was measured, correcting and forgetting it, with the guardian's consent only (policy 2.5.2, 3.4.1)."""

from __future__ import annotations

import functools
import uuid
from collections.abc import Mapping, Sequence
from contextlib import AbstractContextManager
from datetime import datetime

from kindr.privacy import gates
from kindr.privacy.access.terms import Access, NotYours
from kindr.privacy.consent.wording import Shown
from kindr.privacy.turns import in_turn
from kindr.privacy.vault.keyrings import Slot
from kindr.shop.accounts import actions as accounts
from kindr.shop.accounts.queries import minor
from kindr.shop.measuring.actions.agreeing import agree_in_place
from kindr.shop.measuring.actions.following import let_profile_follow
from kindr.shop.measuring.personal import Measurement
from kindr.shop.measuring.queries.kept import Kept, MeasuredChild, kept_one, measured_child
from kindr.shop.measuring.rules.measures import MOST_OCCASIONS, Measure, Occasion, merged

SOURCE = "measuring_tool"


class TooManyKept(Exception):
    """There are as many occasions of this child as may be kept."""


def keep(
    profile: uuid.UUID, told: Occasion, *, access: Access, at: datetime, shown: Shown | None = None,
    has_gpc: bool | None = None,
) -> uuid.UUID:  # fmt: skip
    """Keeps an occasion of one of the acting guardian's children; a day that has one already is completed.

    A child has one occasion a day: of each measure the value that was told last stays, and what only the earlier one
    has stays as well. `shown` are the words that the guardian agreed to with this, where they had not before. Raises
    NotYours, ChildOfAge, NotAgreed, TooManyKept.
    """
    with _alone_with(minor(profile, access=access, at=at).person):
        child = measured_child(profile, access=access, at=at)
        agree_in_place(child.person, shown, access=access, at=at, has_gpc=has_gpc)
        same_day = _of_day(child, told)
        if same_day:
            _make_one(child, same_day[0], same_day[1:], _together(same_day, told), access=access, at=at)
        kept = same_day[0].id if same_day else _collect(child, told, access=access, at=at)
        let_profile_follow(profile, child, access=access, at=at)
        return kept


def keep_of_new_child(
    values: Mapping[str, object], told: Occasion, *, shown: Shown, access: Access, at: datetime,
    has_gpc: bool | None = None,
) -> uuid.UUID:  # fmt: skip
    """Makes a profile with the guardian's consent and keeps the first occasion; gives the profile's id.

    `values` are those of `accounts.actions.add_child`, and it raises what that raises.
    """
    profile = accounts.add_child(values, shown=shown, access=access, at=at, has_gpc=has_gpc)
    child = measured_child(profile, access=access, at=at)
    _collect(child, told, access=access, at=at)
    let_profile_follow(profile, child, access=access, at=at)
    return profile


def change(measured: uuid.UUID, told: Occasion, *, access: Access, at: datetime) -> None:
    """Corrects one occasion; what is not told any more is gone. Raises NotYours, ChildOfAge.

    Moved to a day that has one already, the two become one: what only the other one has stays.
    """
    with _alone_with(kept_one(measured, access=access, at=at)[0].person):
        child, kept = kept_one(measured, access=access, at=at)
        others = [each for each in _of_day(child, told) if each.id != kept.id]
        _make_one(child, kept, others, _together(others, told), access=access, at=at)
        let_profile_follow(child.profile, child, access=access, at=at)


def forget(measured: uuid.UUID, *, access: Access, at: datetime) -> None:
    """Forgets one occasion; raises NotYours, ChildOfAge."""
    child, kept = kept_one(measured, access=access, at=at)
    gates.expire(_row(child, kept.id), access=access, at=at)
    let_profile_follow(child.profile, child, access=access, at=at)


def forget_all(profile: uuid.UUID, *, access: Access, at: datetime) -> int:
    """Forgets everything measured of a child with its key, and counts the occasions; raises NotYours, ChildOfAge.

    The height that the profile has from there goes with it.
    """
    child = measured_child(profile, access=access, at=at)
    rows = Measurement.objects.filter(person_id=child.person)
    if not (covers := set(rows.values_list("covers", flat=True))):
        return 0
    gates.erase([Slot(child.person, Measurement.clause, each) for each in covers], access=access, at=at)
    gone = rows.delete()[0]
    let_profile_follow(profile, child, access=access, at=at)
    return gone


def _collect(child: MeasuredChild, told: Occasion, *, access: Access, at: datetime) -> uuid.UUID:
    if len(child.kept) >= MOST_OCCASIONS:
        raise TooManyKept
    kept = gates.collect(Measurement, person=child.person, access=access, at=at, source=SOURCE, values=_sealed(told))
    return kept.id


def _alone_with(child: uuid.UUID) -> AbstractContextManager[None]:
    """Nobody else writes down, or moves, a day of this child meanwhile."""
    return in_turn(f"measured {child}")


def _of_day(child: MeasuredChild, told: Occasion) -> list[Kept]:
    """What is kept of the day of an occasion, what came last first: one, where two had not come at once before."""
    return [each for each in child.kept if each.occasion.measured_on == told.measured_on]


def _together(same_day: Sequence[Kept], told: Occasion) -> Occasion:
    """Occasions of one day as one, what was told last before all others."""
    older = [each.occasion for each in reversed(same_day)]
    return functools.reduce(merged, [*older, told])


def _make_one(
    child: MeasuredChild, kept: Kept, others: Sequence[Kept], told: Occasion, *, access: Access, at: datetime
) -> None:
    """Writes all of a day into one occasion, and only then lets the others go."""
    gates.correct(_row(child, kept.id), access=access, at=at, values=_sealed(told))
    for other in others:
        gates.expire(_row(child, other.id), access=access, at=at)


def _row(child: MeasuredChild, wanted: uuid.UUID) -> Measurement:
    row = Measurement.objects.filter(pk=wanted, person_id=child.person).first()
    if row is None:
        raise NotYours("this was forgotten meanwhile")
    return row


def _sealed(told: Occasion) -> dict[str, object]:
    """The sealed columns of an occasion."""
    return {
        "measured_on": told.measured_on,
        "method": told.method.value,
        "foot_method": told.foot_method.value,
        "is_sure": told.is_sure,
        **{each.value: told.values.get(each) for each in Measure},
    }

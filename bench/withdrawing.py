"""From the click that takes a consent back until another process is refused, the proof of the stop included."""

from __future__ import annotations

import statistics
from collections.abc import Iterator

from bench.histories import own_access
from bench.measuring import Claim
from bench.other_process import Other, other_process
from kindr.base import clock
from kindr.privacy.consent import actions, wording
from kindr.privacy.consent.events import Channel, Decision
from kindr.privacy.people import Person, PersonKind

PURPOSE = "newsletter"
ROUNDS = 15
MOST_MS = 50.0


def claims() -> Iterator[Claim]:
    """The median of some withdrawals."""
    with other_process() as other:
        _withdraw(other)
        took = [_withdraw(other) for _ in range(ROUNDS)]
    for said, found in (
        ("the click on withdraw to the first refusal in another process", [one for one, _ in took]),
        ("the click on withdraw to the signed proof of the stop", [answered for _, answered in took]),
    ):
        median = statistics.median(found)
        yield Claim(f"from {said}, beside the promise", median, "ms", MOST_MS, median / MOST_MS, 1)


def _withdraw(other: Other) -> tuple[float, float]:
    person, at = Person.objects.create(kind=PersonKind.PARENT).pk, clock.now()
    actions.decide(
        person=person, purpose=PURPOSE, decision=Decision.GIVEN, shown=wording.asked(PURPOSE, "id"), by=person,
        access=own_access(person, "show_my_data"), at=at,
    )  # fmt: skip

    def click() -> None:
        actions.withdraw(
            person=person, purposes=[PURPOSE], channel=Channel.PAGE, by=person, language="id",
            access=own_access(person, "erase_my_data"), at=clock.now(),
        )  # fmt: skip

    return other.until_refused(f"withdraw {person} {PURPOSE}", click)

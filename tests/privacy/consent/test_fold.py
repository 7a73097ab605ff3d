"""The fold agrees with a plain model, whatever was said in whatever order; nobody consents by silence."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

from hypothesis import given
from hypothesis import strategies as st

from kindr.privacy.consent.events import Decision
from kindr.privacy.consent.rules import Standing, standing

START = datetime(2026, 1, 1, tzinfo=UTC)


@dataclass(frozen=True)
class Said:
    at: datetime
    decision: Decision
    until: datetime | None = None


moments = st.integers(0, 60).map(lambda hours: START + timedelta(hours=hours))
entries = st.lists(
    st.builds(Said, at=moments, decision=st.sampled_from(Decision), until=st.none() | moments), max_size=12
).map(lambda some: sorted(some, key=lambda one: one.at))
changes = st.lists(moments, max_size=4)


def may_be_used(said: list[Said], changed: list[datetime], at: datetime) -> bool:
    """The plain model: somebody walks through time hour by hour and keeps one yes or no."""
    agreed, ends = False, None
    for hour in range(62):
        now = START + timedelta(hours=hour)
        if now > at:
            break
        if now in changed or (ends is not None and ends <= now):
            agreed = False
        for one in (each for each in said if each.at == now):
            agreed, ends = one.decision is Decision.GIVEN, one.until
        if ends is not None and ends <= now:
            agreed = False
    return agreed


@given(entries, changes, moments)
def test_the_fold_agrees_with_a_plain_model(said: list[Said], changed: list[datetime], at: datetime) -> None:
    known = [one for one in said if one.at <= at]
    assert (standing(known, changes=changed, at=at) is Standing.GIVEN) == may_be_used(known, changed, at)


@given(entries, changes, moments)
def test_nobody_is_ever_consented_by_silence(said: list[Said], changed: list[datetime], at: datetime) -> None:
    silent = [one for one in said if one.decision is not Decision.GIVEN]
    assert standing(silent, changes=changed, at=at) is not Standing.GIVEN
    assert standing([], changes=changed, at=at) is Standing.SILENT


@given(entries, changes, moments, moments)
def test_after_a_withdrawal_only_a_new_yes_opens_again(
    said: list[Said], changed: list[datetime], at: datetime, later: datetime
) -> None:
    withdrawn = [*said, Said(max([at, *(one.at for one in said)]), Decision.WITHDRAWN)]
    assert standing(withdrawn, changes=changed, at=later) is Standing.WITHDRAWN


@given(entries, changes, moments)
def test_time_alone_takes_a_consent_away_and_never_gives_one(
    said: list[Said], changed: list[datetime], at: datetime
) -> None:
    later = at + timedelta(hours=1)
    if standing(said, changes=changed, at=later) is Standing.GIVEN:
        assert standing(said, changes=changed, at=at) is Standing.GIVEN or said[-1].at > at

"""A clock that moves, backwards or forwards, between checkpoints: the log goes on, and says what it saw."""

from __future__ import annotations

from datetime import timedelta

import pytest

from kindr.privacy.evidence import checking, comparing
from kindr.privacy.evidence.checking import Kind
from kindr.privacy.evidence.models import LogCheckpoint
from kindr.privacy.evidence.ports import Log
from kindr.privacy.evidence.witness import WitnessFile
from tests.privacy.evidence.books import A_MINUTE, NOW, agreed, opened, turn

pytestmark = pytest.mark.django_db(transaction=True)
HOUR, YEAR = timedelta(hours=1), timedelta(days=365)


@pytest.mark.parametrize("moved", [-YEAR, -HOUR, HOUR, YEAR])
def test_checkpoints_go_on_in_their_order_whatever_the_clock_says(moved: timedelta, log_of_its_own: Log) -> None:
    made = []
    for number, at in enumerate([NOW, NOW + moved, NOW + A_MINUTE, NOW + moved + A_MINUTE, NOW + 2 * A_MINUTE]):
        opened(number + 1, at=at)
        agreed(at=at)
        made.append(turn(at=at))
    assert [one.number for one in made] == [1, 2, 3, 4, 5]
    assert [one.size for one in made] == sorted(one.size for one in made)
    assert made[-1].size == 1 + 2 + 3 + 4 + 5 + 5
    assert {finding.kind for finding in checking.check().findings} == ({Kind.PAST} if abs(moved) == YEAR else set())
    compared = comparing.compare(WitnessFile(log_of_its_own.witness).notes())
    assert (compared.findings, compared.lost, compared.checkpoints) == ([], 0, LogCheckpoint.objects.count())


def test_rows_of_a_clock_that_stood_long_in_the_past_are_named_and_those_of_an_hour_are_not() -> None:
    opened(2)
    turn()
    opened(1, at=NOW - HOUR)
    assert turn(at=NOW + A_MINUTE).count("past") == 0
    opened(3, at=NOW - YEAR)
    assert turn(at=NOW + 2 * A_MINUTE).count("past") == 3

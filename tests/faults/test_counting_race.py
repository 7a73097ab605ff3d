"""A product that is counted anew while somebody leaves never counts their word again, whoever comes first (4.7.12)."""

from __future__ import annotations

import threading

import pytest
from django.db import transaction

from kindr.base import clock
from kindr.privacy.access.declare import system_access
from kindr.shop.catalog.models import Variant
from kindr.shop.measuring.actions import counting
from kindr.shop.measuring.models import FitTotals, FitVerdict
from kindr.shop.measuring.queries import Verdict, Verdicts
from tests.buying import a_garment
from tests.cast import Player
from tests.judging import bought, rebuilt, say, totals
from tests.privacy.test_hold_races import PATIENCE, Racer

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def garment(mara: Player, ilse: Player) -> Variant:
    """What two buyers spoke of, and what has to be counted anew."""
    found = a_garment()
    say(Verdict.TOO_LARGE, bought(mara, found), found, mara)
    say(Verdict.RIGHT, bought(ilse, found), found, ilse)
    FitTotals.objects.update(is_stale=True)
    return found


class Halfway:
    """Counting anew on a connection of its own, which waits between opening the rows and writing their sum."""

    def __init__(self, monkeypatch: pytest.MonkeyPatch) -> None:
        self.opened, self.go_on, write = threading.Event(), threading.Event(), counting._set

        def slowly(*given: object, **terms: object) -> bool:
            self.opened.set()
            self.go_on.wait(PATIENCE)
            return write(*given, **terms)  # type: ignore[arg-type]  # passed through as it came

        monkeypatch.setattr(counting, "_set", slowly)
        self.counter = Racer(lambda: counting.make_stale_anew(at=clock.now()))
        assert self.opened.wait(PATIENCE)

    def ended(self) -> None:
        self.go_on.set()
        assert self.counter.outcome() is None


def take_out(row: FitVerdict) -> None:
    counting.take_out([row.slot], access=system_access("erase_my_data"), at=clock.now())


def test_a_row_that_is_going_while_its_product_is_counted_anew_is_waited_for_and_not_counted(
    garment: Variant, mara: Player, monkeypatch: pytest.MonkeyPatch
) -> None:
    halfway, row = Halfway(monkeypatch), FitVerdict.objects.get(person_id=mara.id)
    take_out(row)
    with transaction.atomic():
        row.delete()
        halfway.go_on.set()
        halfway.counter.thread.join(0.5)
        assert halfway.counter.thread.is_alive()
    halfway.ended()
    assert totals(garment) == Verdicts(right=1) == rebuilt(garment)


@pytest.mark.parametrize("was_counted", [True, False])
def test_a_row_that_goes_uncounted_out_and_a_product_that_is_counted_anew_do_not_wait_in_a_circle(
    garment: Variant, mara: Player, monkeypatch: pytest.MonkeyPatch, was_counted: bool
) -> None:
    """Whoever deletes has the row and then, by the trigger, wants the counts."""
    FitVerdict.objects.filter(person_id=mara.id).update(is_counted=was_counted)
    halfway = Halfway(monkeypatch)
    with transaction.atomic():
        row = FitVerdict.objects.select_for_update().get(person_id=mara.id)
        halfway.go_on.set()
        halfway.counter.thread.join(0.5)
        assert halfway.counter.thread.is_alive()
        row.delete()
    halfway.ended()
    counting.make_stale_anew(at=clock.now())
    assert totals(garment) == Verdicts(right=1) == rebuilt(garment)


def test_a_row_that_goes_and_the_same_row_that_is_taken_out_do_not_wait_in_a_circle(
    garment: Variant, mara: Player
) -> None:
    with transaction.atomic():
        row = FitVerdict.objects.select_for_update().get(person_id=mara.id)
        taker = Racer(lambda: take_out(row))
        taker.thread.join(0.5)
        assert taker.thread.is_alive()
        row.delete()
    assert taker.outcome() is None
    counting.make_stale_anew(at=clock.now())
    assert totals(garment) == Verdicts(right=1) == rebuilt(garment)


def test_a_word_that_was_taken_out_after_it_was_opened_is_not_put_back(
    garment: Variant, mara: Player, monkeypatch: pytest.MonkeyPatch
) -> None:
    """As under a legal hold: the row stays, and nothing comes that would make the counts stale again."""
    halfway = Halfway(monkeypatch)
    take_out(FitVerdict.objects.get(person_id=mara.id))
    halfway.ended()
    assert totals(garment) == Verdicts(right=1) == rebuilt(garment, is_counted=True)


def test_a_word_that_comes_while_its_product_is_counted_anew_is_counted_once(
    garment: Variant, mara: Player, monkeypatch: pytest.MonkeyPatch
) -> None:
    halfway = Halfway(monkeypatch)
    say(Verdict.TOO_SMALL, bought(mara, garment), garment, mara)
    halfway.ended()
    assert totals(garment) == Verdicts(too_small=1, right=1, too_large=1) == rebuilt(garment)


def test_a_word_on_its_way_in_while_the_sum_is_written_is_counted_once(
    garment: Variant, mara: Player, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Its row lies there unseen, and its count waits behind the sum or before it."""
    halfway, order = Halfway(monkeypatch), bought(mara, garment)
    with transaction.atomic():
        say(Verdict.TOO_SMALL, order, garment, mara)
        halfway.go_on.set()
        halfway.counter.thread.join(0.5)
        assert halfway.counter.thread.is_alive()
    halfway.ended()
    assert totals(garment) == Verdicts(too_small=1, right=1, too_large=1) == rebuilt(garment)

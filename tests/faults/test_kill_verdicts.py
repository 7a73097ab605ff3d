"""A word about a size that is killed anywhere, on its way in or out, is counted once or not at all (4.7.12)."""

from __future__ import annotations

import threading
import uuid
from collections.abc import Callable

import pytest
from django.db import connections

from kindr.base import clock
from kindr.privacy.access import connection as log_connection
from kindr.privacy.access.declare import system_access
from kindr.privacy.consent.objections import Objection
from kindr.privacy.people import Person, PersonKind
from kindr.privacy.retention import actions as retention
from kindr.privacy.rights import actions as rights
from kindr.privacy.rights.fulfilment import actions as fulfilment
from kindr.privacy.rights.fulfilment.terms import Asked, Kind
from kindr.privacy.rights.tasks import resume_erasures
from kindr.shop.catalog.models import Variant
from kindr.shop.measuring.actions import say_of_fit
from kindr.shop.measuring.models import FitTotals, FitVerdict
from kindr.shop.measuring.queries import Verdict, Verdicts
from tests.buying import a_garment
from tests.cast import Player
from tests.faults.killing import Work, killed_at_every_step
from tests.judging import bought, rebuilt, say, totals

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.slow]


def agree_after_the_night(garment: Variant) -> Verdicts:
    """The counts once the night's sweep is over, the same as if they were made anew."""
    retention.sweep(access=system_access("keep_systems_running"), at=clock.now())
    assert not FitTotals.objects.filter(is_stale=True).exists()
    assert totals(garment) == rebuilt(garment)
    return totals(garment)


def test_saying_it_anew_and_taking_it_back_can_be_killed_anywhere(mara: Player) -> None:
    garment = a_garment()
    order = bought(mara, garment)

    def prepare() -> tuple[Work, Callable[[], None]]:
        say(Verdict.TOO_SMALL, order, garment, mara)

        def work() -> None:
            say(Verdict.TOO_LARGE, order, garment, mara)
            say(None, order, garment, mara)

        def go_on() -> None:
            assert totals(garment) == rebuilt(garment, is_counted=True)
            say(Verdict.RIGHT, order, garment, mara)
            assert agree_after_the_night(garment) == Verdicts(right=1)

        return work, go_on

    assert killed_at_every_step(prepare) >= 8


def test_an_objection_can_be_killed_anywhere_and_nothing_said_stays(mara: Player) -> None:
    garment = a_garment()
    order = bought(mara, garment)

    def prepare() -> tuple[Work, Callable[[], None]]:
        Objection.objects.all().delete()
        say(Verdict.TOO_SMALL, order, garment, mara)
        request = uuid.uuid4()

        def work() -> None:
            assert mara.id is not None
            fulfilment.carry_out(
                kind=Kind.OBJECTION, person=mara.id, request=request, access=mara.access("show_my_data"),
                at=clock.now(), asked=Asked(purposes=["improve_sizes"]), language="en",
            )  # fmt: skip

        def go_on() -> None:
            work()
            for run in fulfilment.under_way(is_erasure=False):
                fulfilment.resume(run, access=system_access("show_my_data"), at=clock.now())
            assert not FitVerdict.objects.exists()
            assert agree_after_the_night(garment) == Verdicts()

        return work, go_on

    assert killed_at_every_step(prepare) >= 6


def test_an_erasure_can_be_killed_anywhere_and_takes_exactly_one_word_out(mara: Player) -> None:
    garment = a_garment()
    say(Verdict.RIGHT, bought(mara, garment), garment, mara)

    def prepare() -> tuple[Work, Callable[[], None]]:
        guest, line = Person.objects.create(kind=PersonKind.GUEST).pk, 1000 + Person.objects.count()
        word, access = Verdict.TOO_LARGE, system_access("improve_sizes")
        say_of_fit(word, line=line, product=garment.product_id, person=guest, access=access, at=clock.now())
        assert totals(garment) == Verdicts(right=1, too_large=1)

        def work() -> None:
            access = system_access("erase_my_data")
            rights.delete_account(guest, language="en", access=access, at=clock.now())

        def go_on() -> None:
            work()
            resume_erasures(timestamp=0)
            assert not FitVerdict.objects.filter(person_id=guest).exists()
            assert totals(garment) == Verdicts(right=1)

        return work, go_on

    assert killed_at_every_step(prepare) >= 10


@pytest.mark.parametrize("words", [(Verdict.RIGHT, Verdict.RIGHT), (Verdict.RIGHT, Verdict.TOO_SMALL)])
def test_two_clicks_at_once_end_in_the_same_page_and_count_one_word(
    mara: Player, words: tuple[Verdict, Verdict]
) -> None:
    garment = a_garment()
    order = bought(mara, garment)
    page, both, answers = f"/en/orders/{order.number}/", threading.Barrier(2), list[tuple[int, str]]()

    def click(word: Verdict) -> None:
        try:
            client = mara.client()
            both.wait(120)
            answer = client.post(f"{page}size/{garment.pk}/", {"verdict": word.value})
            answers.append((answer.status_code, answer.url))
        finally:
            connections.close_all()
            log_connection.close()

    clicks = [threading.Thread(target=click, args=(word,)) for word in words]
    for one in clicks:
        one.start()
    for one in clicks:
        one.join()
    assert answers == [(302, page)] * 2
    assert FitVerdict.objects.count() == 1
    assert totals(garment) == rebuilt(garment)
    assert sum((totals(garment).too_small, totals(garment).right)) == 1

"""Two clicks at once on a child's measurements, each on a connection of its own, end as one after the other would."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable, Sequence
from datetime import date, timedelta
from typing import Any

import pytest
from django.db import connections

from kindr.base import clock
from kindr.privacy import gates
from kindr.privacy.access import connection as log_connection
from kindr.privacy.people import Person, PersonKind
from kindr.shop.accounts.personal import ChildProfile
from kindr.shop.measuring import actions, queries
from kindr.shop.measuring.personal import Measurement
from kindr.shop.measuring.rules.measures import Measure, Occasion
from kindr.shop.orders.models import OrderLine, Worn
from tests.buying import a_garment
from tests.cast import Player
from tests.judging import bought

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.slow]


def at_once(deeds: Sequence[Callable[[], object]]) -> list[object]:
    """Does all deeds at the same moment; what one of them raises is its answer."""
    start, answers = threading.Barrier(len(deeds)), list[object]([None] * len(deeds))

    def alone(number: int) -> None:
        try:
            start.wait(60)
            answers[number] = deeds[number]()
        except Exception as error:  # the test looks at it
            answers[number] = error
        finally:
            connections.close_all()
            log_connection.close()

    clicks = [threading.Thread(target=alone, args=(number,)) for number in range(len(deeds))]
    for one in clicks:
        one.start()
    for one in clicks:
        one.join()
    return answers


def slower(monkeypatch: pytest.MonkeyPatch, gate: str) -> None:
    """Between looking and writing there is time enough for whoever does not wait."""
    real = getattr(gates, gate)

    def slow(*arguments: Any, **options: Any) -> Any:
        time.sleep(0.3)
        return real(*arguments, **options)

    monkeypatch.setattr(gates, gate, slow)


def today() -> date:
    return clock.now().astimezone(clock.JAKARTA).date()


def days_of(of: Player, child: Player) -> list[Occasion]:
    profile = ChildProfile.objects.get(person_id=child.id).pk
    found = queries.measured_child(profile, access=of.access("measure_sizes"), at=clock.now())
    return [each.occasion for each in found.kept]


def test_two_clicks_keep_one_day_with_everything_that_either_told(mara: Player, noa: Player) -> None:
    profile, access = ChildProfile.objects.get(person_id=noa.id).pk, mara.access("measure_sizes")
    for round_ in range(4):
        day = today() - timedelta(days=round_)
        told = [Occasion(day, {Measure.HEIGHT: 1200}), Occasion(day, {Measure.WAIST: 550})]
        ids = at_once([
            lambda one=one: actions.keep(profile, one, access=access, at=clock.now()) for one in told
        ])  # fmt: skip
        assert ids[0] == ids[1]
        assert Measurement.objects.count() == round_ + 1
    assert all(each.values == {Measure.HEIGHT: 1200, Measure.WAIST: 550} for each in days_of(mara, noa))


def test_two_days_moved_onto_a_third_at_once_become_one_and_lose_nothing(
    mara: Player, noa: Player, monkeypatch: pytest.MonkeyPatch
) -> None:
    profile, access = ChildProfile.objects.get(person_id=noa.id).pk, mara.access("measure_sizes")
    first, second = (
        actions.keep(profile, Occasion(today() - timedelta(days=ago), values), access=access, at=clock.now())
        for ago, values in ((30, {Measure.HEIGHT: 1200}), (20, {Measure.FOOT_LENGTH: 190}))
    )
    third = today() - timedelta(days=10)
    slower(monkeypatch, "correct")
    moves = ((first, {Measure.HEIGHT: 1200}), (second, {Measure.FOOT_LENGTH: 190}))
    answers = at_once([
        lambda one=one, values=values: actions.change(one, Occasion(third, values), access=access, at=clock.now())
        for one, values in moves
    ])  # fmt: skip
    assert answers == [None, None]
    [one] = days_of(mara, noa)
    assert (one.measured_on, one.values) == (third, {Measure.HEIGHT: 1200, Measure.FOOT_LENGTH: 190})


def test_two_days_of_one_date_that_came_at_once_before_become_one_with_the_next(mara: Player, noa: Player) -> None:
    """Whoever was killed between the two steps, or came before there was a turn, left two."""
    profile, access = ChildProfile.objects.get(person_id=noa.id).pk, mara.access("measure_sizes")
    child = queries.measured_child(profile, access=access, at=clock.now())
    for values in ({Measure.HEIGHT: 1200, Measure.HEAD: 520}, {Measure.HEIGHT: 1210}):
        actions.keeping._collect(child, Occasion(today(), values), access=access, at=clock.now())
    assert Measurement.objects.count() == 2
    actions.keep(profile, Occasion(today(), {Measure.WAIST: 560}), access=access, at=clock.now())
    [one] = days_of(mara, noa)
    assert one.values == {Measure.HEIGHT: 1210, Measure.HEAD: 520, Measure.WAIST: 560}


def test_two_clicks_on_keeping_for_a_new_child_make_one_child_and_the_second_says_so(
    ilse: Player, monkeypatch: pytest.MonkeyPatch
) -> None:
    told = {"height": "123,4", "method": "wall", "nickname": "Tito", "agree": "on"}
    clients = [ilse.client() for _click in range(3)]
    slower(monkeypatch, "collect")
    answers = at_once([lambda one=one: one.post("/en/measure/keep/", told) for one in clients])
    assert sorted(answer.status_code for answer in answers) == [200, 200, 302]  # type: ignore[attr-defined]  # pages
    [child] = Person.objects.filter(guardian=ilse.id, kind=PersonKind.CHILD)
    assert ChildProfile.objects.get().person_id == child.pk
    said = [answer.content.decode() for answer in answers if answer.status_code == 200]  # type: ignore[attr-defined]
    assert all("You have a child with this nickname here already." in page for page in said)
    assert Measurement.objects.filter(person=child).count() == 1


def test_two_clicks_on_the_form_of_the_account_make_one_child(ilse: Player, monkeypatch: pytest.MonkeyPatch) -> None:
    values = {"nickname": "Tito", "month": "", "year": "", "height": "110", "size": "", "agree": "on"}
    clients = [ilse.client() for _click in range(2)]
    slower(monkeypatch, "collect")
    at_once([lambda one=one: one.post("/en/account/children/new/", values) for one in clients])
    assert ChildProfile.objects.count() == Person.objects.filter(kind=PersonKind.CHILD).count() == 1


def test_two_clicks_in_the_closet_end_in_the_same_page(
    mara: Player, noa: Player, monkeypatch: pytest.MonkeyPatch
) -> None:
    garment = a_garment()
    line = OrderLine.objects.get(order__number=bought(mara, garment).number)
    profile = ChildProfile.objects.get(person_id=noa.id).pk

    slower(monkeypatch, "collect")

    def click() -> tuple[int, str]:
        answer = mara.client().post(f"/en/account/closet/{line.pk}/", {"child": str(profile)})
        return answer.status_code, answer.url

    assert at_once([click] * 3) == [(302, "/en/account/closet/")] * 3
    assert Worn.objects.filter(line=line).count() == 1

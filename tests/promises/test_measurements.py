"""What is promised about measurements (2.5.1 to 2.5.3, 3.4.1)."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, timedelta

import pytest
from django.test import Client

from kindr.base import clock
from kindr.privacy import gates, registry
from kindr.privacy.access.terms import ConsentMissing, NotYours, PurposeNotAllowed
from kindr.privacy.consent.events import Decision
from kindr.privacy.people import PersonKind
from kindr.privacy.rights import actions as rights
from kindr.privacy.rights.requests import actions as requests
from kindr.shop.accounts.personal import ChildProfile
from kindr.shop.measuring import actions, queries
from kindr.shop.measuring.personal import Measurement
from kindr.shop.measuring.rules.measures import Measure, Occasion
from tests.cast import Player
from tests.consents import say
from tests.promises.evidence import Committing, columns_of, lines_about, tables_with

pytestmark = pytest.mark.django_db
MARK = 1237
"""A height in millimetres that stands nowhere else."""
EVERYTHING = {measure: MARK + number for number, measure in enumerate(Measure)}


def profile_of(child: Player) -> ChildProfile:
    return ChildProfile.objects.get(person_id=child.id)


def keep(of: Player, child: Player, values: Mapping[Measure, int] = EVERYTHING) -> Measurement:
    told = Occasion(clock.now().astimezone(clock.JAKARTA).date() - timedelta(days=9), values)
    kept = actions.keep(profile_of(child).pk, told, access=of.access("measure_sizes"), at=clock.now())
    return Measurement.objects.get(pk=kept)


@pytest.mark.clause("2.5.1", "measurements")
def test_what_is_written_in_a_measuring_tool_is_collected_and_nothing_else(mara: Player, noa: Player) -> None:
    opened = gates.read(keep(mara, noa), access=mara.access("measure_sizes"), at=clock.now())
    values = opened.values()
    assert {name for name in values if name not in ("measured_on", "method", "foot_method", "is_sure")} == set(Measure)
    assert {each: values[each.value] for each in Measure} == EVERYTHING
    assert opened.record.source == "measuring_tool"


@pytest.mark.clause("2.5.2", "measurements", "1.3")
@pytest.mark.parametrize("decision", [Decision.REFUSED, Decision.WITHDRAWN])
def test_the_gate_itself_takes_nothing_in_without_consent(mara: Player, noa: Player, decision: Decision) -> None:
    profile = profile_of(noa).pk
    say(noa.id, "measure_sizes", decision)
    with pytest.raises(ConsentMissing):
        actions.keep(
            profile, Occasion(date(2026, 1, 1), EVERYTHING), access=mara.access("measure_sizes"), at=clock.now()
        )
    assert not Measurement.objects.exists()


@pytest.mark.clause("2.5.2", "measurements", "1.4")
def test_a_kept_measurement_lies_nowhere_in_clear_and_is_gone_after_forgetting(
    mara: Player, noa: Player, committing: Committing
) -> None:
    with committing():
        row = keep(mara, noa)
    assert tables_with(str(MARK)) == set()
    assert tables_with("123.7") == set()
    with committing():
        assert actions.forget_all(profile_of(noa).pk, access=mara.access("measure_sizes"), at=clock.now()) == 1
    assert not Measurement.objects.exists()
    with pytest.raises(gates.Forgotten):
        gates.read(row, access=mara.access("measure_sizes"), at=clock.now())


@pytest.mark.clause("2.5.2", "measurements")
def test_one_forgotten_occasion_leaves_the_others_readable_under_another_key(
    mara: Player, noa: Player, committing: Committing
) -> None:
    profile, access = profile_of(noa).pk, mara.access("measure_sizes")
    with committing():
        first = keep(mara, noa)
        later = Occasion(clock.now().astimezone(clock.JAKARTA).date(), {Measure.HEIGHT: 1240})
        actions.keep(profile, later, access=access, at=clock.now())
    with committing():
        actions.forget(first.pk, access=access, at=clock.now())
    child = queries.measured_child(profile, access=access, at=clock.now())
    assert [each.occasion for each in child.kept] == [later]
    with pytest.raises(gates.Forgotten):
        gates.read(first, access=access, at=clock.now())


@pytest.mark.clause("2.5.2", "measurements", "9.1.1", "9.1.3")
def test_measurements_end_with_the_consent(mara: Player, noa: Player, committing: Committing) -> None:
    assert noa.id
    with committing():
        row = keep(mara, noa)
    with committing():
        requests.withdraw(
            noa.id, ["measure_sizes"], by=mara.person.pk, language="en", access=mara.access("erase_my_data"),
            at=clock.now(),
        )  # fmt: skip
    assert not Measurement.objects.exists()
    for purpose in ("measure_sizes", "show_my_data"):
        with pytest.raises((ConsentMissing, gates.Forgotten)):
            gates.read(row, access=mara.access(purpose), at=clock.now())


@pytest.mark.clause("2.5.2", "measurements", "6.3.1")
def test_measurements_end_with_the_account(mara: Player, noa: Player, committing: Committing) -> None:
    with committing():
        row = keep(mara, noa)
    with committing():
        rights.delete_account(mara.person.pk, language="en", access=mara.access("erase_my_data"), at=clock.now())
    assert not Measurement.objects.filter(pk=row.pk).exists()


@pytest.mark.clause("2.5.3", "5.1.1", "5.3.1")
def test_measurements_find_a_size_and_serve_nothing_else(
    mara: Player, noa: Player, ilse: Player, tariq: Player, bima: Player, lestari: Player
) -> None:
    """Only the purpose of finding a size may open them, and what the rights of the child ask for."""
    row = keep(mara, noa)
    rights_of_all = {"show_my_data", "erase_my_data", "answer_requests", "keep_systems_running"}
    assert registry.clause("measurements").purposes == {"measure_sizes"} | rights_of_all
    for player, purpose in ((tariq, "answer_customer"), (bima, "fulfil_order"), (lestari, "newsletter")):
        with pytest.raises(PurposeNotAllowed):
            gates.read(row, access=player.access(purpose), at=clock.now())
    for purpose in ("personalise", "keep_account"):
        with pytest.raises(PurposeNotAllowed):
            gates.read(row, access=mara.access(purpose), at=clock.now())
    with pytest.raises(NotYours):
        gates.read(row, access=ilse.access("measure_sizes"), at=clock.now())
    assert lines_about(noa.id)[-1].refused_by


@pytest.mark.clause("2.5.3")
def test_neither_a_percentile_nor_a_judgement_of_health_is_kept() -> None:
    kept = {"measured_on", "method", "foot_method", "is_sure", *Measure}
    about = {"id", "person_id", "source", "collected_at", "covers"}
    assert columns_of("measuring_measurement") == kept | about
    assert "health" not in {field for clause in [registry.clause("measurements")] for field in clause.about}


@pytest.mark.clause("3.4.1", "1.4")
@pytest.mark.parametrize("page", ["/en/measure/", "/en/measure/keep/"])
def test_a_visitor_finds_a_size_without_leaving_a_trace(page: str) -> None:
    """Neither server has the typed value anywhere, sessions included, and the browser is given nothing to keep."""
    visitor = Client()
    answer = visitor.post(page, {"height": "123,7", "foot": "19,83"})
    assert "What fits" in answer.content.decode()
    assert [tables_with(mark) for mark in ("123,7", "123.7", str(MARK), "19,83", "198.3")] == [set()] * 5
    assert not visitor.cookies
    assert "no-store" in answer["Cache-Control"]


@pytest.mark.clause("3.4.1", "measurements")
def test_measurements_come_from_a_measuring_tool_alone(mara: Player, noa: Player) -> None:
    assert registry.clause("measurements").sources == {"measuring_tool"}
    assert noa.person.kind == PersonKind.CHILD
    with pytest.raises(Exception, match="not collected from"):
        gates.collect(
            Measurement, person=noa.person.pk, access=mara.access("measure_sizes"), at=clock.now(), source="browsing",
            values=dict.fromkeys(Measure),
        )  # fmt: skip

"""The desk tells a customer which size fits, and never what was measured."""

from __future__ import annotations

from collections.abc import Sequence

import pytest

from kindr.base import clock
from kindr.privacy import gates
from kindr.privacy.access import connection as log_connection
from kindr.privacy.access import watching
from kindr.privacy.access.connection import LogUnavailable
from kindr.privacy.access.models.alarms import OpeningTally
from kindr.privacy.access.terms import PurposeNotAllowed, Refused
from kindr.privacy.consent.events import Decision
from kindr.shop.accounts.personal import ChildProfile
from kindr.shop.desk import queries
from kindr.shop.measuring import actions as measuring
from kindr.shop.measuring.personal import Measurement
from kindr.shop.measuring.rules.measures import Measure, Occasion
from tests.cast import Player
from tests.consents import say
from tests.promises.evidence import lines_about

pytestmark = pytest.mark.django_db
MARK = 1137
"""A height in millimetres that stands nowhere else; it wears 116."""


@pytest.fixture
def measured(mara: Player, noa: Player) -> Measurement:
    """Noa, measured and kept."""
    told = Occasion(clock.now().astimezone(clock.JAKARTA).date(), {Measure.HEIGHT: MARK, Measure.WEIGHT: 20431})
    profile = ChildProfile.objects.get(person_id=noa.id).pk
    kept = measuring.keep(profile, told, access=mara.access("measure_sizes"), at=clock.now())
    return Measurement.objects.get(pk=kept)


def sizes(of: Player, by: Player, purpose: str = "answer_customer") -> tuple[queries.ChildSizes, ...]:
    assert of.id
    return queries.sizes_of(queries.meet(of.id), access=by.access(purpose), at=clock.now())


@pytest.mark.clause("2.5.3")
def test_a_colleague_sees_the_size_and_not_what_was_measured(
    measured: Measurement, mara: Player, noa: Player, tariq: Player
) -> None:
    """The same child: the size is told, the record stays closed, and its parent sees that it was looked at."""
    client = tariq.client()
    before = len(lines_about(noa.id))
    closed = client.get(f"/en/desk/people/{mara.id}/").content.decode()
    assert "Show the size advice" in closed
    assert "Size 116" not in closed
    page = client.post(f"/en/desk/people/{mara.id}/sizes/", {"purpose": "answer_customer"}).content.decode()
    assert "Size 116 fits now." in page
    assert not any(number in page for number in ("113.7", "113,7", "1137", "20.4", "20431"))
    assert len(lines_about(noa.id)) > before
    with pytest.raises(PurposeNotAllowed):
        gates.read(measured, access=tariq.access("answer_customer"), at=clock.now())
    opened = client.post(f"/en/desk/people/{noa.id}/measurements/", {"purpose": "answer_customer"})
    assert opened.status_code == 403
    assert gates.read(measured, access=mara.access("measure_sizes"), at=clock.now()).height == MARK


def test_the_desk_calls_nothing_certain(mara: Player, noa: Player, tariq: Player) -> None:
    """So small a child needs the smallest size whatever the error: that is 99 percent, as on the parent's own page."""
    told = Occasion(clock.now().astimezone(clock.JAKARTA).date(), {Measure.HEIGHT: 420}, is_sure=True)
    profile = ChildProfile.objects.get(person_id=noa.id).pk
    measuring.keep(profile, told, access=mara.access("measure_sizes"), at=clock.now())
    page = tariq.client().post(f"/en/desk/people/{mara.id}/sizes/", {"purpose": "answer_customer"}).content.decode()
    assert "99 %" in page
    assert "100 %" not in page


@pytest.mark.clause("2.5.3", "5.1.1")
def test_the_record_of_the_child_names_the_colleague_and_what_they_were_shown_the_size_for(
    measured: Measurement, mara: Player, noa: Player, tariq: Player
) -> None:
    assert measured.pk
    tariq.client().post(f"/en/desk/people/{mara.id}/sizes/", {"purpose": "answer_customer"})
    [line] = [line for line in lines_about(noa.id) if line.actor_kind == "staff"]
    assert (line.actor, line.role, line.purpose, line.verb) == (
        str(tariq.id), "service", "answer_customer", "advise",
    )  # fmt: skip
    assert (set(line.opened), line.refused_by) == ({"child_profile", "measurements"}, "")
    page = mara.client().get("/en/my-data/").content.decode()
    assert "saw advice drawn from" in page


def test_a_child_whose_size_is_shown_counts_among_those_whom_the_colleague_has_opened(
    measured: Measurement, noa: Player, tariq: Player
) -> None:
    assert measured.pk
    OpeningTally.objects.all().delete()
    assert sizes(noa, tariq)
    tally = OpeningTally.objects.get(actor_id=tariq.id, span="day")
    assert watching.estimate(tally.sketch.count("1")) == 1


def test_where_the_record_cannot_be_written_no_size_is_shown(
    measured: Measurement, mara: Player, tariq: Player, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert measured.pk
    real = log_connection.write

    def full(statement: str, values: Sequence[object]) -> object:
        if "tallied" in statement:
            raise LogUnavailable
        return real(statement, values)

    monkeypatch.setattr(log_connection, "write", full)
    with pytest.raises(LogUnavailable):
        sizes(mara, tariq)


def test_the_advice_is_for_whoever_answers_a_customer(
    measured: Measurement, mara: Player, tariq: Player, bima: Player, ratna: Player, lestari: Player
) -> None:
    assert measured.pk
    assert len(sizes(mara, tariq)) == 1
    for colleague in (bima, ratna, lestari):
        answer = colleague.client().post(f"/desk/people/{mara.id}/sizes/", {"purpose": "answer_customer"})
        assert answer.status_code == 403
    with pytest.raises(Refused):
        sizes(mara, tariq, "refund_payment")


def test_without_consent_there_is_nothing_to_advise(
    measured: Measurement, mara: Player, noa: Player, tariq: Player
) -> None:
    assert measured.pk
    assert sizes(mara, tariq)
    assert sizes(noa, tariq)
    say(noa.id, "measure_sizes", Decision.REFUSED)
    assert sizes(mara, tariq) == () == sizes(noa, tariq)

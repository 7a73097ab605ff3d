"""The blast radius against a plain model: openings, keys, grants and erasures in any order."""

from __future__ import annotations

import uuid
from datetime import UTC, datetime, timedelta

import pytest
from django.db import transaction
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as some

from kindr.policy import POLICY
from kindr.privacy.access import log
from kindr.privacy.access.declare import system_access
from kindr.privacy.access.log import Note
from kindr.privacy.access.terms import Access, Actor, ActorKind
from kindr.privacy.incidents import actions, drill
from kindr.privacy.incidents.actions.reporting import Reported
from kindr.privacy.incidents.models import AffectedPerson, Incident, Notice
from kindr.privacy.incidents.radius import keys, reach
from kindr.privacy.incidents.radius.computing import why_sealed
from kindr.privacy.incidents.radius.reach import Granted
from kindr.privacy.incidents.rules import Cause, Kind
from kindr.privacy.people import Person
from kindr.privacy.vault.models import DataKey, Tombstone
from kindr.web.commands import breach
from tests.cast import Player

NOON = datetime(2026, 5, 4, 12, tzinfo=UTC)
HOUR = timedelta(hours=1)
CLAUSES = ("profile", "address_book", "birthday")
HOURS = some.integers(-4, 4)


class TakenBack(Exception):
    """Ends an example, so that the next one finds the tables as they were."""


KEY = some.tuples(some.integers(0, 3), some.sampled_from(CLAUSES), HOURS, some.none() | HOURS)
OPENING = some.tuples(some.integers(0, 3), some.integers(0, 1), HOURS, some.sampled_from(["read", "correct"]))


@pytest.mark.django_db(databases=["default", "keys"])
@settings(max_examples=25, deadline=None, suppress_health_check=[*HealthCheck])
@given(some.lists(KEY, max_size=8, unique_by=lambda key: key[:2]), some.lists(OPENING, max_size=8))
def test_it_is_what_a_plain_model_says(
    made: list[tuple[int, str, int, int | None]], openings: list[tuple[int, int, int, str]]
) -> None:
    try:
        with transaction.atomic(), transaction.atomic(using="keys"):
            people = [Person.objects.create(kind="guest").pk for _ in range(4)]
            actors = [uuid.uuid4(), uuid.uuid4()]
            for who, clause, hour, gone in made:
                _key(people[who], clause, NOON + hour * HOUR, NOON + gone * HOUR if gone is not None else None)
            for who, actor, hour, verb in openings:
                access = Access(Actor(ActorKind.STAFF, actors[actor], "service"), "answer_customer")
                note = Note(people[who], verb, {"profile": ["name"]})
                log.write([note], access=access, at=NOON + hour * HOUR)
            _compare(people, actors[0], made, openings, actors)
            raise TakenBack
    except TakenBack:
        pass


def _compare(people: list[uuid.UUID], thief: uuid.UUID, made: list, openings: list, actors: list) -> None:  # type: ignore[type-arg]
    since, until = NOON - HOUR, NOON + 2 * HOUR
    reported = Reported(Kind.CONFIDENTIALITY, Cause.CREDENTIAL, until, since, until, {"actor": str(thief)})
    access = system_access("prove_compliance")
    incident = actions.report(reported, access=access, at=until)
    found = actions.compute_radius(incident.pk, access=access, at=until + HOUR)
    rows = {row.person_id: row for row in AffectedPerson.objects.filter(radius=found.pk, person_id__in=people)}
    within = [(who, verb) for who, actor, hour, verb in openings if actor == 0 and -1 <= hour < 2]
    serving = reach.of_role(POLICY, ["service"], [], since=since, until=until).of_all if within else {}
    for index, person in enumerate(people):
        row = rows.get(person)
        opened = {"profile"} if (index, "read") in within else set()
        changed = {"profile"} if (index, "correct") in within else set()
        could = {
            clause
            for who, clause, hour, gone in made
            if who == index and clause in serving and (gone >= -1 if gone is not None else hour < 2)
        }
        assert set(row.opened if row else {}) == opened
        assert set(row.changed if row else {}) == changed
        assert set(row.could if row else {}) == could


def _key(person: uuid.UUID, clause: str, made_at: datetime, gone_at: datetime | None) -> None:
    slot = {"person_id": person, "clause": clause, "period": "life", "generation": 1}
    if gone_at is None:
        DataKey.objects.using("keys").create(**slot, epoch=1, wrapped=b"", commitment=b"", made_at=made_at)
    else:
        Tombstone.objects.using("keys").create(**slot, shredded_at=gone_at)


def test_a_grant_reaches_named_people_while_it_runs_and_nobody_else() -> None:
    named, other = uuid.uuid4(), uuid.uuid4()
    grant = Granted("answer_customer", frozenset({named}), NOON, NOON + HOUR)
    found = reach.of_role(POLICY, ["consultant"], [grant], since=NOON, until=NOON + HOUR)
    assert "profile" in found.of(named, CLAUSES)
    assert "profile" not in found.of(other, CLAUSES)
    over = reach.of_role(POLICY, ["consultant"], [grant], since=NOON + HOUR, until=NOON + 2 * HOUR)
    assert "profile" not in over.of(named, CLAUSES)


def test_a_copy_opens_only_with_data_keys_and_the_root() -> None:
    assert why_sealed("both", has_root=True) == ""
    assert [why_sealed("data", True), why_sealed("keys", True), why_sealed("both", False)] == [
        "no_keys", "no_data", "no_root",
    ]  # fmt: skip


@pytest.mark.django_db(databases=["default", "keys"])
def test_batches_leave_nobody_out_and_name_nobody_twice(mara: Player, ilse: Player) -> None:
    span = keys.Span(["profile", "account_contact"], NOON, datetime.now(UTC) + HOUR)
    whole = [held.person for batch in keys.batches(span) for held in batch]
    small = [held.person for batch in keys.batches(span, size=2) for held in batch]
    assert sorted(small) == sorted(whole)
    assert len(set(small)) == len(small)
    assert {mara.id, ilse.id} <= set(small)


@pytest.mark.django_db(databases=["default", "keys"])
@pytest.mark.parametrize("cause", list(Cause))
@pytest.mark.usefixtures("mara", "tariq")
def test_a_drill_goes_to_its_end_and_writes_to_nobody(cause: Cause, capsys: pytest.CaptureFixture[str]) -> None:
    found = drill.drill(cause, access=system_access("prove_compliance"), at=datetime.now(UTC))
    assert found.failures == []
    assert breach.told(found) == 0
    said = capsys.readouterr().out
    assert f"Drill {found.incident.number}: {breach.CAUSES[cause]}." in said
    assert "nothing is missing" in said
    found.failures.append("a letter")
    assert breach.told(found) == 1
    assert "MISSING a letter" in capsys.readouterr().out
    assert Incident.objects.get(pk=found.incident.pk).closed_at
    assert not Notice.objects.exists()

"""Taking a consent back: use stops at once, here and in every other process, and the stop is proven (9.1.3)."""

from __future__ import annotations

import subprocess
import sys
import uuid
from datetime import date, datetime, timedelta
from pathlib import Path

import pytest
from django.db import transaction

from kindr.base import clock, facts, statements
from kindr.policy import POLICY
from kindr.privacy import gates, ports, registry
from kindr.privacy.access.declare import system_access
from kindr.privacy.access.terms import ConsentMissing, NotYours
from kindr.privacy.consent import actions, changes, ledger, proving, stops, wording
from kindr.privacy.consent.events import Channel, Decision, Event
from kindr.privacy.consent.facts import ConsentEnded
from kindr.privacy.consent.models import ConsentEvent
from kindr.privacy.consent.personal import StopProof
from kindr.privacy.consent.proving import Proof
from kindr.privacy.terms import Basis
from kindr.privacy.vault import keyrings
from kindr.shop.accounts.personal import Birthday
from tests.cast import Player
from tests.consents import last_of, say
from tests.privacy.consent.test_ledger import changed_policy

GREETING = "greet_birthday"
committed = pytest.mark.django_db(transaction=True)


def taken_back(who: Player, purpose: str = GREETING, *, person: uuid.UUID | None = None) -> Proof:
    assert who.id is not None
    return actions.withdraw(
        person=person or who.id, purposes=[purpose], channel=Channel.PAGE, by=who.id, language="id",
        access=who.access("erase_my_data"), at=clock.now(),
    )  # fmt: skip


def given(who: Player, purpose: str = GREETING) -> Event:
    assert who.id is not None
    return actions.decide(
        person=who.id, purpose=purpose, decision=Decision.GIVEN, shown=wording.asked(purpose, "id"), by=who.id,
        access=who.access("show_my_data"), at=clock.now(),
    )  # fmt: skip


@committed
def test_the_stop_is_proven_signed_and_kept(mara: Player) -> None:
    proof = taken_back(mara)
    assert proof.committed_at is not None
    assert proof.refused_at is not None
    assert proof.asked_at <= proof.committed_at <= proof.refused_at
    checked = statements.verify(proof.statement, (ports.signer().public_key,))
    assert checked.is_key_known
    assert checked.content["stopped"] == [{"purpose": GREETING, "what": "date of birth", "count": 1}]
    row = StopProof.objects.get()
    kept = gates.read(row, access=mara.access("show_my_data"), at=clock.now())
    assert kept.statement == proof.statement
    assert not Birthday.objects.exists()


@committed
def test_another_process_refuses_from_the_commit_on(mara: Player) -> None:
    command = [sys.executable, "-m", "tests.privacy.consent.other_process", str(mara.id), GREETING]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True, cwd=Path(__file__).parents[3]) as other:
        assert other.stdout is not None
        assert other.stdout.readline() == "open\n"
        proof = taken_back(mara)
        refused_at = datetime.fromisoformat(other.stdout.readline().strip())
    assert proof.committed_at is not None
    # It tries without a pause, so its first refusal shows how long the stop takes to be seen.
    assert abs((refused_at - proof.committed_at).total_seconds()) < 2


@committed
def test_a_task_in_flight_asks_the_gate_again_before_it_sends(mara: Player) -> None:
    row, access = Birthday.objects.get(person_id=mara.id), system_access(GREETING)
    opened = gates.read(row, access=access, at=clock.now())
    assert opened.date_of_birth == date(1990, 3, 21)
    taken_back(mara)
    with pytest.raises(ConsentMissing):
        gates.disclose(row, access=access, at=clock.now(), to="mail_provider")


@committed
def test_the_worker_proves_the_stop_in_its_own_process_and_only_once(mara: Player) -> None:
    told: list[facts.Fact] = []
    with facts.told_to(told.append):
        event = taken_back(mara).events[0]
    assert told == [ConsentEnded(event.id, event.person)]
    proof = actions.confirm_stop(event.id, event.person, at=clock.now())
    assert proof is not None
    assert (proof.committed_at, proof.statement["tried_by"]) == (None, "worker")
    assert actions.confirm_stop(event.id, event.person, at=clock.now()) is None
    assert sorted(StopProof.objects.values_list("process", flat=True)) == ["page", "worker"]


@committed
def test_what_a_crash_left_is_stopped_by_the_worker(mara: Player, monkeypatch: pytest.MonkeyPatch) -> None:
    def crash(*_: object, **__: object) -> Proof:
        raise RuntimeError("the power went")

    monkeypatch.setattr(proving, "prove", crash)
    with pytest.raises(RuntimeError):
        taken_back(mara)
    monkeypatch.undo()
    assert Birthday.objects.exists()
    event = last_of(mara.id)[GREETING]
    assert event.decision is Decision.WITHDRAWN
    assert actions.confirm_stop(event.id, event.person, at=clock.now())
    assert not Birthday.objects.exists()


@committed
def test_what_was_given_anew_meanwhile_is_not_stopped_by_a_late_worker(mara: Player) -> None:
    event = taken_back(mara).events[0]
    given(mara)
    row = gates.collect(
        Birthday, person=mara.person.pk, access=mara.access("keep_account"), at=clock.now(), source="account",
        values={"date_of_birth": date(1990, 3, 21)},
    )  # fmt: skip
    assert actions.confirm_stop(event.id, event.person, at=clock.now()) is None
    assert Birthday.objects.filter(pk=row.pk).exists()


@committed
def test_withdrawing_twice_adds_no_entry_and_is_proven_again(mara: Player) -> None:
    first = taken_back(mara)
    again = taken_back(mara)
    assert [event.id for event in again.events] == [event.id for event in first.events]
    assert ConsentEvent.objects.filter(person_id=mara.id, id=first.events[0].id).count() == 1
    assert again.refusals


@committed
def test_a_guardian_withdraws_for_a_child_and_keeps_the_proof(mara: Player, noa: Player) -> None:
    proof = taken_back(mara, "measure_sizes", person=noa.person.pk)
    assert noa.id is not None
    assert keyrings.is_closed(noa.id)
    assert (proof.events[0].by, proof.events[0].is_by_guardian) == (str(mara.id), True)
    assert StopProof.objects.get().person_id == mara.id
    assert actions.confirm_stop(proof.events[0].id, noa.id, at=clock.now())


@committed
def test_the_worker_alone_can_finish_the_end_of_a_childs_profile(
    mara: Player, noa: Player, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(stops, "run", lambda *_, **__: [])
    event = taken_back(mara, "measure_sizes", person=noa.person.pk).events[0]
    monkeypatch.undo()
    assert noa.id is not None
    assert not keyrings.is_closed(noa.id)
    assert actions.confirm_stop(event.id, noa.id, at=clock.now())
    assert keyrings.is_closed(noa.id)


@pytest.mark.django_db
def test_nobody_decides_for_a_stranger_and_staff_note_only_what_was_said(
    mara: Player, ilse: Player, tariq: Player
) -> None:
    with pytest.raises(NotYours):
        taken_back(ilse, person=mara.id)
    with pytest.raises(NotYours):
        actions.withdraw(
            person=mara.person.pk, purposes=[GREETING], channel=Channel.PAGE, by=mara.person.pk, language="id",
            access=ilse.access("erase_my_data"), at=clock.now(),
        )  # fmt: skip
    proof = actions.withdraw(
        person=mara.person.pk, purposes=["newsletter", GREETING], channel=Channel.PHONE, by=mara.person.pk,
        language="id", access=tariq.access("answer_customer"), at=clock.now(),
    )  # fmt: skip
    assert {(event.channel, event.noted_by) for event in proof.events} == {("phone", "service")}
    assert [refusal.purpose for refusal in proof.refusals] == ["newsletter", GREETING]


@pytest.mark.django_db
@pytest.mark.parametrize("purpose", ["keep_account", "no_such_purpose"])
def test_only_what_rests_on_consent_is_decided(mara: Player, purpose: str) -> None:
    with pytest.raises(actions.NotAConsent):
        taken_back(mara, purpose)


@pytest.mark.django_db
def test_what_is_about_children_is_consented_to_for_a_child_only(mara: Player) -> None:
    with pytest.raises(actions.NotAConsent):
        given(mara, "measure_sizes")


@pytest.mark.django_db
def test_every_registered_stop_is_for_a_consent_that_the_policy_has_or_for_a_use_that_one_can_object_to() -> None:
    uses = {each.key for each in POLICY.purposes.values() if each.basis is Basis.LEGITIMATE_INTEREST}
    prevailing = {each.key for each in POLICY.purposes.values() if each.prevails is not None}
    assert set(stops._stops) <= POLICY.withdrawals.keys() | (uses - prevailing)
    assert uses - prevailing <= set(stops._stops)
    assert all(
        clause.consent in stops._stops for clause in POLICY.clauses.values() if clause.consent and not clause.pending
    )


@pytest.mark.django_db
def test_a_proof_is_never_signed_while_a_gate_still_opens(mara: Player) -> None:
    event = given(mara)
    with transaction.atomic(), pytest.raises(proving.StillOpen):
        proving.prove(
            [event], committed_at=clock.now(), process=proving.PAGE, language="id",
            access=mara.access("erase_my_data"), at=clock.now(),
        )  # fmt: skip
    assert not StopProof.objects.exists()
    assert say(mara.id, GREETING, Decision.WITHDRAWN)
    assert mara.id is not None
    assert ledger.people_who_consent(GREETING, [mara.id], at=clock.now()) == set()


@committed
@pytest.mark.clause("9.1.3")
@pytest.mark.parametrize("why", ["its time was over", "the policy changed"])
def test_what_rests_on_a_consent_that_ended_by_itself_is_erased_as_after_a_withdrawal(
    mara: Player, noa: Player, monkeypatch: pytest.MonkeyPatch, why: str
) -> None:
    now, told = clock.now(), list[facts.Fact]()
    later = now + timedelta(seconds=2)
    if why == "its time was over":
        monkeypatch.setattr(registry, "_adopted", [changed_policy(later + timedelta(days=40), "newsletter")])
        for person, purpose in ((mara.id, GREETING), (noa.id, "measure_sizes")):
            say(person, purpose, Decision.GIVEN, at=now, until=now + timedelta(seconds=1))
    else:
        monkeypatch.setattr(registry, "_adopted", [changed_policy(now, GREETING, "measure_sizes")])
    with facts.told_to(told.append):
        ended = changes.write_down_endings(access=system_access("keep_systems_running"), at=later)
    assert ended == len(told) >= 2
    assert Birthday.objects.filter(person_id=mara.id).exists()
    for fact in told:
        assert isinstance(fact, ConsentEnded)
        proof = actions.confirm_stop(fact.event, fact.person, at=later)
        assert proof is not None
        assert proof.refusals
    assert not Birthday.objects.filter(person_id=mara.id).exists()
    assert noa.id
    assert keyrings.is_closed(noa.id)
    assert keyrings.is_closed(mara.person.pk) is False


@committed
def test_a_consent_about_children_that_lies_on_a_parent_erases_nobody(mara: Player) -> None:
    say(mara.id, "measure_sizes", Decision.GIVEN)
    proof = taken_back(mara, "measure_sizes")
    assert [done.count for done in proof.stopped] == [0]
    assert not keyrings.is_closed(mara.person.pk)


@committed
def test_a_consent_given_anew_before_the_sweep_keeps_what_rests_on_it(mara: Player) -> None:
    now = clock.now()
    say(mara.id, GREETING, Decision.GIVEN, at=now, until=now + timedelta(days=1))
    say(mara.id, GREETING, Decision.GIVEN, at=now + timedelta(days=1))
    later = now + timedelta(days=2)
    assert changes.write_down_endings(access=system_access("keep_systems_running"), at=later) == 0
    assert Birthday.objects.filter(person_id=mara.id).exists()

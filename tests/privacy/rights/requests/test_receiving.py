"""A request comes in: its number, its clock, and what it takes to prove who asks."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from django.db import DatabaseError, transaction

from kindr.base import clock
from kindr.privacy import gates
from kindr.privacy.access.declare import stranger_access, system_access
from kindr.privacy.access.terms import ChildOfAge, NotYours, PurposeNotAllowed
from kindr.privacy.people import Person, PersonKind
from kindr.privacy.rights.requests import actions, ports
from kindr.privacy.rights.requests.actions import proving
from kindr.privacy.rights.requests.models import Request, RequestEvent
from kindr.privacy.rights.requests.personal import RequestContact, RequestText
from kindr.privacy.rights.requests.rules import Proof, State, StepNotAllowed, UnknownRight
from tests.cast import Player

pytestmark = pytest.mark.django_db(transaction=True)


def ask(player: Player, kind: str = "restriction", **more: Any) -> Request:
    """Somebody of the cast asks on the page, signed in."""
    given = {"person": player.id, "channel": "page", "language": "id", "proof": Proof.FRESH, **more}
    at = given.pop("at", clock.now())
    return actions.receive(kind=kind, received_at=at, at=at, access=player.access("record_requests"), **given)


def ask_unknown(address: str, kind: str = "access", **more: Any) -> Request:
    """Somebody asks from an address, without an account."""
    at = more.pop("at", clock.now())
    return actions.receive(
        kind=kind, channel="page", language="id", received_at=at, at=at, address=address,
        access=stranger_access("record_requests"), **more,
    )  # fmt: skip


def proven(request: Request) -> Request:
    """Whoever reads the letter follows its link and confirms."""
    proof = proving.living_proof(request, at=clock.now())
    assert proof is not None
    access = stranger_access("record_requests")
    return actions.prove_by_link(proof.pk, proving.token_of(proof.pk), access=access, at=clock.now())


@pytest.mark.clause("7.3")
def test_every_request_gets_a_number_of_its_own(mara: Player, ilse: Player) -> None:
    numbers = {ask(mara).number, ask(ilse).number, ask_unknown("somebody@elsewhere.example").number}
    assert len(numbers) == 3
    assert all(number.startswith(f"PD-{clock.jakarta_year(clock.now())}-") for number in numbers)


@pytest.mark.clause("7.4")
def test_the_clock_starts_at_receipt_and_runs_for_72_hours(mara: Player) -> None:
    friday = clock.now() - timedelta(hours=30)
    at = clock.now()
    request = actions.receive(
        kind="access", channel="email", language="id", received_at=friday, at=at, person=mara.id,
        access=system_access("record_requests"),
    )  # fmt: skip
    assert request.deadline_at - friday == timedelta(hours=72)


def test_whoever_is_signed_in_is_proven(mara: Player) -> None:
    request = ask(mara)
    assert request.state == State.OPEN
    assert request.case.is_proven


@pytest.mark.clause("7.5")
@pytest.mark.parametrize("kind", ["access", "correction", "erasure", "restriction", "portability", "objection"])
def test_whoever_asks_in_somebody_elses_name_has_proven_nothing(mara: Player, tariq: Player, kind: str) -> None:
    at = clock.now()
    request = actions.receive(
        kind=kind, channel="phone", language="id", received_at=at, at=at, person=mara.id, proof=Proof.FRESH,
        access=tariq.access("record_requests"),
    )  # fmt: skip
    assert request.needs_verification
    with pytest.raises(StepNotAllowed):
        actions.fulfil(request, evidence={"done": 1}, access=system_access("answer_requests"), at=at)
    assert proven(request).state == State.OPEN


def test_correcting_and_erasing_ask_for_a_fresh_proof(mara: Player) -> None:
    assert not ask(mara, "restriction", proof=Proof.CHANNEL).needs_verification
    assert ask(mara, "erasure", proof=Proof.CHANNEL).needs_verification


def test_withdrawing_asks_for_nothing_beyond_the_address() -> None:
    assert not ask_unknown("somebody@elsewhere.example", "withdrawal").needs_verification


def test_a_link_works_once(mara: Player) -> None:
    request = ask(mara, "erasure", proof=Proof.CHANNEL)
    proof = proving.living_proof(request, at=clock.now())
    assert proof is not None
    proven(request)
    with pytest.raises(actions.LinkExpired):
        actions.prove_by_link(
            proof.pk, proving.token_of(proof.pk), access=stranger_access("record_requests"), at=clock.now()
        )


def test_a_link_ends_after_a_day_and_with_the_next_one(mara: Player) -> None:
    request = ask(mara, "erasure", proof=Proof.CHANNEL)
    first = proving.living_proof(request, at=clock.now())
    assert first is not None
    actions.ask_for_proof(request, access=system_access("answer_requests"), at=clock.now())
    with pytest.raises(actions.LinkExpired):
        proving.proof_of_link(first.pk, proving.token_of(first.pk), at=clock.now())
    second = proving.living_proof(request, at=clock.now())
    assert second is not None
    with pytest.raises(actions.LinkExpired):
        proving.proof_of_link(second.pk, proving.token_of(second.pk), at=clock.now() + timedelta(hours=25))


def test_a_code_can_be_tried_five_times(mara: Player) -> None:
    request, access = ask(mara, "erasure", proof=Proof.CHANNEL), mara.access("record_requests")
    proof = proving.living_proof(request, at=clock.now())
    assert proof is not None
    right = proving.code_of(proof.pk)
    wrong = f"{(int(right) + 1) % 10**6:06d}"
    for _ in range(5):
        with pytest.raises(actions.WrongCode):
            actions.prove_by_code(request, wrong, access=access, at=clock.now())
    with pytest.raises(actions.LinkExpired):
        actions.prove_by_code(request, right, access=access, at=clock.now())


def test_the_right_code_proves(mara: Player) -> None:
    request = ask(mara, "erasure", proof=Proof.CHANNEL)
    proof = proving.living_proof(request, at=clock.now())
    assert proof is not None
    typed = f" {proving.code_of(proof.pk)[:3]} {proving.code_of(proof.pk)[3:]} "
    found = actions.prove_by_code(request, typed, access=mara.access("record_requests"), at=clock.now())
    assert found.state == State.OPEN


def test_asking_twice_is_one_request_and_proves_nothing(mara: Player, tariq: Player) -> None:
    first = ask(mara, "erasure", proof=Proof.CHANNEL)
    at = clock.now()
    again = actions.receive(
        kind="erasure", channel="phone", language="id", received_at=at, at=at, person=mara.id, proof=Proof.FRESH,
        access=tariq.access("record_requests"),
    )  # fmt: skip
    assert again.pk == first.pk
    assert again.needs_verification
    assert Request.objects.count() == 1


def test_nobody_asks_in_another_persons_name_or_for_another_familys_child(
    mara: Player, noa: Player, ilse: Player
) -> None:
    assert ask(mara, subject=noa.id).subject_id == noa.id
    with pytest.raises(NotYours):
        ask(ilse, person=mara.id)
    with pytest.raises(NotYours):
        ask(ilse, subject=noa.id)


@pytest.mark.clause("7.8")
@pytest.mark.parametrize("kind", ["access", "erasure", "portability", "restriction"])
def test_a_guardian_asks_nothing_for_a_child_of_age(
    mara: Player, noa: Player, kind: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert ask(mara, kind, subject=noa.id).subject_id == noa.id
    monkeypatch.setattr(ports, "_ages", [lambda _child, **_: True])
    Request.objects.update(state=State.REVOKED, closed_at=clock.now())
    with pytest.raises(ChildOfAge):
        ask(mara, kind, subject=noa.id)


@pytest.mark.parametrize("name", ["bima", "lestari", "citra"])
def test_staff_without_the_purpose_record_nothing(name: str, mara: Player, request: pytest.FixtureRequest) -> None:
    player, at = request.getfixturevalue(name), clock.now()
    with pytest.raises(PurposeNotAllowed):
        actions.receive(
            kind="access", channel="phone", language="id", received_at=at, at=at, person=mara.id,
            access=player.access("record_requests"),
        )  # fmt: skip
    assert Request.objects.count() == 0


def test_what_nobody_can_ask_for_is_refused_before_anything_is_written(mara: Player) -> None:
    with pytest.raises(UnknownRight):
        ask(mara, "breach_notice")
    assert Request.objects.count() == 0


def test_what_was_written_is_sealed_and_opens_for_its_person(mara: Player) -> None:
    request = ask(mara, "correction", words="  Nama jalan saya salah.  ")
    text = RequestText.objects.get(request=request)
    assert gates.read(text, access=mara.access("show_my_data"), at=clock.now()).text == "Nama jalan saya salah."


def test_service_staff_cannot_read_what_was_written(mara: Player, tariq: Player) -> None:
    request = ask(mara, "correction", words="Nama jalan saya salah.")
    with pytest.raises(PurposeNotAllowed):
        gates.read(RequestText.objects.get(request=request), access=tariq.access("answer_customer"), at=clock.now())


@pytest.mark.clause("7.7")
def test_an_address_is_taken_in_alike_whether_or_not_it_is_known(mara: Player) -> None:
    known, unknown = ask_unknown(mara.email), ask_unknown("nobody@elsewhere.example")
    for request in (known, unknown):
        assert Person.objects.get(pk=request.person_id).kind == PersonKind.NEWCOMER
        assert RequestContact.objects.filter(request=request).exists()
        assert list(request.events.values_list("happened", flat=True)) == ["received"]
    assert known.case == unknown.case


def test_lines_of_the_book_are_never_changed(mara: Player) -> None:
    ask(mara)
    for change in (lambda: RequestEvent.objects.update(role="system"), lambda: RequestEvent.objects.all().delete()):
        with pytest.raises(DatabaseError), transaction.atomic():
            change()


def test_a_request_is_taken_back_by_whoever_made_it_and_nobody_else(mara: Player, ilse: Player) -> None:
    request = ask(mara)
    with pytest.raises(NotYours):
        actions.revoke(request, access=ilse.access("record_requests"), at=clock.now())
    assert actions.revoke(request, access=mara.access("record_requests"), at=clock.now()).state == State.REVOKED


def withdrawing(player: Player, *purposes: str, **more: Any) -> Request:
    """One more withdrawal of somebody we know, as the desk takes it down."""
    at = clock.now()
    return actions.receive(
        kind="withdrawal", channel="phone", language="id", received_at=at, at=at, person=player.id, purposes=purposes,
        access=system_access("record_requests"), **more,
    )  # fmt: skip


@pytest.mark.clause("9.1.3")
def test_a_second_withdrawal_loses_no_consent_that_it_names(mara: Player) -> None:
    first = withdrawing(mara, "newsletter")
    assert withdrawing(mara, "newsletter").pk == first.pk, "the same again adds nothing"
    other = withdrawing(mara, "newsletter", "loyalty")
    assert (other.pk == first.pk, other.purposes) == (False, ["loyalty", "newsletter"])
    assert withdrawing(mara, "loyalty").pk == other.pk
    everything = withdrawing(mara)
    assert everything.purposes == []
    assert everything.pk not in (first.pk, other.pk)
    assert withdrawing(mara, "newsletter", "loyalty", "personalise").pk == everything.pk
    first.refresh_from_db()
    assert first.purposes == ["newsletter"]


@pytest.mark.clause("7.5", "9.1.3")
def test_a_second_withdrawal_drops_no_proof_and_waits_for_none_that_it_does_not_need(mara: Player) -> None:
    at_once = withdrawing(mara)
    waits = withdrawing(mara, "greet_birthday", must_prove=True)
    assert not at_once.needs_verification
    assert waits.needs_verification
    assert withdrawing(mara, "greet_birthday", must_prove=True).pk == waits.pk
    actions.fulfil(at_once, evidence={"done": 1}, access=system_access("answer_requests"), at=clock.now())
    again = withdrawing(mara, "greet_birthday")
    assert again.pk != waits.pk
    assert not again.needs_verification
    waits.refresh_from_db()
    assert waits.needs_verification


@pytest.mark.clause("7.4")
def test_a_right_asked_for_again_by_a_letter_is_answered_by_the_earlier_of_both_deadlines(mara: Player) -> None:
    first = ask(mara, "erasure", proof=Proof.CHANNEL)
    told = first.received_at + timedelta(hours=70)
    assert first.deadline_at > told
    assert ask(mara, "erasure", told=told).pk == first.pk
    ask(mara, "erasure", told=told + timedelta(hours=5))
    first.refresh_from_db()
    assert first.deadline_at == told


def test_closing_twice_is_closing_once(mara: Player) -> None:
    request, access = ask(mara), system_access("answer_requests")
    for _ in range(2):
        actions.fulfil(request, evidence={"done": 1}, access=access, at=clock.now())
    assert [event.happened for event in request.events.order_by("at")].count("fulfilled") == 1
    with pytest.raises(StepNotAllowed):
        actions.deny(request, "other", access=access, at=clock.now())


def test_nothing_is_fulfilled_without_evidence(mara: Player) -> None:
    with pytest.raises(StepNotAllowed):
        actions.fulfil(ask(mara), evidence={}, access=system_access("answer_requests"), at=clock.now())


def test_an_unknown_reason_refuses_nobody(mara: Player) -> None:
    with pytest.raises(ValueError, match="because"):
        actions.deny(ask(mara), "because", access=system_access("answer_requests"), at=clock.now())

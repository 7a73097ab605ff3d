"""The states of a request: no way to an end without proof and evidence, or a reason that has a name."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as some
from hypothesis.stateful import RuleBasedStateMachine, invariant, precondition, rule

from kindr.privacy.rights.requests import rules
from kindr.privacy.rights.requests.rules import Alert, Case, Denial, Proof, State, StepNotAllowed

KINDS = some.sampled_from(sorted(rules.NEEDED))
PROOFS = some.sampled_from(list(Proof))
RECEIVED = datetime(2026, 11, 20, 16, 30, tzinfo=UTC)


class AnyRequest(RuleBasedStateMachine):
    """Everybody does anything at any time; the book remembers what really happened."""

    def __init__(self) -> None:
        super().__init__()
        self.case: Case | None = None
        self.at, self.deadline = RECEIVED, RECEIVED + timedelta(hours=72)
        self.strongest, self.asked_since, self.evidence, self.alarmed = Proof.NONE, False, False, Alert.NOTHING

    @precondition(lambda self: self.case is None)
    @rule(kind=KINDS, proof=PROOFS)
    def receive(self, kind: str, proof: Proof) -> None:
        self.case, self.strongest = rules.received(kind, proof=proof), proof

    @precondition(lambda self: self.case is not None)
    @rule(proof=PROOFS)
    def prove(self, proof: Proof) -> None:
        if self._try(lambda case: rules.proven(case, proof)):
            self.strongest = max(self.strongest, proof)

    @precondition(lambda self: self.case is not None)
    @rule()
    def ask_again(self) -> None:
        if self._try(rules.proof_asked):
            self.strongest = Proof.NONE

    @precondition(lambda self: self.case is not None)
    @rule()
    def take_up(self) -> None:
        self._try(rules.taken_up)

    @precondition(lambda self: self.case is not None)
    @rule(has_evidence=some.booleans())
    def fulfil(self, has_evidence: bool) -> None:
        if self._try(lambda case: rules.fulfilled(case, has_evidence=has_evidence)):
            self.evidence = has_evidence

    @precondition(lambda self: self.case is not None)
    @rule(reason=some.sampled_from(list(Denial)))
    def deny(self, reason: Denial) -> None:
        self._try(lambda case: rules.denied(case, reason))

    @precondition(lambda self: self.case is not None)
    @rule()
    def revoke(self) -> None:
        self._try(rules.revoked)

    @precondition(lambda self: self.case is not None)
    @rule(minutes=some.integers(1, 2000))
    def wait(self, minutes: int) -> None:
        self.at += timedelta(minutes=minutes)
        self._look_at_the_clock()

    def _look_at_the_clock(self) -> None:
        assert self.case is not None
        if self.case.is_closed:
            return
        said = rules.warning_at(self.at, received_at=RECEIVED, deadline_at=self.deadline)
        assert said >= self.alarmed
        self.alarmed = said
        if said is Alert.LATE and self.case.reason == rules.NEEDS_VERIFICATION:
            self._try(rules.expired)

    def _try(self, step: object) -> bool:
        before = self.case
        try:
            self.case = step(before)  # type: ignore[operator]  # one of the steps above
        except StepNotAllowed:
            assert self.case is before
            return False
        assert before is not None
        assert not before.is_closed, "nothing happens to what is closed"
        return True

    @invariant()
    def fulfilled_only_for_somebody_proven_and_with_evidence(self) -> None:
        if self.case and self.case.state is State.FULFILLED:
            assert self.strongest >= rules.NEEDED[self.case.kind]
            assert self.evidence

    @invariant()
    def refused_only_with_a_named_reason(self) -> None:
        if self.case and self.case.state is State.DENIED:
            assert self.case.reason in list(Denial)

    @invariant()
    def whoever_has_proven_themself_never_runs_out(self) -> None:
        if self.case and self.case.state is State.EXPIRED:
            assert self.strongest < rules.NEEDED[self.case.kind]

    @invariant()
    def at_the_deadline_it_is_closed_or_the_alarm_has_rung(self) -> None:
        if self.case and self.at >= self.deadline:
            assert self.case.is_closed or self.alarmed is Alert.LATE


TestAnyRequest = AnyRequest.TestCase


@given(KINDS, PROOFS)
def test_a_request_without_enough_proof_waits_for_it(kind: str, proof: Proof) -> None:
    case = rules.received(kind, proof=proof)
    assert case.is_proven == (proof >= rules.NEEDED[kind])
    assert (case.reason == rules.NEEDS_VERIFICATION) == (not case.is_proven)


@pytest.mark.parametrize("kind", ["information", "breach_notice", "complaint", "everything", ""])
def test_what_nobody_can_ask_for_is_no_request(kind: str) -> None:
    with pytest.raises(rules.UnknownRight):
        rules.received(kind, proof=Proof.FRESH)


def test_withdrawing_asks_for_less_proof_than_seeing_and_erasing_for_the_most() -> None:
    needed = rules.NEEDED
    assert needed["withdrawal"] < needed["access"] <= needed["portability"] < needed["erasure"] == needed["correction"]


@pytest.mark.parametrize(
    ("hours", "said"),
    [(0, Alert.NOTHING), (23.9, Alert.NOTHING), (24, Alert.FIRST), (59.9, Alert.FIRST), (60, Alert.LAST),
     (71.9, Alert.LAST), (72, Alert.LATE), (500, Alert.LATE)],
)  # fmt: skip
def test_the_clock_warns_after_24_and_60_hours_and_rings_after_72(hours: float, said: Alert) -> None:
    at = RECEIVED + timedelta(hours=hours)
    assert rules.warning_at(at, received_at=RECEIVED, deadline_at=RECEIVED + timedelta(hours=72)) is said


def test_72_hours_are_72_hours_over_a_weekend() -> None:
    friday_evening = datetime(2026, 11, 20, 16, 30, tzinfo=UTC)
    assert rules.deadline_of(friday_evening, hours=72) == datetime(2026, 11, 23, 16, 30, tzinfo=UTC)


@given(some.integers(0, 999_999_999), some.integers(2026, 2099))
def test_a_number_is_found_however_it_was_said(serial: int, year: int) -> None:
    number = rules.number_of(serial, year=year)
    assert rules.typed_number(number) == number
    assert rules.typed_number(number.lower().replace("-", " ")) == number


@given(some.text(max_size=40))
def test_nonsense_is_no_number_or_a_tidy_one(text: str) -> None:
    number = rules.typed_number(text)
    assert number == "" or (number.isascii() and number.startswith("PD-"))

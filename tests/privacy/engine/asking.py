"""Requests: who asks, how they prove who they are, and how it ends."""

from __future__ import annotations

import pytest
from hypothesis import assume
from hypothesis import strategies as some
from hypothesis.stateful import precondition, rule

from kindr.privacy.access.declare import system_access
from kindr.privacy.rights import actions as rights
from kindr.privacy.rights.requests import actions as requests
from kindr.privacy.rights.requests import rules as book
from kindr.privacy.rights.requests.actions import proving
from kindr.privacy.rights.requests.models import Request
from kindr.privacy.rights.requests.rules import Denial, Proof, State, StepNotAllowed
from tests.privacy.engine import model
from tests.privacy.engine.shop import PARENTS, Shop

KINDS = some.sampled_from(["restriction", "erasure", "correction", "objection"])


class Asking(Shop):
    """Rights are asked for, proven, granted and refused."""

    @rule(who=PARENTS, kind=KINDS, proof=some.sampled_from([Proof.CHANNEL, Proof.FRESH]), on_the_phone=some.booleans())
    def ask_for_a_right(self, who: str, kind: str, proof: Proof, on_the_phone: bool) -> None:
        assume(not self.world.parents[who].is_erased)
        by = "Tariq" if on_the_phone else who
        made = requests.receive(
            kind=kind, channel="phone" if on_the_phone else "page", language="id", received_at=self.at, at=self.at,
            person=self.id(who), proof=proof, access=self.access(by, "record_requests"),
        )  # fmt: skip
        self.requests.setdefault(made.pk, Proof.ADDRESS if on_the_phone else proof)

    @precondition(lambda self: self.requests)
    @rule(data=some.data(), is_right=some.booleans())
    def read_the_code_aloud(self, data: some.DataObject, is_right: bool) -> None:
        request = self._request(data)
        proof = proving.living_proof(request, at=self.at)
        assume(proof is not None)
        assert proof is not None
        right = proving.code_of(proof.pk)
        typed = right if is_right else f"{(int(right) + 1) % 10**6:06d}"
        access = system_access("record_requests")
        if not is_right:
            with pytest.raises(requests.WrongCode):
                requests.prove_by_code(request, typed, access=access, at=self.at)
            return
        try:
            requests.prove_by_code(request, typed, access=access, at=self.at)
        except StepNotAllowed:
            assert request.closed_at
            return
        self.requests[request.pk] = Proof.FRESH

    @precondition(lambda self: self.requests)
    @rule(data=some.data())
    def ask_for_proof_again(self, data: some.DataObject) -> None:
        request = self._request(data)
        try:
            requests.ask_for_proof(request, access=system_access("answer_requests"), at=self.at)
        except StepNotAllowed:
            assert request.closed_at
            return
        self.requests[request.pk] = Proof.NONE

    @precondition(lambda self: self.requests)
    @rule(data=some.data(), evidence=some.sampled_from([{}, {"done": 1}]))
    def say_that_it_is_done(self, data: some.DataObject, evidence: dict[str, int]) -> None:
        request = self._request(data)
        may = not request.closed_at and bool(evidence) and self._is_proven(request)
        try:
            requests.fulfil(request, evidence=evidence, access=self.access("Odile", "answer_requests"), at=self.at)
        except StepNotAllowed:
            assert not may
            return
        assert may or request.state == State.FULFILLED

    @precondition(lambda self: self.requests)
    @rule(data=some.data(), reason=some.sampled_from([*Denial, "because"]))
    def refuse(self, data: some.DataObject, reason: str) -> None:
        request = self._request(data)
        try:
            requests.deny(request, reason, access=self.access("Odile", "answer_requests"), at=self.at)
        except StepNotAllowed:
            assert request.closed_at
        except ValueError:
            assert reason == "because"

    @precondition(lambda self: self.requests)
    @rule(data=some.data())
    def the_worker_goes_on(self, data: some.DataObject) -> None:
        request = self._request(data)
        who, was_open = self._whose(request), not request.closed_at
        requests.carry_on(request.pk, access=system_access("answer_requests"), at=self.at)
        if not was_open or not self._is_proven(request):
            return
        parent = self.world.parents[who]
        if request.kind == "restriction" and not parent.is_erased:
            parent.paused |= set(model.SERVES)
        if request.kind == "erasure" and not parent.is_erased:
            request.refresh_from_db()
            self.erasures[who] = rights.Erasure.objects.get(person_id=self.id(who))
            self._is_erased(who)

    def _request(self, data: some.DataObject) -> Request:
        return Request.objects.get(pk=list(self.requests)[data.draw(some.integers(0, len(self.requests) - 1))])

    def _whose(self, request: Request) -> str:
        return next(name for name in self.world.parents if self.id(name) == request.subject_id)

    def _is_proven(self, request: Request) -> bool:
        return self.requests[request.pk] >= book.NEEDED[request.kind]

"""The trace of GDPRbench at its smallest: every answer is the one that the plain model computes."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from bench.gdpr import mixes, run
from bench.gdpr.mixes import MIXES

from kindr.base import clock
from kindr.privacy import registry
from kindr.privacy.access import checks

RECORDS, OPERATIONS = 60, 120
WORKLOADS = [(mix, workload) for mix, workloads in MIXES.items() for workload in workloads]
committed = pytest.mark.django_db(transaction=True, databases="__all__")


@pytest.fixture
def _gdprbench(transactional_db: None) -> Iterator[None]:
    with run.under_the_policy():
        yield


def played(mix: str, workload: str, *, is_row_wise: bool = False) -> run.Played:
    return run.play(mix, workload, count=RECORDS, operations=OPERATIONS, start=clock.now(), is_row_wise=is_row_wise)


@committed
@pytest.mark.usefixtures("_gdprbench")
@pytest.mark.parametrize(("mix", "workload"), WORKLOADS)
def test_every_answer_is_that_of_the_plain_model(mix: str, workload: str) -> None:
    found = played(mix, workload)
    assert found.answers == OPERATIONS
    assert not found.wrong


@committed
@pytest.mark.usefixtures("_gdprbench")
@pytest.mark.parametrize(("mix", "workload"), [("repo", "controller"), ("repo", "customer"), ("paper", "controller")])
def test_every_answer_is_right_where_purposes_are_changed_row_by_row(mix: str, workload: str) -> None:
    assert not played(mix, workload, is_row_wise=True).wrong


@committed
@pytest.mark.usefixtures("_gdprbench")
def test_the_processor_is_denied_what_the_plain_model_denies() -> None:
    found = played("paper", "processor")
    assert found.denied > 0
    assert not found.wrong


@committed
@pytest.mark.usefixtures("_gdprbench")
def test_a_consent_that_is_not_asked_for_is_found_out(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(checks, "against", lambda people, purpose, said, *, at: set())
    found = played("paper", "processor")
    assert any("read by" in name and name.startswith("ours") for name in found.wrong)


def test_a_trace_follows_from_its_seed() -> None:
    def one(seed: int) -> list[mixes.Operation]:
        return list(mixes.trace("paper", "customer", records=60, users=7, operations=120, seed=seed))

    assert one(1) == one(1)
    assert one(1) != one(2)


@pytest.mark.parametrize(("mix", "workload"), WORKLOADS)
def test_even_the_smallest_trace_does_everything_that_its_mix_names(mix: str, workload: str) -> None:
    trace = mixes.trace(mix, workload, records=RECORDS, users=7, operations=OPERATIONS)
    assert {op.kind for op in trace} == set(MIXES[mix][workload])


@committed
def test_the_policy_is_the_shops_own_again_afterwards() -> None:
    before = registry.policy()
    with run.under_the_policy():
        assert registry.policy() is not before
    assert registry.policy() is before

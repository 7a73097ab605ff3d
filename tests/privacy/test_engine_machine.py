"""After any sequence of consents, halts, objections, holds, grants, erasures and time, every gate says what a plain
model of the policy says, and no request ends without proof of who asks and of what was done."""

from __future__ import annotations

import dataclasses
import itertools

import pytest
from hypothesis import HealthCheck, Phase, settings
from hypothesis.stateful import run_state_machine_as_test

from kindr.privacy import registry
from kindr.privacy.rights.requests import rules as book
from kindr.privacy.rights.requests.models import Request
from kindr.privacy.rights.requests.rules import Denial, State
from kindr.privacy.terms import Policy
from tests.cast import Player
from tests.privacy.engine import model
from tests.privacy.engine.asking import Asking
from tests.privacy.engine.granting import Granting
from tests.privacy.engine.opening import Opening
from tests.privacy.engine.wishes import Wishes


class Engine(Wishes, Granting, Asking, Opening):
    """Everybody does anything at any time."""

    def teardown(self) -> None:
        """At the end every question is asked, and every request is looked at."""
        if not hasattr(self, "requests"):
            return
        for who, actor in itertools.product(self.world.parents, model.CLAIMS):
            for purpose, one in itertools.product(sorted(model.CLAIMS[actor] & set(model.PURPOSES)), self.kept[who]):
                self._read(one, actor, who, purpose)
        for one in itertools.chain(*self.kept.values()):
            assert type(one.record)._default_manager.filter(pk=one.record.pk).exists() != one.is_gone
        for request in Request.objects.filter(pk__in=self.requests, closed_at__isnull=False):
            if request.state == State.FULFILLED:
                assert request.evidence
                assert self._is_proven(request)
            assert request.state != State.DENIED or request.reason in list(Denial)
            assert request.state != State.EXPIRED or not self._is_proven(request)
            assert request.state in book.CLOSED


def changed(policy: Policy) -> Policy:
    """The policy with the two things that nothing of it would stop as it stands."""
    softer = dataclasses.replace(policy.purposes["keep_systems_running"], prevails=None)
    service = dataclasses.replace(policy.access.roles["service"], needs_grant=frozenset({model.GRANTED["Tariq"]}))
    stricter = dataclasses.replace(policy.access, roles={**policy.access.roles, "service": service})
    return dataclasses.replace(policy, purposes={**policy.purposes, softer.key: softer}, access=stricter)


@pytest.mark.slow
@pytest.mark.django_db(transaction=True)
def test_every_gate_agrees_with_a_plain_model_after_anything_that_can_happen(
    tariq: Player, odile: Player, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(registry, "_adopted", [changed(registry.policy())])
    monkeypatch.setattr(Engine, "tariq", tariq, raising=False)
    monkeypatch.setattr(Engine, "odile", odile, raising=False)
    run_state_machine_as_test(
        Engine,
        settings=settings(
            max_examples=8,
            stateful_step_count=20,
            phases=[Phase.explicit, Phase.reuse, Phase.generate],
            suppress_health_check=list(HealthCheck),
        ),
    )

"""Who is let in for a while: certificates, grants for consultants and colleagues, emergencies."""

from __future__ import annotations

from datetime import timedelta

from hypothesis import strategies as some
from hypothesis.stateful import precondition, rule

from kindr.privacy.access.actions import certificates, emergencies, grants
from kindr.privacy.access.actions.certificates import Registration
from kindr.privacy.access.actions.grants import GrantRefused
from kindr.privacy.access.terms import Refused
from tests.privacy.engine import model
from tests.privacy.engine.shop import CLAUSES, PARENTS, WHY, Shop


class Granting(Shop):
    """Access is asked for, approved, and taken back."""

    @rule(
        scope=some.sets(some.sampled_from(["answer_customer", "oversee_access"]), min_size=1),
        days=some.sampled_from([0, 1, 30]),
    )
    def certify(self, scope: set[str], days: int) -> None:
        last = model.day(self.at) + timedelta(days=days)
        given = Registration(self.id("Yusuf"), "Issuer", "N-1", tuple(scope), last)
        made = certificates.register(given, access=self.access("Odile", "oversee_access"), at=self.at)
        self.certificates.append(made.pk)
        self.world.certificates.append(model.Certificate(frozenset(scope), last))

    @precondition(lambda self: self.certificates)
    @rule(data=some.data())
    def take_a_certificate_back(self, data: some.DataObject) -> None:
        which = data.draw(some.integers(0, len(self.certificates) - 1))
        certificates.revoke(self.certificates[which], access=self.access("Odile", "oversee_access"), at=self.at)
        self.world.certificates[which].is_revoked = True

    @rule(
        actor=some.sampled_from(sorted(model.GRANTED)),
        people=some.sets(PARENTS, min_size=1),
        hours=some.integers(1, 8),
    )
    def ask_for_a_grant(self, actor: str, people: set[str], hours: int) -> None:
        purpose = model.GRANTED[actor]
        asked = grants.Asked(self.id(actor), purpose, hours, frozenset(map(self.id, people)))
        try:
            made = grants.ask(asked, reason=WHY, access=self.access("Tariq", "run_staff"), at=self.at)
        except GrantRefused:
            assert not self._may_receive(actor)
            return
        assert self._may_receive(actor)
        self.grants.append(made.pk)
        self.world.grants.append(model.Grant(actor, purpose, frozenset(people), hours))

    @precondition(lambda self: self.grants)
    @rule(data=some.data(), by=some.sampled_from(["Tariq", "Odile", "Odile"]))
    def approve(self, data: some.DataObject, by: str) -> None:
        which = data.draw(some.integers(0, len(self.grants) - 1))
        grant = self.world.grants[which]
        may = by == "Odile" and not grant.is_decided and self._may_receive(grant.actor)
        try:
            grants.approve(self.grants[which], access=self.access(by, "run_staff"), at=self.at)
        except GrantRefused:
            assert not may
            return
        assert may
        grant.is_decided, grant.ends_at = True, self.at + timedelta(hours=grant.hours)

    @precondition(lambda self: self.grants)
    @rule(data=some.data(), by=some.sampled_from(["Tariq", "Odile"]))
    def revoke(self, data: some.DataObject, by: str) -> None:
        which = data.draw(some.integers(0, len(self.grants) - 1))
        grant = self.world.grants[which]
        try:
            grants.revoke(self.grants[which], access=self.access(by, "run_staff"), at=self.at)
        except GrantRefused:
            assert grant.ends_at is None or self.at >= grant.ends_at
            return
        grant.ends_at = None

    @rule(who=some.sampled_from(["Tariq", "Odile"]), whose=PARENTS, clause=CLAUSES)
    def break_glass(self, who: str, whose: str, clause: str) -> None:
        may = "avert_harm" in model.SERVES[clause]
        try:
            emergencies.break_glass(
                self.id(whose), clause, reason=WHY, access=self.access(who, "run_staff"), at=self.at
            )
        except Refused:
            assert not may
            return
        assert may
        self.world.emergencies.append((who, whose, clause, self.at + model.MINUTES_OF_AN_EMERGENCY))

    def _may_receive(self, actor: str) -> bool:
        """A colleague may; a consultant needs a certificate for it."""
        return actor != "Yusuf" or self.world.is_certified(self.at)

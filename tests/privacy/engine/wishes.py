"""What parents say and what time does: consents, halts, objections, holds and erasures."""

from __future__ import annotations

import uuid
from datetime import timedelta

from hypothesis import assume
from hypothesis import strategies as some
from hypothesis.stateful import precondition, rule

from kindr.privacy.access.declare import system_access
from kindr.privacy.consent import actions as consent
from kindr.privacy.consent.events import Channel, Decision
from kindr.privacy.retention import holds, sweeps
from kindr.privacy.retention.holds import HoldRefused, Terms
from kindr.privacy.retention.models import Ground
from kindr.privacy.rights import actions as rights
from kindr.privacy.rights.fulfilment import actions as fulfilment
from kindr.privacy.rights.fulfilment.terms import Asked, Kind
from kindr.privacy.rights.requests import actions as requests
from kindr.privacy.vault.keyrings import PersonClosed
from tests.consents import say
from tests.privacy.engine import model
from tests.privacy.engine.shop import CLAUSES, PARENTS, WHY, Shop

LAWSUIT = "UU 27/2022 44(1)c"


class Wishes(Shop):
    """Parents change their minds, the officer holds, and the nights go by."""

    # Time

    @rule(step=some.sampled_from([10, 180, 24 * 60, 15 * 24 * 60]))
    def time_passes(self, step: int) -> None:
        self.at += timedelta(minutes=step)
        requests.look_at_clocks(access=system_access("answer_requests"), at=self.at)
        self.what_was_held_goes()

    def what_was_held_goes(self) -> None:
        """What the night does: what waited for the end of a hold goes, and what rests on a consent that ended."""
        holds.end_what_is_over(at=self.at)
        for name, parent in self.world.parents.items():
            if parent.is_erased:
                rights.take_up_again(self.erasures[name].pk, access=system_access("erase_my_data"), at=self.at)
                self._all_goes(name)
        for sweep in ("dates of birth without consent",):
            sweeps.run(sweep, access=system_access("keep_systems_running"), at=self.at)
        for name, parent in self.world.parents.items():
            if not parent.consents(self.at) and (parent.is_held("birthday", self.at) or not parent.objects):
                self._birthday_goes(name)

    # Consent

    @rule(who=PARENTS, hours=some.sampled_from([None, None, 3]))
    def agree(self, who: str, hours: int | None) -> None:
        parent, until = self.world.parents[who], self.at + timedelta(hours=hours) if hours else None
        assume(not parent.is_erased)
        if until:
            say(self.id(who), "greet_birthday", Decision.GIVEN, at=self.at, until=until)
        else:
            consent.decide(
                person=self.id(who), purpose="greet_birthday", decision=Decision.GIVEN, by=self.id(who),
                shown=consent.wording.asked("greet_birthday", "id"), access=self.access(who, "keep_account"),
                at=self.at,
            )  # fmt: skip
        parent.agrees, parent.agrees_until = True, until

    @rule(who=PARENTS)
    def withdraw(self, who: str) -> None:
        assume(not self.world.parents[who].is_erased)
        consent.withdraw(
            person=self.id(who), purposes=["greet_birthday"], channel=Channel.PAGE, by=self.id(who), language="id",
            access=self.access(who, "keep_account"), at=self.at,
        )  # fmt: skip
        self._no_longer_agrees(who)

    # Halts, objections, holds

    @rule(who=PARENTS, clauses=some.sets(CLAUSES, min_size=1), is_on=some.booleans())
    def pause(self, who: str, clauses: set[str], is_on: bool) -> None:
        parent = self.world.parents[who]
        assume(not parent.is_erased)
        self._carry_out(who, Kind.RESTRICTION if is_on else Kind.LIFTING, Asked(clauses=sorted(clauses)))
        parent.paused = parent.paused | clauses if is_on else parent.paused - clauses

    @rule(who=PARENTS, to=some.sampled_from(["keep_systems_running", "greet_birthday"]))
    def object_to(self, who: str, to: str) -> None:
        parent = self.world.parents[who]
        assume(not parent.is_erased)
        agreed = parent.consents(self.at)
        self._carry_out(who, Kind.OBJECTION, Asked(purposes=[to]))
        if to == "keep_systems_running":
            parent.objects = True
        elif agreed:
            self._no_longer_agrees(who)

    @rule(who=PARENTS, clause=CLAUSES, days=some.sampled_from([0, 10, 100]))
    def hold(self, who: str, clause: str, days: int) -> None:
        until = model.day(self.at) + timedelta(days=days)
        is_there = any(not one.is_gone for one in self.kept[who] if one.clause == clause)
        assume(not self.world.parents[who].is_held(clause, self.at))
        try:
            placed = holds.place(
                person=self.id(who), clause=clause, terms=Terms(Ground.LITIGATION, LAWSUIT, until=until), reason=WHY,
                access=self.access("Odile", "prove_compliance"), at=self.at,
            )  # fmt: skip
        except HoldRefused:
            assert not is_there
            return
        except PersonClosed:
            assert self.world.parents[who].is_erased
            return
        self.holds[who, clause] = placed.pk
        self.world.parents[who].held_until[clause] = until

    @precondition(lambda self: self.holds)
    @rule(data=some.data())
    def lift(self, data: some.DataObject) -> None:
        who, clause = data.draw(some.sampled_from(sorted(self.holds)))
        hold, parent = self.holds.pop((who, clause)), self.world.parents[who]
        was_held = parent.is_held(clause, self.at)
        parent.held_until.pop(clause)
        try:
            holds.lift(hold, access=self.access("Odile", "prove_compliance"), at=self.at)
        except HoldRefused:
            assert not was_held

    # Erasure

    @rule(who=PARENTS)
    def erase(self, who: str) -> None:
        if who not in self.erasures:
            access = self.access(who, "erase_my_data")
            self.erasures[who] = rights.delete_account(self.id(who), language="id", access=access, at=self.at)
            self._is_erased(who)

    def _carry_out(self, who: str, kind: Kind, asked: Asked) -> None:
        fulfilment.carry_out(
            kind=kind, person=self.id(who), request=uuid.uuid4(), access=self.access(who, "show_my_data"), at=self.at,
            asked=asked,
        )  # fmt: skip

"""Every gate, asked by anybody for anything; what it says is what the model says."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from hypothesis import assume
from hypothesis import strategies as some
from hypothesis.stateful import rule

from kindr.privacy import gates
from kindr.privacy.access.terms import SYSTEM, Access, Refused
from kindr.privacy.vault.keyrings import PersonClosed
from kindr.privacy.vault.records import PersonalRecord
from kindr.shop.accounts.personal import Birthday, SavedAddress
from tests.privacy.engine import model
from tests.privacy.engine.model import GONE, OPEN, REFUSED
from tests.privacy.engine.shop import ACTORS, PARENTS, PURPOSES, Kept, Shop

ADDRESS = {
    "label": "Rumah", "recipient": "Mara", "phone": "+6281234567890", "street": "Jalan Contoh 12",
    "area": "31.74.07.1001", "postcode": "12160", "notes": None,
}  # fmt: skip


class Opening(Shop):
    """Anybody opens, corrects, hands on, takes in and forgets."""

    @rule(actor=ACTORS, who=PARENTS, purpose=PURPOSES, data=some.data())
    def read(self, actor: str, who: str, purpose: str, data: some.DataObject) -> None:
        self._read(data.draw(some.sampled_from(self.kept[who])), actor, who, purpose)

    @rule(actor=ACTORS, who=PARENTS, purpose=PURPOSES)
    def correct(self, actor: str, who: str, purpose: str) -> None:
        one = self.kept[who][0]
        expected = self.world.opens(actor, who, one.clause, purpose, is_gone=one.is_gone, at=self.at)
        access = self.access(actor, purpose, whose=who, clause=one.clause)
        got = verdict(lambda: gates.correct(one.now(), access=access, at=self.at, values={"name": "Other"}))
        assert got == expected, ("correct", actor, who, purpose)

    @rule(who=PARENTS, purpose=PURPOSES, to=some.sampled_from([*model.OUTSIDE, "nobody"]), data=some.data())
    def disclose(self, who: str, purpose: str, to: str, data: some.DataObject) -> None:
        one = data.draw(some.sampled_from(self.kept[who]))
        expected = self.world.discloses(to, who, one.clause, purpose, is_gone=one.is_gone, at=self.at)
        access = Access(SYSTEM, purpose)
        got = verdict(lambda: gates.disclose(one.now(), access=access, at=self.at, to=to))
        assert got == expected, ("disclose", to, who, one.clause, purpose)

    @rule(actor=ACTORS, who=PARENTS, purpose=PURPOSES, is_birthday=some.booleans())
    def collect(self, actor: str, who: str, purpose: str, is_birthday: bool) -> None:
        clause = "birthday" if is_birthday else "address_book"
        assume(not is_birthday or all(one.is_gone for one in self.kept[who] if one.clause == "birthday"))
        may = self.world.takes_in(actor, who, clause, purpose, self.at)
        access = self.access(actor, purpose, whose=who, clause=clause)
        values = {"date_of_birth": self.at.date()} if is_birthday else ADDRESS
        made: list[PersonalRecord] = []
        got = verdict(lambda: made.append(self._collect(clause, who, values, access)))
        assert (got == OPEN) == may, ("collect", actor, who, clause, purpose, got)
        self.kept[who] += [Kept(one, clause) for one in made]

    @rule(actor=ACTORS, who=PARENTS, purpose=PURPOSES, data=some.data())
    def expire(self, actor: str, who: str, purpose: str, data: some.DataObject) -> None:
        one = data.draw(some.sampled_from(self.kept[who]))
        assume(not one.is_gone)
        may = self.world.lets_go(actor, who, one.clause, purpose, self.at)
        access = self.access(actor, purpose, whose=who, clause=one.clause)
        got = verdict(lambda: gates.expire(one.now(), access=access, at=self.at))
        assert got == (OPEN if may else REFUSED), ("expire", actor, who, one.clause, purpose)
        one.is_gone = may

    def _read(self, one: Kept, actor: str, who: str, purpose: str) -> None:
        expected = self.world.opens(actor, who, one.clause, purpose, is_gone=one.is_gone, at=self.at)
        access = self.access(actor, purpose, whose=who, clause=one.clause)
        got = verdict(lambda: gates.read(one.now(), access=access, at=self.at))
        assert got == expected, ("read", actor, who, one.clause, purpose)

    def _collect(self, clause: str, who: str, values: Any, access: Access) -> PersonalRecord:
        kind: type[PersonalRecord] = Birthday if clause == "birthday" else SavedAddress
        return gates.collect(
            kind, person=self.id(who), access=access, at=self.at, source="account", values=values
        )  # fmt: skip


def verdict(question: Callable[[], object]) -> str:
    """What a gate said."""
    try:
        question()
    except (gates.Forgotten, PersonClosed):
        return GONE
    except Refused:
        return REFUSED
    return OPEN

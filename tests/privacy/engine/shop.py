"""The shop that anything may happen to: its people, their records, and what the model is told of them."""

from __future__ import annotations

import dataclasses
import itertools
import uuid
from typing import Any

from hypothesis import strategies as some
from hypothesis.stateful import RuleBasedStateMachine, initialize

from kindr.base import clock
from kindr.privacy import gates
from kindr.privacy.access import standing
from kindr.privacy.access.terms import STRANGER, SYSTEM, Access, Actor, ActorKind
from kindr.privacy.rights.requests.rules import Proof
from kindr.privacy.vault.records import PersonalRecord
from kindr.shop.accounts import actions as accounts
from kindr.shop.accounts.personal import Profile
from kindr.shop.orders.models import Order
from kindr.shop.orders.personal import Invoice
from tests.cast import Player
from tests.privacy.engine import model

PARENTS = some.sampled_from(["Mara", "Ilse"])
CLAUSES = some.sampled_from(sorted(model.SERVES))
ACTORS = some.sampled_from(sorted(model.CLAIMS))
PURPOSES = some.sampled_from(model.PURPOSES)
WHY = "A lawsuit is under way about this."
COUNTER = itertools.count()


@dataclasses.dataclass
class Kept:
    """One record and whether it should still be there."""

    record: PersonalRecord
    clause: str
    is_gone: bool = False

    def now(self) -> PersonalRecord:
        """As it lies in its table; what is gone as it was, as a backup would have it."""
        return type(self.record)._default_manager.filter(pk=self.record.pk).first() or self.record


class Shop(RuleBasedStateMachine):
    """Everybody is there, and nothing has happened yet."""

    tariq: Player
    odile: Player

    @initialize()
    def open_the_shop(self) -> None:
        self.at, self.world = clock.now(), model.World()
        self.players = {name: self._parent(name) for name in self.world.parents}
        self.players |= {"Tariq": self.tariq, "Odile": self.odile, "Yusuf": self._consultant()}
        self.kept = {name: self._first_records(name) for name in self.world.parents}
        self.holds: dict[tuple[str, str], uuid.UUID] = {}
        self.grants: list[uuid.UUID] = []
        self.certificates: list[uuid.UUID] = []
        self.erasures: dict[str, Any] = {}
        self.requests: dict[uuid.UUID, Proof] = {}

    # What the model is told

    def _no_longer_agrees(self, who: str) -> None:
        """9.1.3: what rests on the consent alone is erased; 6.3.9: what is held is locked instead."""
        self.world.parents[who].agrees = False
        self._birthday_goes(who)

    def _birthday_goes(self, who: str) -> None:
        parent = self.world.parents[who]
        if any(not one.is_gone for one in self.kept[who] if one.clause == "birthday"):
            if parent.is_held("birthday", self.at):
                parent.locked.add("birthday")
            else:
                self._goes(who, "birthday")

    def _is_erased(self, who: str) -> None:
        """6.3.3: all goes but the books, which serve the tax office alone, and what is held."""
        self.world.parents[who].is_erased = True
        self._all_goes(who)

    def _all_goes(self, who: str) -> None:
        parent = self.world.parents[who]
        for clause in model.SERVES:
            if clause == "invoice" or parent.is_held(clause, self.at):
                parent.locked.add(clause)
            else:
                self._goes(who, clause)

    def _goes(self, who: str, clause: str) -> None:
        self.world.parents[who].locked.discard(clause)
        for one in self.kept[who]:
            one.is_gone = one.is_gone or one.clause == clause

    # How the cast is asked for

    def id(self, name: str) -> uuid.UUID:
        found = self.players[name].id
        assert found is not None
        return found

    def access(self, name: str, purpose: str, *, whose: str = "", clause: str = "") -> Access:
        """As a page would build it; in an emergency the one that is about this."""
        if name in ("system", "Sam"):
            return Access(SYSTEM if name == "system" else STRANGER, purpose)
        actor = self.players[name].access(purpose).actor
        if name == "Yusuf":  # as in a session that was opened when he had a certificate
            actor = Actor(ActorKind.CONSULTANT, self.id(name), "consultant")
        person = self.id(whose) if whose else None
        grant = standing.grant_for(actor, purpose, person=person, wanted="", at=self.at)
        if purpose == "avert_harm" and person:
            mine = standing.open_emergencies(actor.id, at=self.at).filter(person_id=person, clause=clause)
            grant = mine.values_list("pk", flat=True).first() or grant
        return Access(actor, purpose, grant)

    def _parent(self, name: str) -> Player:
        email = f"{name.lower()}{next(COUNTER)}@families.example"
        return Player(name, email, accounts.create_parent(email=email, name=name, at=self.at))

    def _consultant(self) -> Player:
        email = f"yusuf{next(COUNTER)}@consultants.example"
        made = accounts.create_consultant(
            name="Yusuf", email=email, password="cap resmi di atas kertas",
            totp_secret="PF2XG5LGEBSG6ZLTEBXG65BANBSXEZJB", at=self.at,
        )  # fmt: skip
        return Player("Yusuf", email, made)

    def _first_records(self, who: str) -> list[Kept]:
        """A profile, and an invoice of a parcel that has arrived."""
        order = Order.objects.create(
            number=uuid.uuid4().hex[:12], person_id=self.id(who), state="paid", parcel="delivered", service="regular",
            near=True, goods=1000, delivery_price=0, tax=0, total=1000, language="id", key=uuid.uuid4(),
            paid_by=uuid.uuid4(), placed_at=self.at, paid_at=self.at, packed_at=self.at, shipped_at=self.at,
            delivered_at=self.at, closed_at=self.at,
        )  # fmt: skip
        invoice = gates.collect(
            Invoice, person=self.id(who), access=Access(SYSTEM, "take_payment"), at=self.at, source="order",
            values={"name": who, "address": ["Jalan Contoh 12"]}, plain={"order": order, "issued_at": self.at},
        )  # fmt: skip
        return [Kept(Profile.objects.get(person_id=self.id(who)), "profile"), Kept(invoice, "invoice")]

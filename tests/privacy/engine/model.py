"""What may happen to the data of two parents: a plain model, written from the policy's sentences and not from the code.

Two things it takes otherwise than the published policy, which as it stands has nothing that they would stop: people
may object to `keep_systems_running`, and customer service needs a grant for `refund_payment`.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

GRANTED = {"Yusuf": "answer_customer", "Tariq": "refund_payment"}
"""5.2.5: who needs a grant, and what for; Yusuf needs one for everything."""
RIGHTS = frozenset({"show_my_data", "erase_my_data", "answer_requests", "keep_systems_running"})
SERVES = {
    "profile": {"keep_account", "answer_customer", "place_order", "deliver_letters", "avert_harm"},
    "birthday": {"keep_account", "greet_birthday"},
    "address_book": {"keep_account", "answer_customer", "place_order", "avert_harm"},
    "invoice": {"place_order", "take_payment", "refund_payment", "keep_tax_records", "avert_harm"},
}
"""2.1.4, 2.1.5, 2.1.6 and 2.3.2: what each kind of data is for, beside the rights."""
CLAIMS = {
    "Mara": {
        "keep_account", "place_order", "take_payment", "refund_payment", "answer_customer", "greet_birthday",
        "show_my_data", "erase_my_data",
    },
    "Tariq": {"answer_customer", "refund_payment", "avert_harm"},
    "Odile": {"answer_requests", "erase_my_data", "oversee_access", "prove_compliance", "avert_harm"},
    "Yusuf": {"answer_customer", "oversee_access", "prove_compliance", "analyse_usage"},
    "Sam": {"keep_account", "place_order", "answer_customer"},
    "system": {
        "keep_account", "place_order", "deliver_letters", "greet_birthday", "keep_tax_records", "show_my_data",
        "erase_my_data", "keep_systems_running", "prove_compliance", "refund_payment", "take_payment",
        "answer_requests",
    },
}  # fmt: skip
"""5.1 and 5.2: who may say what they open data for."""
CLAIMS["Ilse"] = CLAIMS["Mara"]
LAW = frozenset({"show_my_data", "erase_my_data", "answer_requests", "keep_tax_records"})
"""What a law asks for goes on while the use of data is paused (6.3.2)."""
OUTSIDE = {"mail_provider": {"deliver_letters", "greet_birthday"}, "parent_company": {"keep_tax_records"}}
"""5.1.2 and 5.2.2, of the purposes above."""
PURPOSES = sorted(RIGHTS.union(*SERVES.values()))
OPEN, REFUSED, GONE = "open", "refused", "gone"


def day(at: datetime) -> date:
    """The calendar's day in Jakarta."""
    return at.astimezone(ZoneInfo("Asia/Jakarta")).date()


@dataclass
class Grant:
    """5.2.5: somebody, a purpose, people, hours."""

    actor: str
    purpose: str
    people: frozenset[str]
    hours: int
    ends_at: datetime | None = None
    is_decided: bool = False


@dataclass
class Certificate:
    """5.2.1: somebody official says so, until a day."""

    scope: frozenset[str]
    last_day: date
    is_revoked: bool = False


@dataclass
class Parent:
    """One parent's data, and what they have said."""

    agrees: bool = False
    agrees_until: datetime | None = None
    objects: bool = False
    paused: set[str] = field(default_factory=set)
    held_until: dict[str, date] = field(default_factory=dict)
    locked: set[str] = field(default_factory=set)
    is_erased: bool = False

    def consents(self, at: datetime) -> bool:
        return self.agrees and (self.agrees_until is None or at < self.agrees_until)

    def is_held(self, clause: str, at: datetime) -> bool:
        return clause in self.held_until and day(at) <= self.held_until[clause]


@dataclass
class World:
    """Two parents, two colleagues, one consultant."""

    parents: dict[str, Parent] = field(default_factory=lambda: {"Mara": Parent(), "Ilse": Parent()})
    grants: list[Grant] = field(default_factory=list)
    certificates: list[Certificate] = field(default_factory=list)
    emergencies: list[tuple[str, str, str, datetime]] = field(default_factory=list)
    """Who, whose, what, and until when (5.3.6)."""

    def is_certified(self, at: datetime, purpose: str = "answer_customer") -> bool:
        return any(purpose in one.scope and day(at) <= one.last_day and not one.is_revoked for one in self.certificates)

    def may_use(self, actor: str, whose: str, clause: str, purpose: str, at: datetime) -> bool:
        """Whether the policy, the person's own word and the grants allow the use at all."""
        parent = self.parents[whose]
        if purpose not in CLAIMS[actor] or purpose not in SERVES[clause] | RIGHTS:
            return False
        if actor == "Sam" or (actor in self.parents and actor != whose):
            return False
        if actor == "Yusuf" and not self.is_certified(at, purpose):
            return False
        if (actor == "Yusuf" or purpose == GRANTED.get(actor)) and not self._is_granted(actor, whose, purpose, at):
            return False
        if purpose == "avert_harm" and not self._is_emergency(actor, whose, clause, at):
            return False
        if purpose == "greet_birthday" and not parent.consents(at):
            return False
        return not (purpose == "keep_systems_running" and parent.objects)

    def opens(self, actor: str, whose: str, clause: str, purpose: str, *, is_gone: bool, at: datetime) -> str:
        """Reading and correcting: the person goes on with what they paused, a law with what it asks for."""
        parent = self.parents[whose]
        if not self.may_use(actor, whose, clause, purpose, at):
            return REFUSED
        if is_gone:
            return GONE
        if clause in parent.locked and purpose != "keep_tax_records":
            return REFUSED
        return REFUSED if clause in parent.paused and purpose not in LAW and actor != whose else OPEN

    def discloses(self, to: str, whose: str, clause: str, purpose: str, *, is_gone: bool, at: datetime) -> str:
        """Outsiders get what the policy names, and nobody can pause it less for them."""
        if purpose not in OUTSIDE.get(to, ()):
            return REFUSED
        return self.opens("system", whose, clause, purpose, is_gone=is_gone, at=at)

    def takes_in(self, actor: str, whose: str, clause: str, purpose: str, at: datetime) -> bool:
        """Collecting: a halt holds for what comes in as well, whoever brings it."""
        parent = self.parents[whose]
        if not self.may_use(actor, whose, clause, purpose, at) or parent.is_erased or clause in parent.locked:
            return False
        return (clause != "birthday" or parent.consents(at)) and (clause not in parent.paused or purpose in LAW)

    def lets_go(self, actor: str, whose: str, clause: str, purpose: str, at: datetime) -> bool:
        """Forgetting: nothing but a legal hold keeps it (6.3.9)."""
        return self.may_use(actor, whose, clause, purpose, at) and not self.parents[whose].is_held(clause, at)

    def _is_granted(self, actor: str, whose: str, purpose: str, at: datetime) -> bool:
        running = [one for one in self.grants if one.ends_at is not None and at < one.ends_at]
        return any((one.actor, one.purpose) == (actor, purpose) and whose in one.people for one in running)

    def _is_emergency(self, actor: str, whose: str, clause: str, at: datetime) -> bool:
        return any((actor, whose, clause) == one[:3] and at < one[3] for one in self.emergencies)


MINUTES_OF_AN_EMERGENCY = timedelta(minutes=15)

"""Decoy customers: made by the same actions as everybody, then marked; their letters go nowhere (policy 8.2)."""

from __future__ import annotations

import random
import uuid
from datetime import datetime

from kindr.privacy.access import honeytokens
from kindr.privacy.access.alarms import AlarmKind, raise_alarm
from kindr.privacy.access.declare import access_of
from kindr.privacy.people import Person
from kindr.privacy.ports import Letter, Mailer
from kindr.shop.accounts import actions, queries
from kindr.web.demo import families

DOMAIN = "surel.example"
"""Nobody can be written to there."""


class NoLetterToDecoys:
    """A mailer that lets letters to decoys fall: nobody reads them, and whoever had one sent tried an account."""

    def __init__(self, mailer: Mailer) -> None:
        self._mailer = mailer

    def send(self, letter: Letter) -> None:
        """Sends to everybody else."""
        person = letter.person if isinstance(letter.person, uuid.UUID) else uuid.UUID(str(letter.person))
        if not honeytokens.is_decoy(person):
            self._mailer.send(letter)


def plant(many: int, *, chance: random.Random, at: datetime) -> list[uuid.UUID]:
    """Makes decoys that look like any customer; nobody has agreed to anything, and nothing was ordered."""
    return [_plant(number, chance, at) for number in range(many)]


def _plant(number: int, chance: random.Random, at: datetime) -> uuid.UUID:
    like = chance.choice(families.families(chance.randrange(1 << 30), many=20))
    email = f"{like.name.split()[0].lower()}.{chance.randrange(10_000):04}{number}@{DOMAIN}"
    made = actions.create_parent(email=email, name=like.name, phone=like.phone, at=at)
    honeytokens.plant(made, at=at)
    values = {
        "label": like.label, "street": like.street, "area": like.area, "postcode": like.postcode,
        "notes": like.notes or None, "recipient": like.name, "phone": queries.phone_number(like.phone),
    }  # fmt: skip
    actions.add_address(values, access=access_of(Person.objects.get(pk=made), "keep_account"), at=at)
    return made


def self_test(*, at: datetime) -> uuid.UUID:
    """Raises an alarm that says it is a test, so that desk and mailbox can be tried."""
    return raise_alarm(AlarmKind.SELF_TEST, at=at)

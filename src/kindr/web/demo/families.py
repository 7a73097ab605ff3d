"""About sixty families of the demo, put together by chance from common names and the table of places."""

from __future__ import annotations

import random
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache

from kindr.policy.withdrawing import WITHDRAWALS
from kindr.shop.accounts import areas
from kindr.shop.accounts.areas.postcodes import zones_of
from kindr.web.demo import names as words
from kindr.web.demo.stories import DOMAIN, STORIES, Guest

MANY = 60
ACCOUNTS = 40
"""So many of them have an account; the others order as guests."""
FIRST_PHONE = 1000
"""`+62 812-0000-1000`: the block that the cast's guests have numbers in, which is given to nobody."""

PHONES = 99_000
"""So many numbers the block has; in a very large demo some families share one."""


@dataclass(frozen=True)
class Child:
    """A child of a family when it joined; `height` is in cm."""

    nickname: str
    months: int
    height: int


@dataclass(frozen=True)
class Family(Guest):
    """A family that orders again and again."""

    address: str = ""
    language: str = "id"
    has_account: bool = False
    children: tuple[Child, ...] = ()
    label: str = ""
    consents: tuple[str, ...] = ()
    """The purposes that they said yes to."""

    @property
    def email(self) -> str:
        """Where letters to them go; it cannot exist."""
        return self.address


def families(seed: int, *, many: int = MANY, chunk: int = 0) -> tuple[Family, ...]:
    """The same families for the same seed; each chunk of a larger demo has others, with addresses of their own."""
    chance = random.Random(f"{seed}/families/{chunk}")  # noqa: S311  # the same demo for the same seed
    taken = {guest.email for story in STORIES if isinstance(guest := story.by, Guest)}
    named = enumerate(_names(chance, many))
    return tuple(_family(number, name, _email(name, taken, chunk), chance, chunk=chunk) for number, name in named)


def _names(chance: random.Random, many: int) -> Iterator[str]:
    fixed = [*words.LONG, *words.BOTH_LANGUAGES]
    for number in range(many):
        yield fixed[number] if number < len(fixed) else _name(chance)


def _name(chance: random.Random) -> str:
    first = chance.choice(words.MOTHERS if chance.random() < 0.7 else words.FATHERS)
    parts = [first, chance.choice(words.SECOND)]
    if chance.random() < 0.35:
        parts.append(chance.choice(words.LAST))
    return " ".join(parts)


def _family(number: int, name: str, address: str, chance: random.Random, *, chunk: int) -> Family:
    area = _village(chance)
    language = "en" if name in words.BOTH_LANGUAGES else "id"
    agreed = [each.purpose for each in WITHDRAWALS if each.purpose != "greet_birthday" and chance.random() < 0.45]
    return Family(
        name=name,
        phone=f"+62 812-0000-{FIRST_PHONE + (MANY * chunk + number) % PHONES:04}",
        street=f"{chance.choice(words.STREETS)} {chance.randint(1, 180)}{_neighbourhood(chance)}",
        area=area,
        postcode=f"{chance.choice(zones_of(area))}{chance.randint(200, 8999):04}",
        notes=chance.choice(words.NOTES),
        address=address,
        language=language,
        has_account=number < ACCOUNTS,
        children=tuple(_child(name, chance) for name in chance.sample(words.NICKNAMES, chance.choice((0, 1, 1, 2, 3)))),
        label=chance.choice(words.LABELS),
        consents=tuple(agreed),
    )


def _child(nickname: str, chance: random.Random) -> Child:
    """A child between one and eleven, about as tall as children of that age are."""
    months = chance.randint(12, 130)
    return Child(nickname, months, round(74 + 0.58 * (months - 12)) + chance.randint(-3, 3))


def _village(chance: random.Random) -> str:
    city = chance.choice(words.CITIES + words.CITIES[: words.NEAR])
    return chance.choice(_inside(chance.choice(_inside(city))))


@cache
def _inside(code: str) -> list[str]:
    """The codes of the places directly inside a place."""
    return [place.code for place in areas.children(code)]


def _neighbourhood(chance: random.Random) -> str:
    """`, RT 003/RW 004`, as half of all addresses have it."""
    return f", RT {chance.randint(1, 12):03}/RW {chance.randint(1, 9):03}" if chance.random() < 0.5 else ""


def _email(name: str, taken: set[str], chunk: int) -> str:
    plain = ".".join([*name.lower().split()[:2], *([f"k{chunk}"] if chunk else [])])
    found, number = f"{plain}@{DOMAIN}", 2
    while found in taken:
        found, number = f"{plain}{number}@{DOMAIN}", number + 1
    taken.add(found)
    return found

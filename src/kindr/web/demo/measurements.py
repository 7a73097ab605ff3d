"""What Mara has kept of how Noa grew: four days of measuring, each kept on its day."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime, timedelta

from kindr.base.clock import JAKARTA
from kindr.privacy.access.declare import access_of
from kindr.privacy.access.terms import Access
from kindr.shop.accounts import queries as accounts
from kindr.shop.measuring import actions, queries
from kindr.shop.measuring.rules.errors import Method
from kindr.shop.measuring.rules.measures import Measure, Occasion
from kindr.web.demo import people

WHOSE = "Mara"
OF_WHOM = "Noa"
DAYS: tuple[tuple[int, Method, Mapping[Measure, int]], ...] = (
    (432, Method.TAPE, {Measure.HEIGHT: 1150, Measure.FOOT_LENGTH: 178}),
    (271, Method.WALL, {Measure.HEIGHT: 1178, Measure.WEIGHT: 20_900, Measure.HEAD: 512}),
    (150, Method.WALL, {Measure.HEIGHT: 1199, Measure.FOOT_LENGTH: 186, Measure.FOOT_WIDTH: 74}),
    (24, Method.WALL, {Measure.HEIGHT: 1217, Measure.WEIGHT: 22_400, Measure.CHEST: 598, Measure.WAIST: 552}),
)
"""How many days ago, how the height came about, and the values in millimetres and grams."""


def access_of_guardian() -> Access | None:
    """With which the child's guardian measures; None where the demo has no such account."""
    email = next(one.email for one in people.PARENTS if one.name == WHOSE)
    account = accounts.account_of_address(email)
    return access_of(account.person, "measure_sizes") if account else None


def load(*, at: datetime) -> None:
    """Keeps all of it, unless something is kept already."""
    access = access_of_guardian()
    if access is None:
        return
    for child in queries.measured_children(access=access, at=at):
        if child.name == OF_WHOM and not child.kept:
            for days, method, values in DAYS:
                then = at - timedelta(days=days)
                told = Occasion(then.astimezone(JAKARTA).date(), values, method)
                actions.keep(child.profile, told, access=access, at=at)

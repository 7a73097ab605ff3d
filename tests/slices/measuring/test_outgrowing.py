"""How long a size lasts, against children who grow differently from what the model believes."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from kindr.shop.measuring.rules import growth, height, outgrowing
from kindr.shop.measuring.rules.growth import DAYS_PER_MONTH, Floats, Sex
from kindr.shop.measuring.rules.height import Reading
from kindr.shop.measuring.rules.outgrowing import HORIZON, Lasting
from tests.slices.measuring.simulated import FIRST_MONTH, LIMITS, rounded

COUNT, SPREAD = 600, 1.0
MONTHS = np.arange(-24, HORIZON + 1)


@dataclass(frozen=True)
class Grown:
    """A child's heights month by month, from two years ago to three years ahead; `age` is that of today in days."""

    sex: Sex
    age: float
    heights: Floats

    @property
    def limit(self) -> float:
        """What the size that is right today is good for."""
        return float(LIMITS[np.searchsorted(LIMITS, self.heights[24])])

    @property
    def months(self) -> float:
        """When the height passes it."""
        later = self.heights[24:]
        first = int(np.argmax(later > self.limit)) if (later > self.limit).any() else HORIZON
        if not 0 < first < HORIZON:
            return float(first)
        return first - 1 + float((self.limit - later[first - 1]) / (later[first] - later[first - 1]))


def grown(count: int, *, seed: int) -> list[Grown]:
    """Children whose z-scores wander with a yearly correlation of their own between .90 and .97."""
    chance = np.random.default_rng(seed)
    found = []
    for _ in range(count):
        sex = Sex.BOY if chance.random() < 0.5 else Sex.GIRL
        age = chance.uniform(FIRST_MONTH + 24, 130) * DAYS_PER_MONTH
        kept = chance.uniform(0.90, 0.97) ** (1 / 12)
        z = np.empty(len(MONTHS))
        z[0] = chance.standard_normal()
        for month in range(1, len(MONTHS)):
            z[month] = kept * z[month - 1] + np.sqrt(1 - kept**2) * chance.standard_normal()
        cm = growth.heights(sex).value_at(z, age + MONTHS * DAYS_PER_MONTH)
        found.append(Grown(sex, age, np.maximum.accumulate(cm)))
    return found


def foretold(child: Grown, *, chance: np.random.Generator) -> Lasting:
    """From three readings, a year apart."""
    readings = [
        Reading(
            rounded(child.heights[24 - ago] + chance.standard_t(4) * SPREAD / np.sqrt(2), chance=chance),
            ago * DAYS_PER_MONTH,
            SPREAD,
        )
        for ago in (24, 12, 0)
    ]
    belief = height.believe(readings, sex=child.sex, age=child.age)
    return outgrowing.lasting(belief, height.draw(belief), child.limit)


def test_eight_sizes_in_ten_are_outgrown_within_the_interval() -> None:
    """Between 72 and 88 in a hundred, with growth of another steadiness than believed; the middle beats a birthday."""
    chance = np.random.default_rng(5)
    found = [(foretold(child, chance=chance), child) for child in grown(COUNT, seed=8)]
    inside = np.mean([said.soonest <= child.months <= said.latest for said, child in found])
    assert 0.72 <= inside <= 0.88
    missed = np.mean([abs(said.middle - child.months) for said, child in found])
    birthday = np.mean([abs(12 - (child.age / DAYS_PER_MONTH) % 12 - child.months) for _said, child in found])
    assert missed < 0.7 * birthday


def test_what_is_too_small_already_lasts_no_month() -> None:
    """The height is past the limit."""
    belief = height.believe([Reading(113.0, 0.0, 1.0)], sex=Sex.GIRL, age=1900)
    assert outgrowing.lasting(belief, height.draw(belief), 104.0).is_over


def test_a_larger_size_never_lasts_shorter() -> None:
    """The same child, every size."""
    belief = height.believe([Reading(101.0, 0.0, 1.0)], sex=Sex.BOY, age=1400)
    drawn = height.draw(belief)
    all_sizes = [outgrowing.lasting(belief, drawn, limit) for limit in LIMITS]
    for column in ("soonest", "middle", "latest"):
        months = [getattr(each, column) for each in all_sizes]
        assert months == sorted(months)

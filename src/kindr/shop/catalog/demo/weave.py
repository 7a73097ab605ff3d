"""From lines and themes to garments: the same seed always weaves the same catalogue."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from random import Random

from kindr.shop.catalog.demo.charts import CHART_OF_SHELF, CUTS
from kindr.shop.catalog.demo.lines import CLOTHS, ORIGINS, Sewn
from kindr.shop.catalog.demo.soft_lines import LINES
from kindr.shop.catalog.demo.themes import THEMES, Theme
from kindr.shop.catalog.rules import Cut, words

PER_LINE = 7
SOLD_OUT, FEW = 0.09, 0.24
"""Shares of variants with nothing left, and with at most five left."""


@dataclass(frozen=True)
class Thread:
    """One variant to be: dye, height in cm, whole rupiah, pieces."""

    dye: str
    size: int
    price: int
    stock: int


@dataclass(frozen=True)
class Woven:
    """One garment of the demo catalogue, in both languages."""

    slug: str
    shelf: str
    titles: tuple[str, str]
    descriptions: tuple[str, str]
    materials: tuple[str, str]
    origins: tuple[str, str]
    care: str
    also_called: str
    design: Mapping[str, object]
    cut: Cut
    chart: str
    days_old: int
    threads: tuple[Thread, ...]


def weave(seed: int) -> Iterator[Woven]:
    """Every garment of the catalogue of this seed, shelf by shelf."""
    chance = Random(seed)  # noqa: S311  # a demo needs the same chance every time, not a secret one
    for line in LINES:
        fitting = [theme for theme in THEMES if theme.pattern in line.patterns]
        for theme in chance.sample(fitting, min(PER_LINE, len(fitting))):
            yield _garment(line, theme, chance)


def _garment(line: Sewn, theme: Theme, chance: Random) -> Woven:
    titles = f"{line.noun_id} {theme.name_id}", f"{theme.name_en} {line.noun_en}"
    material_id, material_en, care = CLOTHS[line.cloth]
    run = chance.choice(line.runs)
    sizes = run[: chance.randint(4, len(run))] if chance.random() < 0.5 else run
    return Woven(
        slug="-".join(words(titles[0])),
        shelf=line.shelf,
        titles=titles,
        descriptions=(f"{line.about_id} {theme.says_id}", f"{line.about_en} {theme.says_en}"),
        materials=(material_id, material_en),
        origins=chance.choice(ORIGINS),
        care=care,
        also_called=line.also_called,
        design=_design(line, theme, sizes, chance),
        cut=CUTS.get(line.noun_en, Cut.REGULAR),
        chart=CHART_OF_SHELF.get(line.shelf, ""),
        days_old=chance.randint(0, 420),
        threads=tuple(_threads(line, sizes, chance)),
    )


def _design(line: Sewn, theme: Theme, sizes: tuple[int, ...], chance: Random) -> dict[str, object]:
    accent = chance.choice(theme.accents)
    if line.design.get("contrast") and accent == "tone":
        accent = str(line.design.get("accent", "cream"))
    design = {
        **line.design,
        "pattern": theme.pattern,
        "accent": accent,
        "size": sizes[len(sizes) // 2],
        "weave": line.cloth,
    }
    if theme.name_en == "Two-Tone":
        design["contrast"] = True
    if line.noun_en == "T-shirt" and chance.random() < 0.35:
        design["pocket"] = "chest"
    if line.noun_en == "T-shirt" and chance.random() < 0.2:
        design["collar"] = "v"
    return design


def _threads(line: Sewn, sizes: tuple[int, ...], chance: Random) -> Iterator[Thread]:
    low, high = line.prices
    price = chance.randrange(low, high + 1, 10) * 1000
    is_gone = chance.random() < 0.02
    for dye in chance.sample(line.dyes, chance.choice((2, 2, 2, 2, 3))):
        for size in sizes:
            # The largest sizes take a third more cloth, and the price says so.
            dearer = 10_000 if size >= 146 else 0
            yield Thread(dye, size, price + dearer, 0 if is_gone else _stock(chance))


def _stock(chance: Random) -> int:
    luck = chance.random()
    if luck < SOLD_OUT:
        return 0
    return chance.randint(1, 5) if luck < FEW else chance.randint(6, 40)

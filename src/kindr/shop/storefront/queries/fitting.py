"""What fits the reader's children: in a list by badges and a filter, on a garment's page in a sentence."""

from __future__ import annotations

import functools
import operator
import uuid
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from kindr.privacy.access.terms import Access
from kindr.shop.catalog import queries as catalog
from kindr.shop.catalog.queries import Card, ProductPage, Wearable
from kindr.shop.measuring import queries as measuring
from kindr.shop.measuring.queries import Badge, FittedChild, SizeAnswer

Family = tuple[FittedChild, ...]
Badges = Mapping[int, tuple[Badge, ...]]


@dataclass(frozen=True)
class FamilyFit:
    """What one garment is for one child of the reader."""

    name: str
    said: SizeAnswer


def family_of(*, access: Access, at: datetime) -> Family:
    """The acting guardian's measured children with what fits them."""
    return measuring.fitted_children(charts=catalog.charts(catalog.current_edition()), access=access, at=at)


def wearable(family: Family, chosen: frozenset[str]) -> Wearable | None:
    """What the chosen children can wear; None where nobody is chosen, so that nothing is narrowed. Two queries."""
    wearers = [child for child in family if str(child.profile) in chosen]
    if not wearers:
        return None
    biases, ways = measuring.biases(), catalog.ways_of_making(catalog.current_edition())
    turned_out = {number: (made, biases[number]) for number, made in catalog.ways_of(biases.keys()).items()}
    return functools.reduce(operator.or_, (measuring.wearable(child, ways, turned_out) for child in wearers))


def badges(cards: Sequence[Card], family: Family) -> Badges:
    """What the cards of a list say of the children, by the number of the garment: the right size, as the garment's
    own page says it. Two queries; none without children."""
    if not family or not cards:
        return {}
    numbers = [card.number for card in cards]
    left, biases = catalog.sizes_left(numbers), measuring.biases(numbers)
    return {
        card.number: measuring.badges(
            card.tailored, left.get(card.number, frozenset()), family, bias_cm=biases.get(card.number, 0.0)
        )
        for card in cards
    }


def fits_of(garment: ProductPage, family: Family, *, edition: uuid.UUID) -> tuple[FamilyFit, ...]:
    """What a garment is for each child of whom enough is known."""
    if not family or not garment.tailored.has_sizes:
        return ()
    bias = measuring.bias_cm(garment.number)
    said = ((child.name, measuring.size_answer(garment, child.told, edition=edition, bias=bias)) for child in family)
    return tuple(FamilyFit(name, answer) for name, answer in said if answer is not None)

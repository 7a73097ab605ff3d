"""Which size of one garment fits somebody: the garment's own chart and cut, and what is there to be bought."""

from __future__ import annotations

import uuid
from dataclasses import dataclass

from kindr.shop.catalog import queries as catalog
from kindr.shop.catalog.queries import Kind, ProductPage
from kindr.shop.measuring.queries.advice import shoe
from kindr.shop.measuring.queries.believing import Measured, believed
from kindr.shop.measuring.queries.garments import Answer, GarmentAdvice, Sewn, garment_advice, taken
from kindr.shop.measuring.queries.verdicts import bias_cm
from kindr.shop.measuring.rules.feet import ShoeAdvice


@dataclass(frozen=True)
class SizeAnswer:
    """What a garment is for a child; `advice` is that of a garment, `shoe` that of a pair of shoes."""

    garment: Sewn
    because: Measured
    answer: Answer
    take: int | None
    right: int | None
    advice: GarmentAdvice | None = None
    shoe: ShoeAdvice | None = None

    @property
    def smallest(self) -> int:
        """The smallest size that is sewn."""
        return min(self.garment.sizes)

    @property
    def largest(self) -> int:
        """The largest size that is sewn."""
        return max(self.garment.sizes)

    @property
    def other(self) -> int | None:
        """The second size to look at, where one is not sure."""
        if self.shoe is not None:
            named = (self.shoe.eu, self.shoe.larger) if self.answer is Answer.FITS else ()
            return next((size for size in named if size != self.take and size in self.garment.left), None)
        return self.advice.other.size if self.advice and self.advice.other else None

    @property
    def chance(self) -> float | None:
        """How sure the right size is; None for shoes, where the foot was measured or nothing is said."""
        return self.advice.right.chance if self.advice and self.advice.right else None

    @property
    def marks(self) -> tuple[int, ...]:
        """The sizes that are marked where sizes are chosen."""
        if self.take is None:
            return ()
        return tuple(sorted({self.take, self.other or self.take}))


def sewn(garment: ProductPage) -> Sewn:
    """A garment as far as fitting goes: in the colour that is shown."""
    left = [size.row.height for size in garment.sizes if size.stock]
    return Sewn(garment.tailored, [size.row.height for size in garment.sizes], left)


def size_answer(
    garment: ProductPage, told: Measured, *, edition: uuid.UUID, bias: float | None = None
) -> SizeAnswer | None:
    """The answer for one child; None when what was told says nothing of it. One query, one more an edition."""
    made = sewn(garment)
    turned_out = bias_cm(garment.number) if bias is None else bias
    if garment.tailored.kind is Kind.SHOES:
        pair = shoe(told, bias_cm=turned_out)
        return _of_shoes(made, told, pair) if pair else None
    body = believed(told)
    if body is None:
        return None
    said = garment_advice(body, made, charts=catalog.charts(edition), bias_cm=turned_out)
    return SizeAnswer(made, told, said.answer, said.take, said.right.size if said.right else None, advice=said)


def _of_shoes(made: Sewn, told: Measured, pair: ShoeAdvice) -> SizeAnswer:
    if pair.best is None:
        return SizeAnswer(made, told, Answer.MEASURE, None, None, shoe=pair)
    answer, take = taken(pair.best.size, made)
    return SizeAnswer(made, told, answer, take, pair.best.size, shoe=pair)

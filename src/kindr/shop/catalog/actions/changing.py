"""What one line of long work does: a price, pieces, words or a drawing; forth, and back."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from datetime import datetime

from kindr.shop.catalog.actions.goods import learn_words, set_prices
from kindr.shop.catalog.actions.stock import SoldOut, locked_variants, receive_stock, shift_stock
from kindr.shop.catalog.drawing import WrongDesign, draw, read_design
from kindr.shop.catalog.models import Colour, ErrandLine, Kind, Outcome, Product, Variant
from kindr.shop.catalog.rules import NoSuchSize


def forth(kind: Kind, lines: Sequence[ErrandLine], *, at: datetime) -> None:
    """Does these lines and writes into each what became of it; the caller keeps them and holds the transaction."""
    if kind == Kind.DRAWINGS:
        return _draw(lines)
    if kind == Kind.TEXTS:
        return _write(lines)
    for variant, line in _with_variants(lines):
        line.outcome = Outcome.DONE if _move(variant, line, at) else Outcome.SKIPPED
    return None


def back(kind: Kind, lines: Sequence[ErrandLine], *, at: datetime) -> None:
    """Puts back what these lines changed; what somebody has changed since is kept."""
    if kind == Kind.TEXTS:
        return _write(lines, is_back=True)
    for variant, line in _with_variants(lines):
        line.outcome = Outcome.UNDONE if _move_back(variant, line, at) else Outcome.KEPT
    return None


def _with_variants(lines: Sequence[ErrandLine]) -> list[tuple[Variant, ErrandLine]]:
    found = dict(Variant.objects.filter(sku__in=[line.key for line in lines]).values_list("sku", "pk"))
    # All of the step at once and in one order, as buyers lock them: locked line by line, the two could deadlock.
    locked = {row.sku: row for row in locked_variants(set(found.values()))}
    return [(locked[line.key], line) for line in lines]


def _move(variant: Variant, line: ErrandLine, at: datetime) -> bool:
    if line.field == "price":
        return _price(variant, line.before, line.after, at)
    if line.field == "arrived":
        receive_stock({variant.pk: int(line.after)}, at=at)
        return True
    # What was sold since the check has left the shelf as well, so the difference counts and not the sum.
    return _shift(variant, int(line.after) - int(line.before), at)


def _move_back(variant: Variant, line: ErrandLine, at: datetime) -> bool:
    if line.field == "price":
        return _price(variant, line.after, line.before, at)
    return _shift(variant, int(line.before or 0) - int(line.after), at)


def _price(variant: Variant, expected: str, wanted: str, at: datetime) -> bool:
    if variant.price != int(expected):
        return False
    set_prices({variant.pk: int(wanted)}, at=at)
    return True


def _shift(variant: Variant, pieces: int, at: datetime) -> bool:
    try:
        shift_stock({variant.pk: pieces}, at=at)
    except SoldOut:
        return False
    return True


def _write(lines: Sequence[ErrandLine], *, is_back: bool = False) -> None:
    slugs = {line.key for line in lines}
    rows = {row.slug: row for row in Product.objects.select_for_update().filter(slug__in=slugs).order_by("pk")}
    fields: dict[str, set[str]] = defaultdict(set)
    for line in lines:
        expected, wanted = (line.after, line.before) if is_back else (line.before, line.after)
        product = rows[line.key]
        is_ours = getattr(product, line.field) == expected
        if is_ours:
            setattr(product, line.field, wanted)
            fields[line.key].add(line.field)
        line.outcome = _outcome(is_ours, is_back)
    for slug, names in fields.items():
        rows[slug].save(update_fields=sorted(names))
    learn_words(getattr(rows[slug], name) for slug, names in fields.items() for name in names if "title" in name)


def _outcome(is_ours: bool, is_back: bool) -> Outcome:
    if is_back:
        return Outcome.UNDONE if is_ours else Outcome.KEPT
    return Outcome.DONE if is_ours else Outcome.SKIPPED


def _draw(lines: Sequence[ErrandLine]) -> None:
    designs = dict(Product.objects.filter(slug__in=[line.key for line in lines]).values_list("slug", "design"))
    dyes = dict(Colour.objects.values_list("key", "hex"))
    for line in lines:
        try:
            design = read_design(designs[line.key])
            for view in ("front", "back", "detail", "hanging"):
                draw(design, view=view, dye=dyes[line.field], title=line.key)
            line.outcome = Outcome.DONE
        except (WrongDesign, NoSuchSize):
            line.outcome = Outcome.SKIPPED

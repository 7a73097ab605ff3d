"""One garment with its colours, sizes and honest stock."""

from __future__ import annotations

import uuid
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache

from kindr.base.money import Rupiah
from kindr.shop.catalog import rules
from kindr.shop.catalog.models import Colour, Product, Variant
from kindr.shop.catalog.pictures import design_mark, picture_path
from kindr.shop.catalog.queries.cards import Card, card_of
from kindr.shop.catalog.queries.edition import current_edition, kept
from kindr.shop.catalog.queries.garment import NoSuchGarment
from kindr.shop.catalog.queries.garment_page import ColourChoice, ProductPage, SizeChoice, Variety
from kindr.shop.catalog.queries.language import said
from kindr.shop.catalog.queries.listing import kept_similar
from kindr.shop.catalog.queries.lying_flat import Lying, keys_of, lying
from kindr.shop.catalog.queries.outfits import kept_look
from kindr.shop.catalog.queries.sections import Section
from kindr.shop.catalog.queries.stock import stock_of_products
from kindr.shop.catalog.queries.tailoring import tailored
from kindr.shop.catalog.rules import Filters, SizeRow

BESIDE = 4
"""How many similar garments a page shows."""


@dataclass(frozen=True, eq=False)
class _Design:
    """A garment as designed, and the mark of its pictures."""

    row: Product
    rows: Mapping[int, SizeRow]
    """The lines of its own size chart, by size."""
    mark: str
    variants: tuple[Variant, ...]
    lengths: tuple[str, ...]
    lying: tuple[Lying, ...]


@dataclass(frozen=True)
class _Piece:
    """A variant with the stock of this moment."""

    pk: int
    sku: str
    colour: Colour
    size: int
    price: int
    stock: int


def product_page(
    slug: str, *, colour: str = "", size: int | None = None, language: str, edition: uuid.UUID | None = None
) -> ProductPage:
    """A garment in a colour, the first with stock when the named one is unknown. Raises NoSuchGarment.

    Ten queries; one, for the stock, when the edition is given and knows the garment.
    """
    edition = edition or current_edition()
    design, beside = _kept_design(edition, slug), kept_similar(edition, slug, BESIDE, language)
    worn = kept_look(edition, slug, language)
    stock, left = stock_of_products([design.row.pk, *(made.product for made in (*beside, *worn))])
    variants = tuple(stock.get(row.pk, 0) for row in design.variants)
    similar, look = (tuple(card_of(made, left, Filters()) for made in each) for each in (beside, worn))
    # A colour that does not exist is no colour: what is kept must not depend on what anybody types.
    known = colour if any(row.colour_id == colour for row in design.variants) else ""
    return _put_together(_Asked(design, known, size, language), variants, similar, look)


@dataclass(frozen=True)
class _Asked:
    design: _Design
    colour: str
    size: int | None
    language: str


@lru_cache(maxsize=500)
def _put_together(
    asked: _Asked, stock: tuple[int, ...], similar: tuple[Card, ...], look: tuple[Card, ...]
) -> ProductPage:
    design, language = asked.design, asked.language
    variants = _pieces(design, stock)
    shown = _shown_colour(variants, asked.colour)
    colours = _colours(design, variants, shown=shown, size=asked.size, language=language)
    here = [row for row in variants if row.colour.key == shown]
    sizes = tuple(_size(row, design, variants, colours, wanted=asked.size) for row in here)
    page = _page(design, colours, sizes, language)
    varieties = tuple(_variety(row, page, design) for row in variants)
    return replace(page, similar=similar, look=look, varieties=varieties)


@kept
def _kept_design(_edition: uuid.UUID, slug: str) -> _Design:
    product = (
        Product.objects.defer("found_id", "found_en")
        .select_related("category", "chart")
        .filter(slug=slug, is_shown=True)
        .first()
    )
    if product is None:
        raise NoSuchGarment(f"There is no garment {slug}.")
    variants = tuple(product.variants.select_related("colour").order_by("colour__position", "size"))
    if not variants:
        raise NoSuchGarment(f"No colour of {slug} is in the shop.")
    sizes = sorted({variant.size for variant in variants})
    measures = keys_of(product.design), lying(product.design, sizes)
    return _Design(product, _rows(product, sizes), design_mark(product.design), variants, *measures)


def _rows(product: Product, sizes: Iterable[int]) -> dict[int, SizeRow]:
    if product.chart is None:
        return {size: rules.size_row(size) for size in sizes}
    own = {row.height: row for row in rules.own_chart(product.chart.rows)}
    return {size: own.get(size) or rules.size_row(size) for size in sizes}


def _pieces(design: _Design, stock: Sequence[int]) -> list[_Piece]:
    rows = zip(design.variants, stock, strict=True)
    return [_Piece(row.pk, row.sku, row.colour, row.size, row.price, left) for row, left in rows]


def _variety(row: _Piece, page: ProductPage, design: _Design) -> Variety:
    named = next(colour.name for colour in page.colours if colour.key == row.colour.key)
    picture = picture_path(page.slug, row.colour.key, "front", mark=design.mark)
    return Variety(row.sku, named, row.colour.key, row.size, Rupiah(row.price), picture, row.stock > 0)


def _shown_colour(variants: Sequence[_Piece], wanted: str) -> str:
    if any(row.colour.key == wanted for row in variants):
        return wanted
    return next((row.colour.key for row in variants if row.stock), variants[0].colour.key)


def _colours(
    design: _Design, variants: Sequence[_Piece], *, shown: str, size: int | None, language: str
) -> tuple[ColourChoice, ...]:
    by_key: dict[str, list[_Piece]] = {}
    for row in variants:
        by_key.setdefault(row.colour.key, []).append(row)
    return tuple(
        ColourChoice(
            key=key,
            name=said(rows[0].colour, "name", language),
            hex=rows[0].colour.hex,
            picture=picture_path(design.row.slug, key, "front", mark=design.mark),
            left=sum(row.stock for row in rows),
            is_chosen=key == shown,
            has_size=size is None or any(row.size == size and row.stock for row in rows),
        )
        for key, rows in by_key.items()
    )


def _size(
    row: _Piece, design: _Design, variants: Sequence[_Piece], colours: Sequence[ColourChoice], *, wanted: int | None
) -> SizeChoice:
    others = (
        {other.colour.key for other in variants if other.size == row.size and other.stock} if not row.stock else set()
    )
    return SizeChoice(
        row=design.rows[row.size],
        variant_id=row.pk,
        price=Rupiah(row.price),
        stock=row.stock,
        is_chosen=row.size == wanted and row.stock > 0,
        elsewhere=tuple(colour for colour in colours if colour.key in others),
    )


def _page(
    design: _Design,
    colours: tuple[ColourChoice, ...],
    sizes: tuple[SizeChoice, ...],
    language: str,
) -> ProductPage:
    product, prices = design.row, [size.price for size in sizes]
    shown = next(colour for colour in colours if colour.is_chosen)
    return ProductPage(
        number=product.pk,
        slug=product.slug,
        title=said(product, "title", language),
        description=said(product, "description", language),
        material=said(product, "material", language),
        origin=said(product, "origin", language),
        care=product.care,
        tailored=tailored(product),
        section=Section(product.category.slug, said(product.category, "name", language)),
        colours=colours,
        colour=shown,
        sizes=sizes,
        price_from=min(prices),
        price_to=max(prices),
        pictures=_pictures(design, shown.key, sizes),
        measured=_middle(sizes),
        similar=(),
        look=(),
        varieties=(),
        lengths=design.lengths,
        lying=design.lying,
    )


def _pictures(design: _Design, colour: str, sizes: Sequence[SizeChoice]) -> tuple[tuple[str, str], ...]:
    def path(view: str, size: int | None = None) -> tuple[str, str]:
        return view, picture_path(design.row.slug, colour, view, mark=design.mark, size=size)

    return path("front"), path("back"), path("detail"), path("worn"), path("measures", _middle(sizes))


def _middle(sizes: Sequence[SizeChoice]) -> int:
    return next((size for size in sizes if size.is_chosen), sizes[len(sizes) // 2]).row.height

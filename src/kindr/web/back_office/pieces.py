"""Prices and pieces of one product: every colour a row, every size a column."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from django import forms
from django.contrib import messages
from django.db import transaction
from django.forms import BoundField
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from kindr.base import clock
from kindr.shop.catalog import actions, rules, sheets
from kindr.shop.catalog.models import Product, Variant
from kindr.shop.catalog.pictures import picture_url, swatch_url
from kindr.shop.catalog.queries.language import said
from kindr.web.back_office import history
from kindr.web.back_office.doors import for_merchandisers
from kindr.web.back_office.forms import MoreForm
from kindr.web.back_office.words import SAVED

COUNTED, ARRIVED = "counted", "arrived"
# 1,500 numbers: thirty colours in all sizes and then some. Django refuses longer forms by itself.


@dataclass(frozen=True)
class Cell:
    """One variant in the grid."""

    size: int
    stock: int
    is_low: bool
    price: BoundField
    pieces: BoundField


@dataclass(frozen=True)
class Line:
    """One colour in the grid; a size that it is not made in is None."""

    name: str
    swatch: str
    cells: tuple[Cell | None, ...]


class GridForm(forms.Form):
    """A price and a number of pieces for each variant. What was not touched is not written."""

    way = forms.ChoiceField(
        label=_("What the pieces say"), widget=forms.RadioSelect, initial=ARRIVED,
        choices=((ARRIVED, _("So many have arrived and are added")), (COUNTED, _("So many were counted on the shelf"))),
    )  # fmt: skip

    def __init__(self, variants: list[Variant], *args: Any, **given: Any) -> None:
        super().__init__(*args, **given)
        self.variants = variants
        for row in variants:
            # The price that the page was drawn with goes along: another's change meanwhile is not taken back.
            self.fields[f"price_{row.pk}"] = forms.IntegerField(
                label=_("Price in rupiah"), min_value=1, max_value=sheets.HIGHEST_PRICE, initial=row.price,
                show_hidden_initial=True,
            )  # fmt: skip
            self.fields[f"pieces_{row.pk}"] = forms.IntegerField(
                label=_("Pieces"), min_value=0, max_value=sheets.MOST_PIECES, required=False
            )

    def lines(self) -> Iterator[Line]:
        """The rows of the grid."""
        language = get_language() or "id"
        by_colour: dict[str, dict[int, Variant]] = {}
        for row in self.variants:
            by_colour.setdefault(row.colour_id, {})[row.size] = row
        for key, sizes in by_colour.items():
            name = said(next(iter(sizes.values())).colour, "name", language)
            yield Line(name, swatch_url(key), tuple(self._cell(sizes.get(size)) for size in self.sizes))

    @property
    def sizes(self) -> list[int]:
        """The columns of the grid."""
        return sorted({row.size for row in self.variants})

    def _cell(self, row: Variant | None) -> Cell | None:
        if row is None:
            return None
        price, pieces = self[f"price_{row.pk}"], self[f"pieces_{row.pk}"]
        return Cell(row.size, row.stock, rules.is_low(row.stock), price, pieces)

    @property
    def prices(self) -> dict[int, int]:
        """Variant -> the price that was typed."""
        touched = {row.pk: f"price_{row.pk}" for row in self.variants if f"price_{row.pk}" in self.changed_data}
        return {key: self.cleaned_data[name] for key, name in touched.items()}

    @property
    def pieces(self) -> dict[int, int]:
        """Variant -> the pieces that were typed."""
        typed = {row.pk: self.cleaned_data[f"pieces_{row.pk}"] for row in self.variants}
        return {key: number for key, number in typed.items() if number is not None}


@for_merchandisers
def grid(request: HttpRequest, product: int) -> HttpResponse:
    """The prices and pieces of one product, and changing them."""
    row = get_object_or_404(Product.objects.select_related("category"), pk=product)
    form = GridForm(variants_of(row), request.POST or None)
    if form.is_valid():
        keep(request, row, form)
        return redirect("admin:catalog_product_pieces", row.pk)
    return _shown(request, row, form, MoreForm(kind=rules.Kind(row.kind)))


@for_merchandisers
def more(request: HttpRequest, product: int) -> HttpResponse:
    """One more colour, or more sizes of one."""
    row = get_object_or_404(Product.objects.select_related("category"), pk=product)
    form = MoreForm(request.POST or None, kind=rules.Kind(row.kind))
    if form.is_valid():
        _make(request, row, form)
        return redirect("admin:catalog_product_pieces", row.pk)
    return _shown(request, row, GridForm(variants_of(row)), form)


def keep(request: HttpRequest, product: Product, form: GridForm) -> None:
    """Writes what was typed through the catalogue's own actions, into its price book and its stock book."""
    now, pieces = clock.now(), form.pieces
    with transaction.atomic():
        fields = ["price"] if actions.set_prices(form.prices, at=now) else []
        if form.cleaned_data["way"] == ARRIVED:
            pieces = {key: number for key, number in pieces.items() if number}
            actions.receive_stock(pieces, at=now)
        else:
            for key in sorted(pieces):
                actions.correct_stock(variant_id=key, counted=pieces[key], at=now)
        if fields or pieces:
            history.note(request, product, [*fields, *(["stock"] if pieces else [])])
    messages.success(request, SAVED)


def variants_of(product: Product) -> list[Variant]:
    """The variants of a product in the order of the grid."""
    return list(product.variants.select_related("colour").order_by("colour__position", "size"))


def pictures_of(product: Product) -> list[tuple[str, str]]:
    """The name and picture of each colour."""
    language = get_language() or "id"
    colours = {row.colour_id: row.colour for row in variants_of(product)}
    return [
        (said(colour, "name", language), picture_url(product.slug, key, "front", design=product.design))
        for key, colour in colours.items()
    ]


def _make(request: HttpRequest, product: Product, form: MoreForm) -> None:
    with transaction.atomic():
        given = form.cleaned_data
        made = actions.add_variants(product, colour=given["colour"], sizes=form.sizes, price=given["price"])
        if made:
            history.note(request, product, ["variants"])
    messages.success(request, SAVED)


def _shown(request: HttpRequest, product: Product, form: GridForm, wanted: MoreForm) -> HttpResponse:
    shown = {
        "original": product, "opts": Product._meta, "form": form, "more": wanted, "pictures": pictures_of(product),
        "name": said(product, "title", get_language() or "id"),
    }  # fmt: skip
    return render(request, "back_office/pieces.html", shown)

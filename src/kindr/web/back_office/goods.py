"""Products in the back office: found, written, drawn, shown and hidden."""

from __future__ import annotations

from typing import Any, cast

from django.contrib import messages
from django.contrib.admin import action, display
from django.contrib.admin.helpers import ACTION_CHECKBOX_NAME as TICKED
from django.db.models import IntegerField, Max, Min, OuterRef, QuerySet, Subquery, Sum
from django.http import HttpRequest, HttpResponse
from django.urls import path
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import get_language, ngettext
from django.utils.translation import gettext_lazy as _

from kindr.base import clock
from kindr.base.money import Rupiah
from kindr.shop.catalog import actions
from kindr.shop.catalog.models import Product, Variant
from kindr.shop.catalog.pictures import picture_url
from kindr.shop.catalog.queries.language import said
from kindr.web.back_office import history, pieces
from kindr.web.back_office.filters import ByPrice, BySection, ByStanding, ByStock, ByText
from kindr.web.back_office.forms import ProductForm
from kindr.web.back_office.shelves import Shelf


def _of_variants(value: Any) -> Subquery:
    return Subquery(
        Variant.objects.filter(product=OuterRef("pk")).order_by().values("product").annotate(it=value).values("it"),
        output_field=IntegerField(),
    )


class ProductShelf(Shelf):
    """The products. Prices and pieces have a page of their own beside each (`pieces`)."""

    form = ProductForm
    list_display = ("picture", "name", "section", "price", "stock", "standing")
    list_display_links = ("name",)
    list_filter = (BySection, ByStanding, ByStock, ByPrice, ByText)
    search_fields = ("title_id", "title_en", "slug", "also_called", "variants__sku__istartswith")
    ordering = ("-published_at", "pk")
    actions = ("show", "hide")
    fieldsets = (
        (_("Texts"), {"fields": (
            ("title_id", "title_en"), ("description_id", "description_en"), ("material_id", "material_en"),
            ("origin_id", "origin_en"), "also_called",
        )}),
        (_("In the shop"), {"fields": (("category", "care"), "slug", "is_shown")}),
        (_("Finding the size"), {"fields": (("kind", "cut"), "chart")}),
        (_("Drawing"), {"fields": (
            ("silhouette", "pattern"), ("collar", "sleeve"), ("length", "pocket"), ("accent", "contrast"),
            ("ease", "size"),
        )}),
    )  # fmt: skip

    def get_urls(self) -> list[Any]:
        return [
            path("<int:product>/pieces/", pieces.grid, name="catalog_product_pieces"),
            path("<int:product>/pieces/more/", pieces.more, name="catalog_product_more"),
            *super().get_urls(),
        ]

    def get_queryset(self, request: HttpRequest) -> QuerySet[Product]:
        colours = Variant.objects.filter(product=OuterRef("pk")).order_by("colour__position").values("colour")
        rows = cast("QuerySet[Product]", super().get_queryset(request)).select_related("category")
        return rows.defer("found_id", "found_en").annotate(
            left=_of_variants(Sum("stock")), cheapest=_of_variants(Min("price")), dearest=_of_variants(Max("price")),
            colour=Subquery(colours[:1]),
        )  # fmt: skip

    def save_model(self, request: HttpRequest, obj: Product, form: Any, change: bool) -> None:
        if not change:
            obj.published_at = clock.now()
        actions.keep_product(obj)

    def render_change_form(self, request: HttpRequest, context: dict[str, Any], *args: Any, **given: Any) -> Any:
        product = given.get("obj")
        if product is not None and product.pk:
            context["pictures"] = pieces.pictures_of(product)
        return super().render_change_form(request, context, *args, **given)

    @display(description=_("Drawing"))
    def picture(self, row: Any) -> SafeString:
        if row.colour is None:
            return format_html('<span class="office-picture office-picture-none"></span>')
        return format_html(
            '<img class="office-picture" src="{}" width="56" height="70" alt="" loading="lazy">',
            picture_url(row.slug, row.colour, "front", design=row.design),
        )

    @display(description=_("Product"), ordering="title_id")
    def name(self, row: Product) -> str:
        return said(row, "title", get_language() or "id") or row.slug

    @display(description=_("Section"), ordering="category__position")
    def section(self, row: Product) -> str:
        return said(row.category, "name", get_language() or "id")

    @display(description=_("Price"), ordering="cheapest")
    def price(self, row: Any) -> str:
        if row.cheapest is None:
            return "–"
        low, high = str(Rupiah(row.cheapest)), str(Rupiah(row.dearest))
        return low if low == high else f"{low} – {high}"

    @display(description=_("Stock"), ordering="left")
    def stock(self, row: Any) -> SafeString | int:
        return row.left or format_html('<span class="badge badge-bad">{}</span>', _("Sold out"))

    @display(description=_("In the shop"), ordering="is_shown")
    def standing(self, row: Product) -> SafeString:
        kind, word = ("good", _("Shown")) if row.is_shown else ("warn", _("Hidden"))
        return format_html('<span class="badge badge-{}">{}</span>', kind, word)

    def response_action(self, request: HttpRequest, queryset: QuerySet[Any], *where: Any) -> HttpResponse | None:
        """What is ticked are numbers; of anything else the database would complain."""
        given = request.POST.copy()
        ticked = [each for each in given.getlist(TICKED) if each.isdecimal() and len(each) < 10]
        given.setlist(TICKED, ticked)
        request.POST = given  # type: ignore[assignment]  # as Django does itself with what it reads
        return super().response_action(request, queryset, *where)

    @action(description=_("Show in the shop"))
    def show(self, request: HttpRequest, rows: QuerySet[Product]) -> None:
        self._turn(request, rows, shown=True)

    @action(description=_("Hide from the shop"))
    def hide(self, request: HttpRequest, rows: QuerySet[Product]) -> None:
        self._turn(request, rows, shown=False)

    def _turn(self, request: HttpRequest, rows: QuerySet[Product], *, shown: bool) -> None:
        chosen = list(rows.exclude(is_shown=shown))
        actions.show_products([row.pk for row in chosen], shown=shown)
        for row in chosen:
            history.note(request, row, ["is_shown"])
        text = ngettext("%(number)s product was changed.", "%(number)s products were changed.", len(chosen))
        messages.success(request, text % {"number": len(chosen)})

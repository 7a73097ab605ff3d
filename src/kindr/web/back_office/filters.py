"""What the list of products can be narrowed to."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any

from django.contrib.admin import SimpleListFilter
from django.db.models import Q, QuerySet
from django.utils.functional import Promise
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from kindr.shop.catalog import rules
from kindr.shop.catalog.models import Category, Product
from kindr.shop.catalog.queries.language import said
from kindr.shop.catalog.queries.upkeep import without_text

STEPS = (75_000, 150_000, 250_000)
Narrowing = tuple[str, str | Promise, Q]


class _Chosen(SimpleListFilter):
    """A filter whose every choice is a condition."""

    def narrowings(self) -> Iterable[Narrowing]:
        raise NotImplementedError

    def lookups(self, request: Any, model_admin: Any) -> list[tuple[str, Any]]:
        return [(key, name) for key, name, _condition in self.narrowings()]

    def queryset(self, request: Any, queryset: QuerySet[Product]) -> QuerySet[Product]:
        conditions = {key: condition for key, _name, condition in self.narrowings()}
        return queryset.filter(conditions.get(self.value() or "", Q()))


class BySection(_Chosen):
    title = _("Section")
    parameter_name = "section"

    def narrowings(self) -> Iterator[Narrowing]:
        for row in Category.objects.order_by("position"):
            yield row.slug, said(row, "name", get_language() or "id"), Q(category=row)


class ByStanding(_Chosen):
    title = _("In the shop")
    parameter_name = "shown"

    def narrowings(self) -> Iterable[Narrowing]:
        return ("yes", _("Shown"), Q(is_shown=True)), ("no", _("Hidden"), Q(is_shown=False))


class ByStock(_Chosen):
    title = _("Stock")
    parameter_name = "stock"

    def narrowings(self) -> Iterable[Narrowing]:
        few = Q(variants__stock__gt=0, variants__stock__lte=rules.LOW_STOCK)
        low = Q(pk__in=Product.objects.filter(few).values("pk"))
        return ("low", _("A size is running out"), low), ("out", _("Sold out"), Q(left=0) | Q(left=None))


class ByPrice(_Chosen):
    title = _("Price")
    parameter_name = "price"

    def narrowings(self) -> Iterator[Narrowing]:
        low, middle, high = STEPS
        yield "1", _("Up to Rp 75.000"), Q(cheapest__lte=low)
        yield "2", _("Up to Rp 150.000"), Q(cheapest__gt=low, cheapest__lte=middle)
        yield "3", _("Up to Rp 250.000"), Q(cheapest__gt=middle, cheapest__lte=high)
        yield "4", _("More than Rp 250.000"), Q(cheapest__gt=high)


class ByText(_Chosen):
    title = _("Texts")
    parameter_name = "texts"

    def narrowings(self) -> Iterable[Narrowing]:
        return (("missing", _("One language is missing"), without_text()),)

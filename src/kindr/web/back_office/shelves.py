"""What all tables of the back office have in common, and the sections and colours."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.contrib.admin import ModelAdmin, display
from django.contrib.admin.models import LogEntry
from django.db.models import Field, Model
from django.forms import BaseForm
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from kindr.shop.catalog.models import Category, Colour
from kindr.shop.catalog.pictures import swatch_url
from kindr.shop.catalog.queries.language import said
from kindr.web.back_office import history
from kindr.web.back_office.forms import ColourForm, SectionForm
from kindr.web.back_office.words import FAMILIES, SAVED


class Shelf(ModelAdmin):  # type: ignore[type-arg]  # not generic when the program runs
    """One table. Plain form fields without scripts, a history without texts, and nothing is ever deleted."""

    list_per_page = 40
    actions_selection_counter = False
    show_full_result_count = False

    def has_module_permission(self, request: HttpRequest) -> bool:
        return True

    def has_add_permission(self, request: HttpRequest) -> bool:
        return True

    def has_change_permission(self, request: HttpRequest, obj: Model | None = None) -> bool:
        return True

    def has_view_permission(self, request: HttpRequest, obj: Model | None = None) -> bool:
        return True

    def has_delete_permission(self, request: HttpRequest, obj: Model | None = None) -> bool:
        """Orders, books and drawings point to goods, sections and colours."""
        return False

    def formfield_for_dbfield(self, db_field: Field[Any, Any], request: HttpRequest, **given: Any) -> Any:
        return db_field.formfield(**given)

    def construct_change_message(self, request: HttpRequest, form: BaseForm, formsets: Any, add: bool = False) -> Any:
        return list(form.changed_data)

    def log_addition(self, request: HttpRequest, obj: Model, message: Any) -> LogEntry:
        return history.note(request, obj, flag=history.ADDITION)

    def log_change(self, request: HttpRequest, obj: Model, message: Any) -> LogEntry:
        return history.note(request, obj, message)

    def response_add(self, request: HttpRequest, obj: Model, post_url_continue: str | None = None) -> HttpResponse:
        return self.response_change(request, obj)

    def response_change(self, request: HttpRequest, obj: Model) -> HttpResponse:
        messages.success(request, SAVED)
        return redirect(f"admin:catalog_{self.opts.model_name}_change", obj.pk)

    def history_view(
        self, request: HttpRequest, object_id: str, extra_context: dict[str, Any] | None = None
    ) -> HttpResponse:
        return super().history_view(request, object_id, {"me": request.user.pk, **(extra_context or {})})


class OrderedShelf(Shelf):
    """Rows with a place in the order of the shop."""

    ordering = ("position",)

    @display(description=_("Place in the order"), ordering="position")
    def place(self, row: Category | Colour) -> int:
        return row.position


class SectionShelf(OrderedShelf):
    """The sections of the shop."""

    form = SectionForm
    list_display = ("name", "place", "address")
    fieldsets = (
        (None, {"fields": (("name_id", "name_en"), ("intro_id", "intro_en"))}),
        (_("In the shop"), {"fields": (("slug", "position"),)}),
    )

    @display(description=_("Section"))
    def name(self, row: Category) -> str:
        return said(row, "name", get_language() or "id")

    @display(description=_("Address"), ordering="slug")
    def address(self, row: Category) -> SafeString:
        return format_html("<code>{}</code>", row.slug)


class ColourShelf(OrderedShelf):
    """The colours that garments are dyed in."""

    form = ColourForm
    list_display = ("name", "dot", "group", "place")
    fieldsets = ((None, {"fields": (("name_id", "name_en"), ("family", "hex"), ("key", "position"))}),)

    def get_readonly_fields(self, request: HttpRequest, obj: Model | None = None) -> tuple[str, ...]:
        """The key is part of article numbers and of the addresses of pictures."""
        return ("key",) if obj else ()

    @display(description=_("Colour"))
    def name(self, row: Colour) -> str:
        return said(row, "name", get_language() or "id")

    @display(description=_("Dye"))
    def dot(self, row: Colour) -> SafeString:
        return format_html(
            '<img class="office-dot" src="{}" width="28" height="28" alt=""> <code>{}</code>',
            swatch_url(row.key), row.hex,
        )  # fmt: skip

    @display(description=_("Colour family"))
    def group(self, row: Colour) -> object:
        return FAMILIES[row.family]

"""The admin site of the back office: Django's own, with our door, our pages and our history."""

from __future__ import annotations

from typing import Any

from django.contrib.admin import AdminSite
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.urls import path, reverse
from django.utils.http import urlencode
from django.utils.translation import gettext_lazy as _

from kindr.base import clock
from kindr.privacy.access.declare import PersonalRequest, no_personal_data
from kindr.shop.catalog.models import Category, Colour, Product
from kindr.shop.catalog.queries import upkeep
from kindr.web.back_office import sheet_pages
from kindr.web.back_office.doors import Pattern, put_behind_the_door, staff_of
from kindr.web.back_office.goods import ProductShelf
from kindr.web.back_office.shelves import ColourShelf, SectionShelf

LEFT_OUT = {"login", "logout", "password_change", "password_change_done", "autocomplete", "jsi18n", "view_on_site"}
"""Addresses of Django's that nothing here needs: people sign in and out where all staff do."""


class BackOffice(AdminSite):
    """Goods only. Its door stands before every address (`doors`), so no permission of Django's is asked."""

    site_title = site_header = index_title = _("Back office")
    enable_nav_sidebar = False

    def has_permission(self, request: HttpRequest) -> bool:
        return True

    def get_app_list(self, request: HttpRequest, app_label: str | None = None) -> list[Any]:
        """The side of each page lists its places itself, so that nothing is looked up for it."""
        return []

    def get_urls(self) -> list[Any]:
        ours: list[Pattern] = [
            path("sheets/", sheet_pages.sheets, name="sheets"),
            path("sheets/<slug:kind>.csv", sheet_pages.download, name="download"),
            path("sheets/drawings/", sheet_pages.drawings, name="drawings"),
            path("sheets/prices/", sheet_pages.reprice, name="reprice"),
            path("sheets/<uuid:errand>/", sheet_pages.errand, name="errand"),
            path("sheets/<uuid:errand>/<slug:step>/", sheet_pages.turn, name="turn"),
            path("sizes/", sheet_pages.sizes, name="sizes"),
        ]
        djangos = [each for each in super().get_urls() if getattr(each, "name", None) not in LEFT_OUT]
        return [path("login/", to_the_door, name="login"), *put_behind_the_door([*ours, *djangos])]

    def index(self, request: HttpRequest, extra_context: dict[str, Any] | None = None) -> TemplateResponse:
        staff, now = staff_of(request), clock.now()
        shown = {"standing": upkeep.standing(), "errands": upkeep.errands(staff=staff, at=now)}
        return TemplateResponse(request, "back_office/home.html", {**self.each_context(request), **shown})


@no_personal_data("leads to the one sign-in of all staff")
def to_the_door(request: PersonalRequest) -> HttpResponse:
    """There is no second sign-in."""
    wanted = reverse("admin:index")
    return redirect(f"{reverse('accounts:staff_sign_in')}?{urlencode({'next': wanted})}")


def build() -> BackOffice:
    """The site with everything that is kept in it."""
    site = BackOffice()
    site.register(Product, ProductShelf)
    site.register(Category, SectionShelf)
    site.register(Colour, ColourShelf)
    return site


office = build()

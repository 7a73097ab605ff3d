"""The addresses of the shop window."""

from __future__ import annotations

from django.urls import path

from kindr.shop.storefront.views import window

app_name = "storefront"

urlpatterns = [
    path("", window.home, name="home"),
    path("c/<slug:slug>/", window.category, name="category"),
    path("search/", window.search, name="search"),
    path("p/<slug:slug>/", window.product, name="product"),
]

"""The addresses of the pictures; they are the same in every language."""

from __future__ import annotations

from django.urls import path

from kindr.shop.catalog import views

app_name = "catalog"

urlpatterns = [
    path("garments/swatches/<slug:colour>.svg", views.swatch, name="swatch"),
    path(
        "garments/<slug:slug>/<slug:colour>/measures-<int:size>.svg",
        views.garment,
        {"view": "measures"},
        name="measures",
    ),
    path("garments/<slug:slug>/<slug:colour>/<slug:view>.svg", views.garment, name="garment"),
]

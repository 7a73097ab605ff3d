"""The addresses of measuring."""

from __future__ import annotations

from django.urls import path

from kindr.shop.measuring import views

app_name = "measuring"

urlpatterns = [
    path("measure/", views.measure, name="measure"),
    path("measure/how/", views.how, name="how"),
    path("measure/print/<slug:paper>/<slug:sheet>.pdf", views.to_print, name="to_print"),
]

"""The addresses of My data."""

from __future__ import annotations

from django.urls import path

from kindr.privacy.rights import views

app_name = "rights"
urlpatterns = [
    path("my-data/", views.my_data, name="my_data"),
    path("my-data/openings/", views.openings, name="openings"),
    path("my-data/download.json", views.download_json, name="download_json"),
    path("my-data/download.html", views.download_page, name="download_page"),
    path("my-data/correct/<uuid:row>/<slug:column>/", views.correct, name="correct"),
    path("my-data/delete/", views.delete, name="delete"),
    path("my-data/receipt/<uuid:erasure>/", views.receipt, name="receipt"),
    path("my-data/receipt/<uuid:erasure>.json", views.receipt_json, name="receipt_json"),
]

"""The addresses of My data."""

from __future__ import annotations

from django.urls import path

from kindr.privacy.rights import views
from kindr.privacy.rights.fulfilment import views as papers

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
    path("my-data/certificate/<uuid:erasure>.json", papers.certificate, name="certificate"),
    path("my-data/package/<uuid:run>/", papers.package, name="package"),
    path("my-data/package/<uuid:run>.zip", papers.package_zip, name="package_zip"),
]

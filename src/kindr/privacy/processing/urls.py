"""The addresses of the record of processing, below /desk/."""

from __future__ import annotations

from django.urls import path

from kindr.privacy.processing import views

app_name = "processing"

urlpatterns = [
    path("record/", views.record, name="record"),
    path("record/outside/", views.outside_parties, name="outside"),
    path("record/kindr-record.json", views.as_json, name="json"),
    path("record/kindr-record.yaml", views.as_fideslang, name="fideslang"),
    path("record/kindr-record.html", views.as_file, name="file"),
]

"""The log's pages for people."""

from __future__ import annotations

from django.urls import path

from kindr.privacy.evidence import views

app_name = "evidence"
urlpatterns = [
    path("log/", views.log, name="log"),
    path("my-data/proof/<slug:book>/<uuid:row>.json", views.proof, name="proof"),
    path("desk/evidence/", views.evidence, name="desk"),
]

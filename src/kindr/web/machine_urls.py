"""Addresses that machines ask; they have no language."""

from __future__ import annotations

from django.urls import path

from kindr.web import health, stylesheet

urlpatterns = [
    path("healthz", health.is_alive, name="healthz"),
    path("readyz", health.is_ready, name="readyz"),
    path("style/<slug:mark>.css", stylesheet.stylesheet, name="stylesheet"),
]

"""Addresses that machines ask; they have no language."""

from __future__ import annotations

from django.urls import path

from kindr.web import health, stylesheet
from kindr.web.cookies import well_known

urlpatterns = [
    path("healthz", health.is_alive, name="healthz"),
    path("readyz", health.is_ready, name="readyz"),
    path(".well-known/gpc.json", well_known.gpc, name="gpc"),
    path(".well-known/security.txt", well_known.security, name="security_txt"),
    path("style/<slug:mark>.css", stylesheet.stylesheet, name="stylesheet"),
]

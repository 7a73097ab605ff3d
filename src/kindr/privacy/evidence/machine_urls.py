"""The log's addresses for machines: they have no language."""

from __future__ import annotations

from django.urls import path

from kindr.privacy.evidence import views

urlpatterns = [
    path("log/checkpoint", views.checkpoint, name="log_checkpoint"),
    path("log/checkpoints.json", views.checkpoints, name="log_checkpoints"),
    path("log/growth.json", views.growth, name="log_growth"),
    path("log/key", views.key, name="log_key"),
    path("log/verify_log.py", views.verifier, name="log_verifier"),
]

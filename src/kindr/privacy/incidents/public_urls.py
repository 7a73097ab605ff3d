"""The address at which everybody reads the public notices."""

from __future__ import annotations

from django.urls import path

from kindr.privacy.incidents import public_views

app_name = "incident_notices"

urlpatterns = [path("incident-notices/", public_views.notices, name="notices")]

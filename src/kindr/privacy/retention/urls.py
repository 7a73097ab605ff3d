"""The addresses of the retention desk, below /desk/."""

from __future__ import annotations

from django.urls import path

from kindr.privacy.retention import views

app_name = "retention"

urlpatterns = [
    path("retention/", views.retention, name="retention"),
    path("retention/holds/new/", views.place, name="place"),
    path("retention/holds/<uuid:hold>/", views.hold, name="hold"),
    path("retention/holds/<uuid:hold>/move/", views.move, name="move"),
    path("retention/holds/<uuid:hold>/lift/", views.lift, name="lift"),
]

"""The pages of the simulated gateway."""

from __future__ import annotations

from django.urls import path

from kindr.adapters.payments import views

app_name = "gateway"
urlpatterns = [path("gateway/<str:reference>/", views.page, name="page")]

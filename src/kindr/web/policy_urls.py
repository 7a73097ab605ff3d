"""The address of the published policy."""

from __future__ import annotations

from django.urls import path

from kindr.web.policy_page import show_policy

app_name = "privacy"
urlpatterns = [path("privacy/", show_policy, name="policy")]

"""The address of the demo's sign-ins; elsewhere than in development there is none."""

from __future__ import annotations

from django.conf import settings
from django.urls import URLPattern, path

from kindr.web import demo_page

app_name = "demo"

urlpatterns: list[URLPattern] = [path("demo/", demo_page.sign_ins, name="sign_ins")] if settings.DEVELOPMENT else []

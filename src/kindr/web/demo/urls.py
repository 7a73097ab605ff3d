"""The addresses of the demo's sign-ins and of the gallery; elsewhere than in development there are none."""

from __future__ import annotations

from django.conf import settings
from django.urls import URLPattern, path

from kindr.web import gallery
from kindr.web.demo import page

app_name = "demo"

urlpatterns: list[URLPattern] = [
    path("demo/", page.sign_ins, name="sign_ins"),
    path("components/", gallery.components, name="components"),
]
if not settings.DEVELOPMENT:
    urlpatterns = []

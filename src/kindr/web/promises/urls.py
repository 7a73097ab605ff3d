"""The addresses of the living policy."""

from __future__ import annotations

from django.urls import path

from kindr.web.promises import page

app_name = "promises"
urlpatterns = [
    path("privacy/promises/", page.show_promises, name="show"),
    path("privacy/promises/result.json", page.download_result, name="result"),
]

"""The addresses of the development mailbox; elsewhere than in development there are none."""

from __future__ import annotations

from django.conf import settings
from django.urls import URLPattern, path

from kindr.adapters.mail import views

app_name = "mail"

urlpatterns: list[URLPattern] = [
    path("mailbox/", views.mailbox, name="mailbox"),
    path("mailbox/<uuid:letter>/", views.letter, name="letter"),
    path("mailbox/<uuid:letter>/drawn/", views.drawn_letter, name="drawn"),
]
if not settings.DEVELOPMENT:
    urlpatterns = []

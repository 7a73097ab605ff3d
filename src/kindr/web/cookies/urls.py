"""The addresses of the cookies' page."""

from __future__ import annotations

from django.urls import path

from kindr.web.cookies import views

app_name = "cookies"
urlpatterns = [
    path("privacy/cookies/", views.show_cookies, name="show"),
    path("privacy/cookies/answer/", views.decide, name="decide"),
]

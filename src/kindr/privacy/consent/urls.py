"""The addresses of the choices."""

from __future__ import annotations

from django.urls import path

from kindr.privacy.consent import views

app_name = "consent"
urlpatterns = [
    path("my-choices/", views.choices, name="choices"),
    path("my-choices/<uuid:person>/<slug:consent>/give/", views.give, name="give"),
    path("my-choices/<uuid:person>/<slug:consent>/withdraw/", views.withdraw, name="withdraw"),
    path("my-choices/receipt/<uuid:event>.json", views.receipt, name="receipt"),
    path("my-choices/proof/<uuid:event>.json", views.proof, name="proof"),
]

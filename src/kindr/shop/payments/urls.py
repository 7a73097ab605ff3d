"""The pages of payments."""

from __future__ import annotations

from django.urls import path

from kindr.shop.payments import views

app_name = "payments"
urlpatterns = [
    path("payments/<uuid:payment_id>/", views.payment, name="payment"),
    path("payments/<uuid:payment_id>/code.png", views.code, name="code"),
    path("payments/<uuid:payment_id>/again/", views.try_again, name="try_again"),
]

"""The address that payment gateways call; it has no language."""

from __future__ import annotations

from django.urls import path

from kindr.shop.payments import views

urlpatterns = [path("payments/notification/", views.notification, name="payment_notification")]

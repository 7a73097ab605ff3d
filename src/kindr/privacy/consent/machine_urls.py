"""The address of the key with which receipts are checked; it has no language."""

from __future__ import annotations

from django.urls import path

from kindr.privacy.consent import views

urlpatterns = [path(".well-known/kindr-signing-key.json", views.signing_key, name="signing_key")]

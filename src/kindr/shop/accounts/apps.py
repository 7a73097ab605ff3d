"""Accounts: sign-in, profile and address book."""

from __future__ import annotations

from django.apps import AppConfig


class AccountsConfig(AppConfig):
    name = "kindr.shop.accounts"
    label = "accounts"

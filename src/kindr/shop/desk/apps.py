"""The desk as Django knows it."""

from __future__ import annotations

from django.apps import AppConfig


class DeskConfig(AppConfig):
    name = "kindr.shop.desk"
    label = "desk"

"""Measuring: size advice."""

from __future__ import annotations

from django.apps import AppConfig


class MeasuringConfig(AppConfig):
    name = "kindr.shop.measuring"
    label = "measuring"

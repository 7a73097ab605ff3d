"""Picking the column of the reader's language."""

from __future__ import annotations

from django.db.models import Model


def said(row: Model, name: str, language: str) -> str:
    """The text of `name_id` or `name_en`; Indonesian is the shop's first language, so it answers for all others."""
    return str(getattr(row, f"{name}_{'en' if language == 'en' else 'id'}"))

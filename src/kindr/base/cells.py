"""Cells of tables that spreadsheets open: no text of somebody else's is run as a formula."""

from __future__ import annotations

RISKY = ("=", "+", "-", "@", "\t", "\r", "\n")
"""How a cell begins that a spreadsheet would run as a formula."""


def safe_cell(text: str) -> str:
    """A cell that no spreadsheet takes for a formula: what begins like one gets an apostrophe before it."""
    return f"'{text}" if text.lstrip(" ").startswith(RISKY) else text

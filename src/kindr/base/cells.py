"""Cells of tables that people open in a spreadsheet."""

from __future__ import annotations

import re

RISKY = ("=", "+", "-", "@", "\t", "\r", "\n")
"""How a cell begins that a spreadsheet would run as a formula."""
PARTED = re.compile(r'([,;\t\r\n][\s"]*)(?=[=+\-@])')
"""Where a formula would begin if the spreadsheet parted cells by another sign than we do."""


def safe_cell(text: str) -> str:
    """A cell that no spreadsheet takes for a formula: what begins like one gets an apostrophe before it."""
    held = PARTED.sub(r"\1'", text)
    return f"'{held}" if held.lstrip(' "').startswith(RISKY) else held

"""The mark of the program: the same text has the same mark, wherever it is installed."""

from __future__ import annotations

import hashlib
from functools import cache
from pathlib import Path

from kindr.web.policy_check.report import SOURCE

TEXT = frozenset({".py", ".html", ".md", ".txt", ".po", ".css", ".js", ".csv"})
"""What makes the program do what it does; drawings, letters and what is compiled from these are left out."""


@cache
def mark_of_code(folder: Path = SOURCE) -> str:
    """A hash over the names and contents of all text of the program; it does not change while the program runs."""
    digest = hashlib.sha256()
    for path in sorted(found for found in folder.rglob("*") if found.suffix in TEXT and found.is_file()):
        digest.update(f"{path.relative_to(folder).as_posix()}\0".encode())
        digest.update(hashlib.sha256(path.read_bytes()).digest())
    return digest.hexdigest()

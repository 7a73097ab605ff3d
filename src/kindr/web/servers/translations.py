"""Compiling the translations: every `django.po` gets its `django.mo` beside it, made anew when the text has changed."""

from __future__ import annotations

import os
from pathlib import Path

from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po

SOURCES = Path(__file__).resolve().parents[2]


def compile_translations(folder: Path = SOURCES) -> list[Path]:
    """Compile what is out of date below `folder`; returns the files that were written."""
    return [_compile(text) for text in sorted(folder.rglob("locale/*/LC_MESSAGES/django.po")) if _is_stale(text)]


def _is_stale(text: Path) -> bool:
    compiled = text.with_suffix(".mo")
    return not compiled.exists() or compiled.stat().st_mtime_ns < text.stat().st_mtime_ns


def _compile(text: Path) -> Path:
    compiled = text.with_suffix(".mo")
    draft = compiled.with_name(f"{compiled.name}.{os.getpid()}")
    with text.open("rb") as source:
        catalog = read_po(source, locale=text.parts[-3])
    with draft.open("wb") as target:
        write_mo(target, catalog)
    draft.replace(compiled)
    return compiled

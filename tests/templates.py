"""Compiles every template, so that a mistake in one that no test renders is found (`python -m tests.templates`)."""

from __future__ import annotations

import os
import sys
from pathlib import Path

SOURCES = Path(__file__).resolve().parents[1] / "src" / "kindr"


def mistakes() -> list[str]:
    """One line for each template that cannot be compiled."""
    from django.template import TemplateSyntaxError, engines

    found = []
    for path in sorted(SOURCES.rglob("templates/**/*")):
        if path.is_file():
            try:
                engines["django"].from_string(path.read_text(encoding="utf-8"))
            except TemplateSyntaxError as error:
                found.append(f"{path.relative_to(SOURCES)}: {error}")
    return found


if __name__ == "__main__":
    import django

    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "kindr.web.settings")
    django.setup()
    sys.exit("\n".join(mistakes()) or 0)

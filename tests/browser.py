"""The browser of the tests: the one that is installed, or else one that is fetched (`python -m tests.browser`)."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from collections.abc import Iterator, Sequence
from pathlib import Path

PROGRAMS = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")


class NoBrowser(RuntimeError):
    """There is no Chromium, and none of the ways to get one worked."""


def find() -> str | None:
    """The path of a Chromium that starts: KINDR_CHROMIUM, one of the system's, or playwright's own."""
    return next((path for path in _candidates() if path and _starts(path)), None)


def ensure() -> str:
    """The path of a Chromium, fetched when there is none. Raises NoBrowser."""
    for fetch in (None, _from_the_system, _from_playwright):
        if fetch is not None:
            fetch()
        found = find()
        if found:
            return found
    raise NoBrowser("the tests need Chromium: install it, or name one in KINDR_CHROMIUM")


def _candidates() -> Iterator[str | None]:
    named = os.environ.get("KINDR_CHROMIUM")
    if named:
        yield named
    else:
        yield from map(shutil.which, PROGRAMS)
        yield _playwrights_own()


def _starts(path: str) -> bool:
    try:
        return subprocess.run([path, "--version"], capture_output=True, timeout=30, check=False).returncode == 0
    except OSError:
        return False


def _playwrights_own() -> str | None:
    from playwright.sync_api import sync_playwright

    with sync_playwright() as playwright:
        path = playwright.chromium.executable_path
    return path if Path(path).exists() else None


def _from_the_system() -> None:
    if os.geteuid() != 0 or not shutil.which("apt-get"):
        return
    _try(["apt-get", "install", "-y", "-q", "--no-install-recommends", "chromium"])
    if not shutil.which("chromium"):
        _try(["apt-get", "update", "-q"])
        _try(["apt-get", "install", "-y", "-q", "--no-install-recommends", "chromium"])


def _from_playwright() -> None:
    _try([sys.executable, "-m", "playwright", "install", "chromium"])


def _try(command: Sequence[str]) -> None:
    print("tests need a browser:", " ".join(command), file=sys.stderr)
    subprocess.run(
        command, env={**os.environ, "DEBIAN_FRONTEND": "noninteractive"}, stdout=sys.stderr, timeout=900, check=False
    )


if __name__ == "__main__":
    try:
        ensure()
    except NoBrowser as reason:
        sys.exit(str(reason))

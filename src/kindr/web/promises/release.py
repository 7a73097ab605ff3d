"""The tests of a release: what they found on the machine that built it, packed beside the program (ADR 0013)."""

from __future__ import annotations

import json
from pathlib import Path

from kindr.web.policy_check.report import SOURCE
from kindr.web.promises.results import Run, run_as_json, run_from

RELEASE = SOURCE / "promises.json"
"""Not in the repository: made by `kindr prove --release`, and packed with the program because it lies inside it."""


def write_release(run: Run, to: Path = RELEASE) -> Path:
    """Puts a run of the tests beside the program that it ran on."""
    to.write_text(json.dumps({**run_as_json(run), "where": "build"}, ensure_ascii=False, indent=1), encoding="utf-8")
    return to


def read_release(path: Path = RELEASE) -> Run | None:
    """What the release's tests found; None where nothing was packed, or what was packed is no run."""
    try:
        return run_from(json.loads(path.read_text("utf-8")))
    except (FileNotFoundError, ValueError, KeyError, TypeError):
        return None

"""The mark of a restore that is under way: while it lies there, nothing is served."""

from __future__ import annotations

import json
import os
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from kindr.web.servers import CannotRun


class RestoreUnderWay(CannotRun):
    """A restore was begun and not finished; what was forgotten may have come back."""


@dataclass(frozen=True)
class Restore:
    """Which backup is being put back, and which parts of it."""

    folder: Path
    parts: tuple[str, ...]


def mark_of(data_folder: Path) -> Path:
    """Where the mark lies."""
    return data_folder / "restoring.json"


def set_mark(data_folder: Path, folder: Path, parts: Sequence[str]) -> None:
    """Sets the mark before anything is touched; it is on the disk when this returns."""
    path = mark_of(data_folder)
    draft = path.with_name(f".{path.name}")
    with draft.open("w", encoding="utf-8") as file:
        json.dump({"folder": str(folder), "parts": list(parts)}, file)
        file.flush()
        os.fsync(file.fileno())
    draft.replace(path)


def read_mark(data_folder: Path) -> Restore | None:
    """The restore under way, or None."""
    try:
        content = json.loads(mark_of(data_folder).read_text(encoding="utf-8"))
    except FileNotFoundError:
        return None
    return Restore(Path(content["folder"]), tuple(content["parts"]))


def lift_mark(data_folder: Path) -> None:
    """Takes the mark away once everything that was forgotten is forgotten again."""
    mark_of(data_folder).unlink(missing_ok=True)


def refuse_while_restoring(data_folder: Path) -> None:
    """Raises RestoreUnderWay while the mark lies there; `kindr serve` and `kindr worker` call it first."""
    if mark_of(data_folder).exists():
        raise RestoreUnderWay("a restore was begun and not finished; run `kindr restore` again to finish it")

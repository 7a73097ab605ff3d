"""What the environment says about keys: where roots come from, which format is written, where the journal is copied.

Like `kindr.web.environment`, wrong settings become problems and stop nothing here.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import urlsplit

KINDS = ("file", "aws-kms")
FORMATS = ("1", "2")

Problems = list[tuple[str, str, str]]
"""Number, message and hint of each wrong setting."""


@dataclass(frozen=True)
class KeySettings:
    """Where root keys come from, in which format new values are sealed, and where the shred journal is copied to."""

    kind: str = "file"
    region: str = ""
    key: str = ""
    installation: str = ""
    format: int = 1
    journal_copy: Path | None = None


def read_key_settings(environ: Mapping[str, str]) -> tuple[KeySettings, Problems]:
    """The settings and what is wrong with them."""
    problems: Problems = []
    found = KeySettings(
        kind=_one_of(environ, "KINDR_KEYS", KINDS, "015", problems),
        region=environ.get("KINDR_KMS_REGION") or environ.get("AWS_REGION", ""),
        key=environ.get("KINDR_KMS_KEY", ""),
        installation=environ.get("KINDR_INSTALLATION")
        or urlsplit(environ.get("KINDR_BASE_URL", "")).hostname
        or "kindr",
        format=int(_one_of(environ, "KINDR_FORMAT", FORMATS, "017", problems)),
        journal_copy=_folder(environ.get("KINDR_JOURNAL_COPY", ""), problems),
    )
    if found.kind == "aws-kms" and not (found.region and found.key):
        missing = "KINDR_KMS_KEY" if found.region else "KINDR_KMS_REGION"
        problems.append(("016", f"{missing} is missing.", "KINDR_KEYS=aws-kms needs a region and the id of a KMS key."))
    return found, problems


def _one_of(environ: Mapping[str, str], name: str, allowed: tuple[str, ...], number: str, problems: Problems) -> str:
    text = environ.get(name) or allowed[0]
    if text in allowed:
        return text
    problems.append((number, f"{name} is {text!r}.", f"Give {' or '.join(allowed)}."))
    return allowed[0]


def _folder(text: str, problems: Problems) -> Path | None:
    if not text:
        return None
    folder = Path(text).expanduser()
    if folder.is_absolute():
        return folder
    problems.append(("018", f"KINDR_JOURNAL_COPY is {text!r}.", "Give the whole path of a folder on another machine."))
    return None
